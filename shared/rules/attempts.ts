/** Seconds to wait after the first, second … attempt of background work that failed. */
const pauses = [10, 60, 300, 1800] as const;

/** After so many attempts it is set aside for the operator. */
export const maximumAttempts = pauses.length + 1;

/** When to try again after the `attempts`-th attempt (counted from 1) failed at `at`; null when it is to be set aside. */
export function nextTry(attempts: number, at: Date): Date | null {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : new Date(at.getTime() + pause * 1000);
}
