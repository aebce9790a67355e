/** The keeper shuts the database down when its input ends, also when this process is killed. */
export default async function globalTeardown() {
  const keeper = globalThis.testDatabaseKeeper;
  if (!keeper || keeper.exitCode !== null) return;
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.stdin.end();
  await ended;
}
