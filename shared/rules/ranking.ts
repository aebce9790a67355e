import type { Measures } from './measures.ts';
import { rateParts, type CountKey, type RateKey } from './rateParts.ts';
import type { StandingMeasures } from './standing.ts';

/** How a measure is ranked: which way is better, and the counts that it is measured on. */
type RankingRule = { better: 'higher' | 'lower'; base: readonly CountKey[] };
export type RankableRow = Partial<Measures & StandingMeasures>;

const rate = (key: RateKey, better: RankingRule['better'] = 'higher'): RankingRule => ({
  better,
  base: rateParts[key].below,
});

/** The measures that places may be given by. Plain amounts are not among them: they follow the size of a place. */
export const rankingRules = {
  inspectionRate: rate('inspectionRate'),
  rectifiedRate: rate('rectifiedRate'),
  closedRate: rate('closedRate'),
  onTimeRate: rate('onTimeRate'),
  overdue: { better: 'lower', base: ['items'] },
  defectRate: rate('defectRate', 'lower'),
  shellRate: rate('shellRate', 'lower'),
  relapseRate: rate('relapseRate', 'lower'),
  sixHavesRate: rate('sixHavesRate'),
  establishmentRate: rate('establishmentRate'),
  advanceRate: rate('advanceRate'),
  membershipRate: rate('membershipRate'),
} as const satisfies Partial<Record<keyof RankableRow, RankingRule>>;
export type RankedMeasure = keyof typeof rankingRules;
export const rankedMeasures = Object.keys(rankingRules) as RankedMeasure[];

export type Apart = 'small' | 'no-value';

/**
 * A row with its place. `apart` says why it has none: its base is too small to be fair, or it has no value. `moved` is
 * the number of places gained (lost where negative) since the previous ranking; null for who had none then or now.
 */
export type Ranked<T> = T & {
  place: number | null;
  tied: boolean;
  apart: Apart | null;
  moved: number | null;
};

export type RankingOptions<T> = {
  measure: RankedMeasure;
  /** Who is measured on less than this stands apart, without a place. */
  minimumBase: number;
  /** The same organisations at an earlier instant; ranked by the same rule. */
  previous?: readonly T[] | null;
};

/** The size that a row is measured on: what must reach the minimum base. */
export const baseOf = (row: RankableRow, measure: RankedMeasure): number =>
  rankingRules[measure].base.reduce((sum, name) => sum + (row[name] ?? 0), 0);

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Ranks organisations: equal values share a place and the next place skips (1, 2, 2, 4). First who has a place, best
 * first; then the small ones, then those without a value. The order of `rows` does not matter.
 */
export function rankingOf<T extends RankableRow & { code: string }>(
  rows: readonly T[],
  { measure, minimumBase, previous }: RankingOptions<T>,
): Ranked<T>[] {
  const sign = rankingRules[measure].better === 'higher' ? -1 : 1;
  const valueOf = (row: T): number | null => row[measure] ?? null;
  const apartOf = (row: T): Apart | null => {
    if (valueOf(row) === null || baseOf(row, measure) === 0) return 'no-value';
    return baseOf(row, measure) < minimumBase ? 'small' : null;
  };
  const placed = rows.filter((row) => apartOf(row) === null).map((row) => valueOf(row)!);
  const before = previous ? rankingOf(previous, { measure, minimumBase }) : [];
  const placeBefore = new Map(before.map(({ code, place }) => [code, place]));
  const group: Record<Apart, number> = { small: 1, 'no-value': 2 };
  return rows
    .map((row) => {
      const apart = apartOf(row);
      const value = valueOf(row);
      const place = apart ? null : 1 + placed.filter((other) => sign * (other - value!) < 0).length;
      const tied = !apart && placed.filter((other) => other === value).length > 1;
      const was = placeBefore.get(row.code) ?? null;
      return { ...row, place, tied, apart, moved: place !== null && was !== null ? was - place : null };
    })
    .sort(
      (a, b) =>
        (a.apart ? group[a.apart] : 0) - (b.apart ? group[b.apart] : 0) ||
        sign * ((valueOf(a) ?? 0) - (valueOf(b) ?? 0)) ||
        order(a.code, b.code),
    );
}
