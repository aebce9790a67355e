/** How long to wait after the first, second … attempt that failed, in minutes: 1, 5, 30, 2 hours, 12 hours, a day. */
const pauses = [1, 5, 30, 120, 720, 1440] as const;

/** After so many attempts a message is set aside, until somebody orders another one. */
export const maximumAttempts = pauses.length + 1;

/**
 * When to try again after the `attempts`-th attempt (counted from 1) failed at `at`; null when it is to be set aside. A
 * pause is never shorter than the one before it.
 */
export function nextAttempt(attempts: number, at: Date): Date | null {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : new Date(at.getTime() + pause * 60_000);
}
