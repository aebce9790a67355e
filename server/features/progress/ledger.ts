import sql, { type Sql } from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import type { Tally } from '../../../shared/rules/measures.ts';
import type { Day } from '../../../shared/rules/days.ts';
import { provinceOf } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';

/** The due day of tallies that have none: later than every day, so that it is never overdue. */
export const NO_DUE_DAY = 'infinity';

/** The registers that belong to no campaign are counted under this one. */
export const STANDING = '00000000-0000-0000-0000-000000000000';

export type Place = { campaignId: string; orgCode: string };

/** What a step takes away from one state and adds to another, here or elsewhere. Null is a state that counts nowhere. */
export type Shift = { place: Place; before: Tally | null; after: Tally | null; afterPlace?: Place };

export const standing = (orgCode: string): Place => ({ campaignId: STANDING, orgCode });

/** The shifts of a record of a register: its tallies before and after, each at its place. */
export function standingShifts(
  before: { orgCode: string; tallies: readonly Tally[] } | null,
  after: { orgCode: string; tallies: readonly Tally[] } | null,
): Shift[] {
  return [
    ...(before?.tallies ?? []).map((tally) => ({ place: standing(before!.orgCode), before: tally, after: null })),
    ...(after?.tallies ?? []).map((tally) => ({ place: standing(after!.orgCode), before: null, after: tally })),
  ];
}

/**
 * Writes the differences of a step to the inbox of the ledger, in the transaction of the step. Equal states cancel
 * out, so a bulk act writes a few rows however many records it moves, and it waits for no counter. `day` is the day
 * that the history by day counts the step on, where that is not today.
 */
export async function recordShifts(ctx: Ctx, shifts: readonly Shift[], day: Day = ctx.today): Promise<void> {
  for (const write of shiftWrites(ctx, shifts, day)) await ctx.query(write);
}

/** The statement that `recordShifts` runs, if any, for a step that sends all it writes together. */
export function shiftWrites(ctx: Ctx, shifts: readonly Shift[], day: Day = ctx.today): Sql[] {
  const sums = new Map<string, { place: Place; tally: Tally; n: number }>();
  const add = (place: Place, tally: Tally | null, n: number) => {
    if (!tally) return;
    const { n: weight = 1, ...state } = tally;
    const key = JSON.stringify([place.campaignId, place.orgCode, state]);
    const sum = sums.get(key) ?? { place, tally: state, n: 0 };
    sum.n += n * weight;
    sums.set(key, sum);
  };
  for (const { place, before, after, afterPlace = place } of shifts) {
    add(place, before, -1);
    add(afterPlace, after, 1);
  }
  const rows = [...sums.values()]
    .filter(({ n }) => n !== 0)
    .map(({ place, tally, n }) => ({
      province_code: provinceOf(place.orgCode),
      id: uuid(),
      campaign_id: place.campaignId,
      org_code: place.orgCode,
      at: ctx.now,
      day,
      kind: tally.kind,
      stage: tally.stage,
      item_key: tally.itemKey,
      track: tally.track,
      due_on: tally.dueOn ?? NO_DUE_DAY,
      late: tally.late,
      shell: tally.shell,
      n,
    }));
  if (rows.length === 0) return [];
  return [
    sql`
    insert into progress_pending
      (province_code, id, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
    select province_code, id, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n
    from jsonb_populate_recordset(null::progress_pending, ${JSON.stringify(rows)}::jsonb)`,
  ];
}
