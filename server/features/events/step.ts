import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Ctx, How } from '../../ctx.ts';
import { shiftWrites, type Shift } from '../progress/ledger.ts';
import { eventWrites, type NewEvent } from './event.service.ts';

/** What a step writes, gathered so that it leaves as one statement: no part may read or change what another one writes. */
export type Step = { writes: Sql[]; events: NewEvent[]; shifts: Shift[] };

export const newStep = (): Step => ({ writes: [], events: [], shifts: [] });

/** Writes records, history, notices to be told and the differences of the counts in one statement. */
export async function writeStep(ctx: Ctx, { writes, events, shifts }: Step, how?: How): Promise<void> {
  const parts = [...writes, ...eventWrites(ctx, events), ...shiftWrites(ctx, shifts)];
  if (parts.length === 0) return;
  const named = parts.map((part, index) => sql`${raw(`write_${index}`)} as (${part})`);
  await ctx.query(parts.length === 1 ? parts[0]! : sql`with ${join(named)} select`, how);
}
