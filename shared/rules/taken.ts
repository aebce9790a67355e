const YEAR_OF_DIGITAL = Date.UTC(1995, 0, 1);
const DAY = 86_400_000;

/** Whether a camera may have taken a picture then: clocks run wrong, so a day of grace, and none before digital ones. */
export function isPlausibleTime(time: Date, now = Date.now()): boolean {
  return time.getTime() >= YEAR_OF_DIGITAL && time.getTime() <= now + DAY;
}

export type TakenHint = 'before-item' | 'after-mark';

/**
 * What a verifier should look at twice: a picture older than the item it proves, or younger than the mark it belongs to.
 * Times without a known end compare with nothing; a minute of grace on either side.
 */
export function takenHint(
  takenAt: string | null,
  { since, until }: { since?: string | null | undefined; until?: string | null | undefined },
): TakenHint | null {
  if (takenAt === null) return null;
  const taken = Date.parse(takenAt);
  if (since && taken < Date.parse(since) - 60_000) return 'before-item';
  return until && taken > Date.parse(until) + 60_000 ? 'after-mark' : null;
}
