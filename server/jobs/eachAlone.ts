/**
 * Runs a task for one after another. A task that fails keeps none of the others from their turn: what went wrong is
 * thrown at the end.
 */
export async function eachAlone<T>(all: readonly T[], task: (one: T) => Promise<void>): Promise<void> {
  const faults: unknown[] = [];
  for (const one of all) await task(one).catch((fault: unknown) => faults.push(fault));
  if (faults.length > 1) throw new AggregateError(faults, faults.map(String).join('; '));
  if (faults.length === 1) throw faults[0];
}
