import sql, { raw, type Sql } from 'sql-template-tag';
import {
  ledgerDoor,
  ledgerNames,
  presentNames,
  type LedgerLine,
  type LedgerName,
  type LedgerQuery,
  type LedgerReport,
  type PresentName,
} from '../../../shared/enterprises.ts';
import type { DoorPlace } from '../../../shared/doors.ts';
import { dayOf } from '../../../shared/rules/days.ts';
import { targetOf } from '../../../shared/rules/establishment.ts';
import { boundsOf, NATION, provinceCodes, provinceOf } from '../../../shared/rules/orgCode.ts';
import { noStanding, standingRates } from '../../../shared/rules/standing.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { orgAsked, pathTo } from '../cockpit/cockpit.place.ts';
import { STANDING } from '../progress/ledger.ts';
import { ledger } from '../progress/ledger.report.ts';
import { childrenOf } from '../progress/progress.report.ts';
import { standingOf } from '../progress/standing.report.ts';
import { settingsOf } from '../settings/settings.service.ts';
import { stalledAt } from './stalled.ts';

type Counted = { orgCode: string } & Partial<Record<PresentName, number>>;

/** The rows of a table below an organisation. */
function below(ctx: Ctx, table: string, orgCode: string): Sql {
  const { from, to } = boundsOf(orgCode);
  const province =
    orgCode === NATION ? sql`t.province_code = any(${provinceCodes})` : sql`t.province_code = ${provinceOf(orgCode)}`;
  return sql`from ${raw(table)} t
    where ${province} and t.org_code >= ${from} and t.org_code < ${to} and ${inScope(ctx, table, 't')}`;
}

/** What only the present knows: rows by the organisation on which they hang, each read once and lifted then. */
async function presentOf(
  ctx: Ctx,
  orgCode: string,
  codes: readonly string[],
): Promise<(code: string, name: PresentName) => number> {
  const today = sql`${ctx.today}::date`;
  const stalled = (await stalledAt(ctx)).sql('t');
  const known = codes.flatMap((code) => (code === NATION ? provinceCodes : [code]));
  const notEligible = ctx.query<{ code: string; n: number }>(sql`
    select code, sum(n)::int as n from (${ledger(ctx, { campaignId: STANDING, orgCode }, known, null)}) as ledger
    where kind = 'enterprise' and due_on > ${today} group by code`);
  const counted = await Promise.all([
    ctx.query<Counted>(sql`
      select t.org_code as "orgCode", count(*) as stalled ${below(ctx, 'enterprises', orgCode)}
        and t.eligible_from <= ${today} and ${stalled} group by t.org_code`),
    ctx.query<Counted>(sql`
      select t.org_code as "orgCode", count(*) as "lettersOut",
        count(*) filter (where t.reply_due_on < ${today}) as "lettersOverdue" ${below(ctx, 'letters', orgCode)}
        and t.replied_on is null group by t.org_code`),
  ]);
  const sums = new Map<string, number>();
  for (const { orgCode: place, ...counts } of counted.flat()) {
    const levels = [
      NATION,
      ...[2, 4, 6, 9].filter((width) => width <= place.length).map((width) => place.slice(0, width)),
    ];
    for (const [name, n] of Object.entries(counts)) {
      for (const code of levels) sums.set(`${code} ${name}`, (sums.get(`${code} ${name}`) ?? 0) + n);
    }
  }
  for (const { code, n } of await notEligible) {
    for (const place of orgCode === NATION ? [NATION, code] : [code]) {
      sums.set(`${place} notEligible`, (sums.get(`${place} notEligible`) ?? 0) + n);
    }
  }
  return (code, name) => sums.get(`${code} ${name}`) ?? 0;
}

const isPresent = (name: LedgerName): name is PresentName => (presentNames as readonly string[]).includes(name);

type Counts = Record<LedgerName, number | null>;

const minus = (a: Counts, b: Counts): Counts =>
  Object.fromEntries(ledgerNames.map((name) => [name, a[name] === null ? null : a[name] - (b[name] ?? 0)])) as Counts;

const sumOf = (rows: readonly Counts[]): Counts =>
  Object.fromEntries(ledgerNames.map((name) => [name, rows.reduce((sum, row) => sum + (row[name] ?? 0), 0)])) as Counts;

/** Counts with their rates by `rules/standing.ts`, and the rows behind each count. */
function lineOf(counts: Counts, place: DoorPlace | null): LedgerLine {
  const line = counts as LedgerLine;
  const { establishmentRate, advanceRate } = standingRates({ ...noStanding, ...line });
  const doors = place ? Object.fromEntries(ledgerNames.map((name) => [name, ledgerDoor(name, place)])) : {};
  return { ...line, establishmentRate, advanceRate, doors };
}

/** The establishment ledger of one organisation, now or as it stood at an instant. */
export async function ledgerOf(ctx: Ctx, { orgCode: asked, asOf }: LedgerQuery): Promise<LedgerReport> {
  const orgCode = orgAsked(ctx, asked);
  const instant = asOf ? new Date(asOf) : null;
  const [path, children, settings] = await Promise.all([
    pathTo(ctx, orgCode),
    childrenOf(ctx, orgCode),
    settingsOf(ctx, orgCode),
  ]);
  const codes = [orgCode, ...children.map(({ code }) => code)];
  const [standing, present] = await Promise.all([
    standingOf(ctx, orgCode, codes, instant),
    instant ? null : presentOf(ctx, orgCode, codes),
  ]);
  const countsOf = (code: string) => {
    const counts = standing(code) as unknown as Record<string, number>;
    return Object.fromEntries(
      ledgerNames.map((name) => [name, isPresent(name) ? (present?.(code, name) ?? null) : counts[name]]),
    ) as Counts;
  };
  const at = (place: DoorPlace) => (instant ? null : place);
  const below = children.map(({ code, name }) => ({ code, name, counts: countsOf(code) }));
  const total = countsOf(orgCode);
  const own = minus(total, sumOf(below.map(({ counts }) => counts)));
  const ownName = ctx.language === 'zh' ? '本级' : 'Own level';
  const rows = below.map(({ code, name, counts }) => ({ code, name, ...lineOf(counts, at({ orgCode: code })) }));
  const ownRow = { code: orgCode, name: ownName, own: true as const, ...lineOf(own, at({ orgExact: orgCode })) };
  const referenceDay = settings.ledger.asOf ?? dayOf(instant ?? ctx.now);
  return {
    asOf: (instant ?? ctx.now).toISOString(),
    orgCode,
    name: path.at(-1)!.name,
    path,
    referenceDay,
    stalledDays: settings.ledger.stalledDays,
    eligibility: settings.eligibility,
    total: lineOf(total, at({ orgCode })),
    rows: ledgerNames.some((name) => (own[name] ?? 0) !== 0) ? [...rows, ownRow] : rows,
    target: targetOf(
      { enterprises: total.enterprises!, established: total.established! },
      settings.ledger,
      referenceDay,
    ),
  };
}
