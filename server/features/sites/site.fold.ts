import { addMonths, monthsBetween } from '../../../shared/rules/months.ts';
import { isAtOrAbove } from '../../../shared/rules/orgCode.ts';
import { siteFigures, siteStocks, type SiteFigure } from '../../../shared/site-reports.ts';
import type { SiteFigureSums, SiteMonth, SiteRow, SiteTotals } from '../../../shared/site-overview.ts';

/** What one query counts of the sites of one organisation, batch and kind; what it does not count is left out. */
export type Cell = { orgCode: string; batchCategory: string; kind: string; month?: string | null } & Partial<
  Record<SiteFigure | 'sites' | 'listed' | 'preparing' | 'missing' | 'standing', number | null>
>;
export type MonthCell = SiteMonth;

const counts = ['sites', 'listed', 'preparing', 'missing'] as const;

/** Cells that add up to one total. Members are known only where every site with a report has told them. */
export function addCells(cells: readonly Cell[]): SiteTotals {
  const sum = Object.fromEntries([...counts, ...siteFigures].map((name) => [name, 0])) as SiteTotals;
  for (const cell of cells) {
    for (const name of [...counts, ...siteFigures]) {
      const value = cell[name];
      if (typeof value === 'number') sum[name] = (sum[name] ?? 0) + value;
    }
  }
  const reported = cells.filter(({ workers }) => typeof workers === 'number');
  if (reported.length === 0 || reported.some(({ members }) => members === null)) sum.members = null;
  return sum;
}

type Named = { code: string; name: string };

/** One row for each organisation directly below, and one of its own (本级) for what hangs directly on this one. */
export function byChild(cells: readonly Cell[], own: Named, children: readonly Named[]): SiteRow[] {
  const rows = children.map((child) => ({
    ...child,
    ...addCells(cells.filter(({ orgCode }) => isAtOrAbove(child.code, orgCode))),
  }));
  const rest = cells.filter(({ orgCode }) => !children.some(({ code }) => isAtOrAbove(code, orgCode)));
  return rest.length > 0 ? [...rows, { ...own, ...addCells(rest), own: true }] : rows;
}

/** One row for each key that is known or in use. */
export function byKey(
  cells: readonly Cell[],
  field: 'batchCategory' | 'kind',
  known: readonly Named[],
  nameOf: (key: string) => string = (key) => key,
): SiteRow[] {
  const others = [...new Set(cells.map((cell) => cell[field]))].filter(
    (key) => !known.some(({ code }) => code === key),
  );
  return [...known, ...others.map((code) => ({ code, name: nameOf(code) }))].map((one) => ({
    ...one,
    ...addCells(cells.filter((cell) => cell[field] === one.code)),
  }));
}

export const mostMonths = 36;

/**
 * Every month from the first report to the newest: flows of the month, stocks as last reported by each site until then.
 * `gaps` are stocks that stand from the month after theirs to the one before `next`, or to the end.
 */
export function everyMonth(
  found: readonly MonthCell[],
  gaps: readonly (MonthCell & { next: string | null })[],
): SiteMonth[] {
  const byMonth = new Map(found.map((cell) => [cell.month, cell]));
  const known = [...byMonth.keys()].toSorted();
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return [];
  const nothing = Object.fromEntries(siteFigures.map((figure) => [figure, 0])) as SiteFigureSums;
  const months = new Map(
    monthsBetween(first, last).map((month): [string, SiteMonth] => {
      const { reports = 0, ...figures } = byMonth.get(month) ?? {};
      const sums = Object.fromEntries(siteFigures.map((name) => [name, (figures as Partial<SiteMonth>)[name] ?? 0]));
      return [month, { ...nothing, ...sums, month, reports }];
    }),
  );
  for (const gap of gaps) {
    for (const month of monthsBetween(addMonths(gap.month, 1), gap.next ? addMonths(gap.next, -1) : last)) {
      const point = months.get(month)!;
      for (const stock of siteStocks) point[stock] = (point[stock] ?? 0) + (gap[stock] ?? 0);
    }
  }
  return [...months.values()];
}
