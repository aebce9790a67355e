import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { either } from '../../db/conditions.ts';
import { inScope } from '../../db/scoped.ts';
import { isOfficer, unreported } from './notice.write.ts';

/** Of codes of cities, districts and townships. */
const lengths = [4, 6, 9] as const;

/**
 * What is the reader's own to do, of inspections or items `t`: a reporter's, what its union owes; an officer's, what
 * no reporter answers for and no federation nearer to the union has an officer for. The same rule as that of `spread`.
 */
export function ownedBy(ctx: Ctx, of: 'inspections' | 'rectifications'): Sql {
  const { actor } = ctx;
  const upper = of === 'rectifications' ? sql`t.responsible = 'upper'` : sql`false`;
  if (actor.role === 'reporter') return sql`not (${upper})`;
  if (actor.role !== 'officer' && actor.role !== 'admin') return sql`false`;
  const mine = actor.orgCode.length > 6 ? sql`not (${upper})` : sql`true`;
  // Looked up among the offices of the whole scope, which are read once, and not for each record anew.
  const nearer = lengths
    .filter((length) => length > actor.orgCode.length)
    .map((length) => {
      const offices = sql`select u.org_code from users u where length(u.org_code) = ${length} and ${isOfficer(ctx)}`;
      return sql`((${length} <= 6 or not (${upper})) and left(t.org_code, ${length}) in (${offices}))`;
    });
  return sql`(${mine} and (${upper} or ${unreported(ctx)}) and not ${either(nearer)})`;
}

/** Items on which somebody took one of these steps on a day. */
export const movedOn = (ctx: Ctx, actions: readonly string[], day: unknown): Sql => sql`exists (
  select from events e
  where e.province_code = t.province_code and e.subject_id = t.id::text and e.action = any(${actions})
    and e.at >= (${String(day)}::date)::timestamp at time zone 'Asia/Shanghai'
    and e.at < (${String(day)}::date + 1)::timestamp at time zone 'Asia/Shanghai' and ${inScope(ctx, 'events', 'e')})`;
