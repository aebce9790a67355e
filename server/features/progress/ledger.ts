import sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import type { Tally } from '../../../shared/rules/measures.ts';
import { provinceOf } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';

/** The due day of tallies that have none: later than every day, so that it is never overdue. */
export const NO_DUE_DAY = 'infinity';

export type Place = { campaignId: string; orgCode: string };

/** What a step takes away from one state and adds to another. Null is a state that counts nowhere. */
export type Shift = { place: Place; before: Tally | null; after: Tally | null };

/**
 * Writes the differences of a step to the inbox of the ledger, in the transaction of the step. Equal states cancel
 * out, so a bulk act writes a few rows however many records it moves, and it waits for no counter.
 */
export async function recordShifts(ctx: Ctx, shifts: readonly Shift[]): Promise<void> {
  const sums = new Map<string, { place: Place; tally: Tally; n: number }>();
  const add = (place: Place, tally: Tally | null, n: number) => {
    if (!tally) return;
    const key = JSON.stringify([place.campaignId, place.orgCode, tally]);
    const sum = sums.get(key) ?? { place, tally, n: 0 };
    sum.n += n;
    sums.set(key, sum);
  };
  for (const { place, before, after } of shifts) {
    add(place, before, -1);
    add(place, after, 1);
  }
  const rows = [...sums.values()]
    .filter(({ n }) => n !== 0)
    .map(({ place, tally, n }) => ({
      province_code: provinceOf(place.orgCode),
      id: uuid(),
      campaign_id: place.campaignId,
      org_code: place.orgCode,
      at: ctx.now,
      day: ctx.today,
      kind: tally.kind,
      stage: tally.stage,
      item_key: tally.itemKey,
      track: tally.track,
      due_on: tally.dueOn ?? NO_DUE_DAY,
      late: tally.late,
      shell: tally.shell,
      n,
    }));
  if (rows.length === 0) return;
  await ctx.query(sql`
    insert into progress_pending
      (province_code, id, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
    select province_code, id, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n
    from jsonb_populate_recordset(null::progress_pending, ${JSON.stringify(rows)}::jsonb)`);
}
