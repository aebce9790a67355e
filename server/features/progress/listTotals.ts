import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import { funnelStages, type FunnelStep } from '../../../shared/rules/measures.ts';
import { isAtOrAbove, NATION, provinceCodes } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import type { Filter } from '../../db/order.ts';
import type { ListSpec } from '../../db/page.ts';
import { ledgerNow, topmost, type Cell } from './kept.report.ts';
import { STANDING } from './ledger.ts';
import type { LedgerPlace } from './ledger.report.ts';

type Rollup = NonNullable<ListSpec<object>['rollup']>;
type Test = (cell: Cell) => boolean;

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]);
const given = (filter: Filter) => Object.keys(filter).filter((name) => filter[name] !== undefined);
const only = (filter: Filter, names: readonly string[]) => given(filter).every((name) => names.includes(name));

/** Whether a value is among those that a filter asks for; anything is where it doesn't. */
const among = (filter: Filter, name: string, value: unknown) =>
  filter[name] === undefined || listed(filter[name]).includes(value);

/** The places of a filter that the ledger has rows of: below no other of them, within the reader's own. */
function placesOf(ctx: Ctx, { orgCode }: Filter): string[] {
  const own = ctx.actor.orgCode;
  const asked = (orgCode === undefined ? [own] : listed(orgCode).map(String)).flatMap((code) => {
    if (isAtOrAbove(code, own)) return [own];
    return isAtOrAbove(own, code) ? [code] : [];
  });
  return topmost(asked.includes(NATION) ? provinceCodes : asked);
}

/** How many records of a list the cells of a filter stand for. */
async function sum(
  ctx: Ctx,
  list: 'items' | 'inspections' | 'unions' | 'visits',
  campaignId: LedgerPlace['campaignId'],
  filter: Filter,
  test: Test,
): Promise<number> {
  const codes = placesOf(ctx, filter);
  if (codes.length === 0) return 0;
  const { folded, pending } = await ledgerNow(ctx, { campaignId, orgCode: ctx.actor.orgCode }, codes);
  const add = (cells: readonly Cell[]) => cells.reduce((total, cell) => (test(cell) ? total + cell.n : total), 0);
  const { orgCode: _orgCode, campaignId: _campaignId, ...rest } = filter;
  return folded(JSON.stringify(['total', list, ctx.today, rest]), add) + add(pending);
}

const campaignsOf = ({ campaignId }: Filter): LedgerPlace['campaignId'] =>
  campaignId === undefined ? null : listed(campaignId).map(String);

const itemNames = [
  'campaignId', 'orgCode', 'status', 'track', 'itemKey', 'overdue', 'counted', 'onTime', 'dueOn', 'dueOn_gte', 'dueOn_lte',
] as const; // prettier-ignore

const isUnsettled = (status: unknown) => (unsettledStatuses as readonly unknown[]).includes(status);

/** What the ledger counts of rectifications: all but the withdrawn ones; their due days only while they are unsettled. */
export const itemTotals: Rollup = async (ctx, filter) => {
  if (!only(filter, itemNames)) return null;
  const unsettled = filter['status'] !== undefined && listed(filter['status']).every(isUnsettled);
  const byDay = given(filter).some((name) => name.startsWith('dueOn'));
  if (byDay && !unsettled) return null;
  const day = (name: string) => (filter[name] === undefined ? null : String(filter[name]));
  const [since, until] = [day('dueOn_gte'), day('dueOn_lte')];
  const counted = await sum(ctx, 'items', campaignsOf(filter), filter, (cell) => {
    const { kind, stage, track, itemKey, dueOn, late } = cell;
    return (
      kind === 'item' &&
      among(filter, 'status', stage) &&
      among(filter, 'track', track) &&
      among(filter, 'itemKey', itemKey) &&
      among(filter, 'counted', true) &&
      among(filter, 'overdue', isUnsettled(stage) && dueOn < ctx.today) &&
      among(filter, 'onTime', !isUnsettled(stage) && !late) &&
      among(filter, 'dueOn', dueOn) &&
      (since === null || dueOn >= since) &&
      (until === null || dueOn <= until)
    );
  });
  const withdrawnToo =
    among(filter, 'status', 'withdrawn') &&
    among(filter, 'counted', false) &&
    among(filter, 'overdue', false) &&
    among(filter, 'onTime', false);
  return { counted, rest: withdrawnToo ? { ...filter, status: 'withdrawn' } : null };
};

const inspectionNames = ['campaignId', 'orgCode', 'status', 'stage', 'funnel', 'shell'] as const;
const answered = funnelStages.submitted as readonly string[];

/** What the ledger counts of inspections: all but the exempted ones. */
export const inspectionTotals: Rollup = async (ctx, filter) => {
  if (!only(filter, inspectionNames)) return null;
  const steps = filter['funnel'] === undefined ? null : listed(filter['funnel']).map((step) => step as FunnelStep);
  const wanted = (stage: string, track = '') =>
    among(filter, 'status', answered.includes(stage) ? track || 'submitted' : stage) &&
    among(filter, 'stage', stage) &&
    (!steps || steps.some((step) => (funnelStages[step] as readonly string[]).includes(stage)));
  // A shell that was returned is one no more for the ledger.
  if (filter['shell'] !== undefined && (wanted('pending') || wanted('returned') || wanted('exempted'))) return null;
  const counted = await sum(
    ctx,
    'inspections',
    campaignsOf(filter),
    filter,
    ({ kind, stage, track, shell }) => kind === 'inspection' && wanted(stage, track) && among(filter, 'shell', shell),
  );
  return { counted, rest: wanted('exempted') ? { ...filter, status: 'exempted' } : null };
};

const unionNames = ['orgCode', 'active', 'standard', 'assessed', 'passing'] as const;

/** What the ledger counts of unions: the active ones by their newest results. */
export const unionTotals: Rollup = async (ctx, filter) => {
  if (!only(filter, unionNames)) return null;
  const { passing } = filter;
  if (passing !== undefined && (listed(passing).length !== 1 || !only(filter, ['orgCode', 'active', 'passing'])))
    return null;
  const counted = await sum(ctx, 'unions', STANDING, filter, ({ kind, stage, itemKey }) => {
    if (!among(filter, 'active', true)) return false;
    if (passing !== undefined) return kind === 'have' && stage === 'pass' && listed(passing)[0] === itemKey;
    return (
      kind === 'union' &&
      among(filter, 'standard', stage === 'unassessed' ? null : stage === 'standard') &&
      among(filter, 'assessed', stage !== 'unassessed')
    );
  });
  return { counted, rest: among(filter, 'active', false) ? { ...filter, active: false } : null };
};

/** What the ledger counts of visits. */
export const visitTotals: Rollup = async (ctx, filter) => {
  if (!only(filter, ['orgCode', 'outcome'])) return null;
  const test: Test = ({ kind, stage }) => kind === 'visit' && among(filter, 'outcome', stage);
  return { counted: await sum(ctx, 'visits', STANDING, filter, test), rest: null };
};
