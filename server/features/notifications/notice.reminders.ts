import sql, { empty, type Sql } from 'sql-template-tag';
import type { NotificationKind } from '../../../shared/notifications.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { isReporter, spread, tell, unreported } from './notice.write.ts';

/** A step that somebody is to be told of. */
export type Step = {
  event_id: string;
  org_code: string;
  union_id: string | null;
  actor_id: string | null;
  subject_type: string;
  subject_id: string;
  action: string;
  at: Date;
};

/** The steps as a table `e`. */
export const table = (steps: readonly Step[]): Sql => sql`jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as e (
  event_id uuid, org_code text, union_id uuid, actor_id uuid, subject_type text, subject_id uuid, action text, at timestamptz)`;

const campaign = (ctx: Ctx) => sql`join campaigns c on c.province_code = ${ctx.actor.orgCode} and c.id = s.campaign_id
  and ${inScope(ctx, 'campaigns', 'c')}`;

/** One notice for a person, a campaign and a day, whatever the number of records. */
export async function tellGrouped(ctx: Ctx, kind: NotificationKind, set: Sql, more: Sql = empty): Promise<void> {
  await tell(ctx, {
    kind,
    merge: true,
    rows: sql`
      select s.recipient_id, s.org_code, s.union_id, s.campaign_id, 'campaigns' as subject_type, s.campaign_id as subject_id,
        jsonb_build_object('title', c.title, 'count', s.n, 'day', ${ctx.today}::text ${more}) as params,
        null as due_on, ${kind} || ':' || s.campaign_id || ':' || ${ctx.today}::text as reason_key
      from (${set}) s ${campaign(ctx)}`,
  });
}

/** The items of steps, as they are now. */
export const items = (ctx: Ctx, steps: readonly Step[], condition: Sql) => sql`
  from ${table(steps)}
  join rectifications t on t.province_code = ${ctx.actor.orgCode} and t.id = e.subject_id and ${condition}
    and ${inScope(ctx, 'rectifications', 't')}`;

export type Handler = (ctx: Ctx, steps: readonly Step[]) => Promise<void>;

/** Who was asked by 催办: the union's reporter; where it has none, whoever answers for it. One press is one step. */
export const reminded: Handler = async (ctx, steps) => {
  for (const step of steps) await remindedBy(ctx, step);
};

async function remindedBy(ctx: Ctx, step: Step): Promise<void> {
  const asked = sql`
    from ${table([step])}
    join reminders t on t.province_code = ${ctx.actor.orgCode} and t.event_id = e.event_id and t.kind = 'fill'
      and ${inScope(ctx, 'reminders', 't')}`;
  const by = await officeOf(ctx, step);
  const words = sql`jsonb_build_object('title', c.title, 'orgName', ${by}::text, 'owned', true)`;
  const campaign = sql`
    join campaigns c on c.province_code = ${ctx.actor.orgCode} and c.id = s.campaign_id and ${inScope(ctx, 'campaigns', 'c')}`;
  await tell(ctx, {
    kind: 'reminder',
    rows: sql`
      select s.recipient_id, s.org_code, s.union_id, s.campaign_id, 'inspections' as subject_type, i.id as subject_id,
        ${words} as params, c.submit_by as due_on, 'reminder:' || i.id || ':' || ${ctx.today}::text as reason_key
      from (
        select u.id as recipient_id, u.org_code, u.union_id, t.campaign_id
        ${asked} join users u on u.union_id = t.union_id and ${isReporter(ctx)}) s
      ${campaign}
      join inspections i on i.province_code = ${ctx.actor.orgCode} and i.campaign_id = s.campaign_id
        and i.union_id = s.union_id and ${inScope(ctx, 'inspections', 'i')}`,
  });
  const nobody = spread(
    ctx,
    sql`select t.org_code as place, 9 as most, t.campaign_id, e.actor_id, count(*) as n
      ${asked} where ${unreported(ctx)} group by 1, 3, 4`,
  );
  await tell(ctx, {
    kind: 'reminder',
    merge: true,
    rows: sql`
      select s.recipient_id, s.org_code, s.union_id, s.campaign_id, 'campaigns' as subject_type, s.campaign_id as subject_id,
        ${words} || jsonb_build_object('count', s.n) as params, c.submit_by as due_on,
        'reminder:' || s.campaign_id || ':' || ${ctx.today}::text as reason_key
      from (${nobody}) s ${campaign}`,
  });
}

/** The federation of whoever took a step, by its name. */
async function officeOf(ctx: Ctx, { actor_id: actor }: Step): Promise<string> {
  const [office] = await ctx.query<{ name: string }>(sql`
    select o.name from users a join organisations o on o.code = a.org_code
    where a.id = ${actor} and ${inScope(ctx, 'users', 'a')} and ${inScope(ctx, 'organisations', 'o')}`);
  return office?.name ?? '';
}

/** Owners of items: the reporter of what the union owes, else whoever is nearest. */
export const owners = (ctx: Ctx, of: Sql): Sql => sql`
  select u.id as recipient_id, u.org_code, u.union_id, t.campaign_id, count(*)::int as n
  ${of} join users u on u.union_id = t.union_id and ${isReporter(ctx)}
  where t.responsible = 'self' group by 1, 2, 3, 4
  union all
  (${spread(
    ctx,
    sql`select t.org_code as place, case when t.responsible = 'upper' then 6 else 9 end as most, t.campaign_id,
        null::uuid as actor_id, count(*) as n
      ${of} where t.responsible = 'upper' or ${unreported(ctx)} group by 1, 2, 3`,
  )})`;

export const itemsReminded: Handler = async (ctx, steps) => {
  const more = sql`, 'orgName', ${await officeOf(ctx, steps[0]!)}::text`;
  await tellGrouped(ctx, 'reminder-items', owners(ctx, items(ctx, steps, sql`true`)), more);
};
