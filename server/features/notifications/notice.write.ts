import sql, { type Sql } from 'sql-template-tag';
import type { NotificationKind } from '../../../shared/notifications.ts';
import type { Actor } from '../../../shared/permissions.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { PRODUCT } from '../../db/tenancy.ts';

/** The product at work in one tenant: sees that province and nothing else, and tells its people. */
export const productIn = (province: string): Actor => ({
  id: PRODUCT,
  username: 'product',
  name: '系统',
  role: 'officer',
  orgCode: province,
  level: 'province',
  unionId: null,
});

const officers = ['officer', 'admin'];

/** Whoever handles a federation's business; `u` is the alias of the account. */
export const isOfficer = (ctx: Ctx): Sql =>
  sql`(u.active and u.role = any(${officers}) and ${inScope(ctx, 'users', 'u')})`;

/** Whoever answers for a union. */
export const isReporter = (ctx: Ctx): Sql => sql`(u.active and u.role = 'reporter' and ${inScope(ctx, 'users', 'u')})`;

/** Whether nobody answers for the union of `t`: what is its own is then done by its superiors. */
export const unreported = (ctx: Ctx): Sql =>
  sql`not exists (select from users u where u.union_id = t.union_id and ${isReporter(ctx)})`;

/**
 * Recipients of duties: for each `place` the officers of the nearest federation at or above it that has any, of codes
 * no longer than `most`; never whoever took the step. `duties` selects place, most, campaign_id, actor_id and n.
 */
export function spread(ctx: Ctx, duties: Sql): Sql {
  return sql`
    with duty as (${duties}), offices as materialized (
      select distinct u.org_code from users u where ${isOfficer(ctx)}
    ), office_of as (
      select distinct on (d.place, d.most) d.place, d.most, o.org_code as office
      from (select distinct place, most from duty) d
      cross join lateral unnest(org_line(d.place)) as line (code)
      join offices o on o.org_code = line.code
      where length(line.code) <= d.most order by d.place, d.most, length(line.code) desc
    )
    select u.id as recipient_id, u.org_code, null::uuid as union_id, d.campaign_id, sum(d.n)::int as n
    from duty d
    join office_of o on o.place = d.place and o.most = d.most
    join users u on u.org_code = o.office and ${isOfficer(ctx)}
    where u.id is distinct from d.actor_id
    group by u.id, u.org_code, d.campaign_id`;
}

/** The columns that a set of notices has, in this order. */
export type NoticeSet = {
  kind: NotificationKind;
  /** recipient_id, org_code, union_id, campaign_id, subject_type, subject_id, params, due_on, reason_key */
  rows: Sql;
  /** A further one for the same reason adds to its count and makes it unread; else it is not told again. */
  merge?: boolean;
};

/** Tells any number of people with one statement. */
export async function tell(ctx: Ctx, { kind, rows, merge = false }: NoticeSet): Promise<void> {
  const again = merge
    ? sql`do update set
        params = excluded.params || jsonb_build_object('count', (excluded.params->>'count')::int
          + case when n.cancelled_at is null then (n.params->>'count')::int else 0 end),
        read_at = null, cancelled_at = null, version = n.version + 1, updated_at = excluded.updated_at`
    : sql`do nothing`;
  await ctx.query(sql`
    insert into notifications as n (
      province_code, org_code, union_id, recipient_id, kind, subject_type, subject_id, campaign_id, params, due_on,
      reason_key, created_at, updated_at)
    select left(r.org_code, 2), r.org_code, r.union_id, r.recipient_id, ${kind}, r.subject_type, r.subject_id,
      r.campaign_id, jsonb_strip_nulls(r.params), r.due_on::date, r.reason_key, ${ctx.now}, ${ctx.now}
    from (${rows}) r
    on conflict on constraint notifications_reason ${again}`);
}
