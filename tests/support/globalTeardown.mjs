/** The keeper shuts the database down when its input ends: here, or when this process is killed. */
export default async function globalTeardown() {
  const keeper = await globalThis.testDatabaseKeeper;
  await keeper?.stop();
}
