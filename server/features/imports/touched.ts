import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Resource } from '../../../shared/permissions.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { provincesOf, tenancy } from '../../db/tenancy.ts';
import type { Touch, WrittenRow } from './kind.ts';

/**
 * Rows whose record has another version by now, or is gone, with whoever took its last step. `held` is a condition on
 * the record (alias `t`) that forbids taking back a created one, such as what hangs on it.
 */
export async function touchedByVersion(
  ctx: Ctx,
  { table, resource, held = sql`false` }: { table: string; resource: Resource; held?: Sql },
  rows: readonly WrittenRow[],
): Promise<Touch[]> {
  const province = tenancy[table]!.province ? sql`and t.province_code = any(${provincesOf(ctx.actor)})` : empty;
  const wanted = rows.map(({ row, id, version, created }) => ({ row, id, version, created }));
  return ctx.query<Touch>(sql`
    select w.row, e.actor_name as by, e.at
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (row int, id uuid, version int, created boolean)
    left join ${raw(`"${table}"`)} t on t.id = w.id ${province} and ${inScope(ctx, table, 't')}
    left join lateral (
      select actor_name, at from events
      where province_code = any(${provincesOf(ctx.actor)}) and subject_type = ${resource} and subject_id = w.id::text
        and ${inScope(ctx, 'events')} and (t.id is null or t.version <> w.version)
      order by at desc limit 1) e on true
    where t.id is null or t.version <> w.version or (w.created and ${held})
    order by w.row`);
}
