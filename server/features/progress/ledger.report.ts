import sql, { raw, type Sql } from 'sql-template-tag';
import { boundsOf, NATION, provinceCodes, provinceOf } from '../../../shared/rules/orgCode.ts';
import type { Day } from '../../../shared/rules/days.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { STANDING } from './ledger.ts';

const ledgerColumns = raw('kind, stage, item_key, track, due_on, late, shell, n');

/** What narrows every read of the ledger to one campaign (a wave of them, all where it is null, or the registers) below one organisation. */
export type LedgerPlace = { campaignId: string | readonly string[] | null; orgCode: string };

export function within(ctx: Ctx, table: string, { campaignId, orgCode }: LedgerPlace): Sql {
  const { from, to } = boundsOf(orgCode);
  const province =
    orgCode === NATION ? sql`province_code = any(${provinceCodes})` : sql`province_code = ${provinceOf(orgCode)}`;
  const campaign =
    campaignId === null
      ? sql`campaign_id <> ${STANDING}`
      : typeof campaignId === 'string'
        ? sql`campaign_id = ${campaignId}`
        : sql`campaign_id = any(${campaignId}::uuid[])`;
  return sql`${province} and ${campaign}
    and org_code >= ${from} and org_code < ${to} and ${inScope(ctx, table)}`;
}

const coded = raw('campaign_id, org_code as code');

/** The folded counts of organisations. */
export const presentAt = (ctx: Ctx, place: LedgerPlace, codes: readonly string[]): Sql => sql`
  select ${coded}, ${ledgerColumns} from progress_counts
  where ${within(ctx, 'progress_counts', place)} and org_code = any(${codes}::text[] collate "C")`;

/** The inbox, lifted to organisations. */
export const pendingAt = (ctx: Ctx, place: LedgerPlace, codes: readonly string[]): Sql => sql`
  select p.campaign_id, c.code, ${ledgerColumns} from progress_pending p
  join unnest(${codes}::text[]) as c (code) on starts_with(p.org_code, c.code)
  where ${within(ctx, 'progress_pending', place)}`;

/** The ledger of now at the organisations of `codes`: folded counts, and the inbox lifted to the same levels. */
function present(ctx: Ctx, place: LedgerPlace, codes: readonly string[]): Sql {
  return sql`
    select code, ${ledgerColumns} from (${presentAt(ctx, place, codes)} union all ${pendingAt(ctx, place, codes)}) as present`;
}

/**
 * The ledger as it stood at an instant: that of now, less what the journal and the inbox hold of later instants. Most
 * questions are about yesterday or last month, so the way back is shorter than the way from the beginning.
 */
function past(ctx: Ctx, place: LedgerPlace, codes: readonly string[], asOf: Date): Sql {
  const later = (table: string) => sql`
    select c.code, kind, stage, item_key, track, due_on, late, shell, -n from ${raw(table)} p
    join unnest(${codes}::text[]) as c (code) on starts_with(p.org_code, c.code)
    where ${within(ctx, table, place)} and p.at > ${asOf}`;
  return sql`${present(ctx, place, codes)} union all ${later('progress_entries')} union all ${later('progress_pending')}`;
}

/** Rows `(code, kind, stage, item_key, track, due_on, late, shell, n)` of now, or of a past instant. */
export function ledger(ctx: Ctx, place: LedgerPlace, codes: readonly string[], asOf: Date | null): Sql {
  return asOf ? past(ctx, place, codes, asOf) : present(ctx, place, codes);
}

/** Differences that were counted on days after `day`, at the organisations of `codes`, with their day. */
export function movesAfter(ctx: Ctx, place: LedgerPlace, codes: readonly string[], day: Day): Sql {
  const columns = raw('day, kind, stage, item_key, due_on, late, shell, n');
  return sql`
    select org_code as code, ${columns} from progress_days
    where ${within(ctx, 'progress_days', place)} and org_code = any(${codes}::text[] collate "C") and day > ${day}::date
    union all
    select c.code, ${columns} from progress_pending p
    join unnest(${codes}::text[]) as c (code) on starts_with(p.org_code, c.code)
    where ${within(ctx, 'progress_pending', place)} and day > ${day}::date`;
}

/** What was counted later on a day than at an instant of it. */
export function movesSince(ctx: Ctx, place: LedgerPlace, codes: readonly string[], at: Date, day: Day): Sql {
  const later = (table: string) => sql`
    select c.code, day, kind, stage, item_key, due_on, late, shell, n from ${raw(table)} p
    join unnest(${codes}::text[]) as c (code) on starts_with(p.org_code, c.code)
    where ${within(ctx, table, place)} and p.at > ${at} and day = ${day}::date`;
  return sql`${later('progress_entries')} union all ${later('progress_pending')}`;
}
