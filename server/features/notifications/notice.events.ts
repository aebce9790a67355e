import sql, { join, type Sql } from 'sql-template-tag';
import { ancestorsOf } from '../../../shared/rules/orgCode.ts';
import type { NotificationKind } from '../../../shared/notifications.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';
import {
  items,
  itemsReminded,
  owners,
  reminded,
  table,
  tellGrouped,
  type Handler,
  type Step,
} from './notice.reminders.ts';
import { cancelGone } from './notice.standing.ts';
import { isOfficer, isReporter, spread, tell } from './notice.write.ts';

/** Steps told of in one transaction. */
const CHUNK = 500;

/** The higher of the author's organisation and the union's district; a city without districts has none (domain §2). */
const base = (author: Sql) => sql`(
  select code from unnest(array[
    case when substr(t.org_code, 5, 2) = '00' then left(t.org_code, 4) else left(t.org_code, 6) end, ${author}]) code
  where code is not null order by length(code) limit 1)`;

/** Strictly above a base; a province is its own superior, by another person. */
const above = (code: Sql) => sql`greatest(length(${code}) - 1, 2)`;

const verifiers = (ctx: Ctx, steps: readonly Step[], author: Sql, condition: Sql) =>
  spread(
    ctx,
    sql`
      select b.code as place, ${above(sql`b.code`)} as most, t.campaign_id, e.actor_id, count(distinct t.id) as n
      ${items(ctx, steps, condition)} cross join lateral (select ${base(author)} as code) b group by 1, 2, 3, 4`,
  );

const issued: Handler = async (ctx, steps) => {
  const ofCampaigns = sql`
    from ${table(steps)}
    join campaigns c on c.province_code = ${ctx.actor.orgCode} and c.id = e.subject_id and ${inScope(ctx, 'campaigns', 'c')}
    join inspections t on t.province_code = c.province_code and t.campaign_id = c.id and ${inScope(ctx, 'inspections', 't')}`;
  await tell(ctx, {
    kind: 'issued',
    rows: sql`
      select distinct u.id as recipient_id, u.org_code, u.union_id, c.id as campaign_id, 'inspections' as subject_type,
        t.id as subject_id, jsonb_build_object('title', c.title) as params, c.submit_by as due_on, 'issued:' || t.id as reason_key
      ${ofCampaigns} join users u on u.union_id = t.union_id and ${isReporter(ctx)}
      where t.status in ('pending', 'returned')`,
  });
  await tell(ctx, {
    kind: 'issued',
    rows: sql`
      with places as (
        select c.id, line.code, count(distinct t.id)::int as n
        ${ofCampaigns} cross join lateral unnest(org_line(t.org_code)) as line (code)
        where t.status <> 'exempted' and length(line.code) > length(c.org_code) group by 1, 2
      )
      select u.id as recipient_id, u.org_code, null::uuid as union_id, s.id as campaign_id, 'campaigns' as subject_type,
        s.id as subject_id, jsonb_build_object('title', c.title, 'count', s.n) as params, c.submit_by as due_on,
        'issued:' || s.id as reason_key
      from places s join users u on u.org_code = s.code and ${isOfficer(ctx)}
      join campaigns c on c.province_code = ${ctx.actor.orgCode} and c.id = s.id and ${inScope(ctx, 'campaigns', 'c')}`,
  });
};

const returned: Handler = async (ctx, steps) => {
  const back = items(ctx, steps, sql`t.status in ('returned', 'reopened')`);
  const markers = sql`
    select u.id as recipient_id, u.org_code, u.union_id, t.campaign_id, count(distinct t.id)::int as n
    ${back} join users u on u.id = (t.marker->>'id')::uuid and ${isOfficer(ctx)} group by 1, 2, 3, 4`;
  await tellGrouped(
    ctx,
    'item-returned',
    sql`select recipient_id, org_code, union_id, campaign_id, max(n)::int as n
      from (${owners(ctx, back)} union all (${markers})) every group by 1, 2, 3, 4`,
  );
};

const circulated: Handler = (ctx, steps) =>
  tell(ctx, {
    kind: 'circular',
    rows: sql`
      select distinct u.id as recipient_id, u.org_code, null::uuid as union_id, b.campaign_id, 'bulletins' as subject_type,
        b.id as subject_id, jsonb_build_object('title', b.title, 'orgName', b.signed_by) as params, null as due_on,
        'circular:' || b.id as reason_key
      from ${table(steps)}
      join bulletins b on b.province_code = ${ctx.actor.orgCode} and b.id = e.subject_id and ${inScope(ctx, 'bulletins', 'b')}
      join users u on u.org_code = any(b.addressees) and ${isOfficer(ctx)}`,
  });

const drawn: Handler = (ctx, steps) =>
  tell(ctx, {
    kind: 'reinspection',
    rows: sql`
      select u.id as recipient_id, u.org_code, null::uuid as union_id, r.campaign_id, 'reinspections' as subject_type,
        r.id as subject_id, jsonb_build_object('title', c.title, 'count', r.sample_size) as params, r.due_on,
        'reinspection:' || r.id as reason_key
      from ${table(steps)}
      join reinspections r on r.province_code = ${ctx.actor.orgCode} and r.id = e.subject_id
        and ${inScope(ctx, 'reinspections', 'r')}
      join campaigns c on c.province_code = r.province_code and c.id = r.campaign_id and ${inScope(ctx, 'campaigns', 'c')}
      join users u on u.org_code = r.org_code and u.id is distinct from e.actor_id and ${isOfficer(ctx)}`,
  });

/** Of an order: `to` says whose officers are told, `of` whose name the sentence says. */
const ordered =
  (kind: NotificationKind, to: 'addressee_code' | 'org_code'): Handler =>
  (ctx, steps) => {
    const issuerTold = to === 'org_code';
    const told = issuerTold ? sql`r.org_code` : sql`r.addressee_code`;
    const other = issuerTold ? sql`r.addressee_code` : sql`r.org_code`;
    return tell(ctx, {
      kind,
      rows: sql`
        select u.id as recipient_id, u.org_code, null::uuid as union_id, r.campaign_id, 'supervisions' as subject_type,
          r.id as subject_id, jsonb_build_object('title', c.title, 'orgName', o.name, 'docNo', r.doc_no,
            'count', cardinality(r.item_ids), 'reason', ${kind === 'supervision-returned' ? sql`r.return_reason` : sql`null`}) as params,
          r.reply_by as due_on, ${kind} || ':' || e.event_id as reason_key
        from ${table(steps)}
        join supervisions r on r.province_code = ${ctx.actor.orgCode} and r.id = e.subject_id
          and ${inScope(ctx, 'supervisions', 'r')}
        join campaigns c on c.province_code = r.province_code and c.id = r.campaign_id and ${inScope(ctx, 'campaigns', 'c')}
        join organisations o on o.code = ${other}
        join users u on u.org_code = ${told} and u.id is distinct from e.actor_id and ${isOfficer(ctx)}
        where ${kind} <> 'supervision-draft' or r.status = 'draft'`,
    });
  };

const inspectionReturned: Handler = (ctx, steps) =>
  tell(ctx, {
    kind: 'inspection-returned',
    rows: sql`
      select distinct on (u.id, e.event_id) u.id as recipient_id, u.org_code, u.union_id, t.campaign_id,
        'inspections' as subject_type, t.id as subject_id,
        jsonb_build_object('title', c.title, 'unionName', t.union_name, 'reason', t.return_reason) as params,
        c.submit_by as due_on, 'inspection-returned:' || e.event_id as reason_key
      from ${table(steps)}
      join inspections t on t.province_code = ${ctx.actor.orgCode} and t.id = e.subject_id and t.status = 'returned'
        and ${inScope(ctx, 'inspections', 't')}
      join campaigns c on c.province_code = t.province_code and c.id = t.campaign_id and ${inScope(ctx, 'campaigns', 'c')}
      join users u on (u.union_id = t.union_id and ${isReporter(ctx)})
        or (u.id = (t.submitter->>'id')::uuid and ${isOfficer(ctx)})`,
  });

const submitted: Handler = async (ctx, steps) => {
  const reviewers = spread(
    ctx,
    sql`
      select b.code as place, case when t.submitter->>'role' = 'reporter' then length(b.code) else ${above(sql`b.code`)} end
        as most, t.campaign_id, e.actor_id, count(distinct t.id) as n
      from ${table(steps)}
      join inspections t on t.province_code = ${ctx.actor.orgCode} and t.id = e.subject_id and t.status = 'submitted'
        and ${inScope(ctx, 'inspections', 't')}
      cross join lateral (select case when t.submitter->>'role' = 'reporter' then ${base(sql`null`)}
        else t.submitter->>'orgCode' end as code) b
      group by 1, 2, 3, 4`,
  );
  await tellGrouped(ctx, 'to-review', reviewers);
};

const decided: Handler = (ctx, steps) =>
  tellGrouped(
    ctx,
    'extension-decided',
    sql`
      select u.id as recipient_id, u.org_code, u.union_id, t.campaign_id, count(distinct t.id)::int as n
      ${items(ctx, steps, sql`not t.extension_pending`)}
      join users u on u.id = (t.extension->'requester'->>'id')::uuid and (${isReporter(ctx)} or ${isOfficer(ctx)})
      group by 1, 2, 3, 4`,
  );

/** What follows from a step for those who have to know of it. */
const handlers: Record<string, Handler> = {
  'campaigns issue': issued,
  'campaigns add-targets': issued,
  'campaigns remind': reminded,
  'inspections submit': submitted,
  'inspections return': inspectionReturned,
  'rectifications rectify': (ctx, steps) =>
    tellGrouped(ctx, 'to-verify', verifiers(ctx, steps, sql`t.marker->>'orgCode'`, sql`t.status = 'rectified'`)),
  'rectifications request-extension': (ctx, steps) =>
    tellGrouped(
      ctx,
      'to-decide',
      verifiers(ctx, steps, sql`t.extension->'requester'->>'orgCode'`, sql`t.extension_pending`),
    ),
  'rectifications decide-extension': decided,
  'rectifications return': returned,
  'rectifications reopen': returned,
  'rectifications remind': itemsReminded,
  'bulletins publish': circulated,
  'reinspections draw': drawn,
  'supervisions create': ordered('supervision-draft', 'org_code'),
  'supervisions issue': ordered('supervision', 'addressee_code'),
  'supervisions reply': ordered('supervision-replied', 'org_code'),
  'supervisions return': ordered('supervision-returned', 'addressee_code'),
  'supervisions close': ordered('supervision-closed', 'addressee_code'),
};

/** Steps of the tenant that wait and have not failed before. */
const waiting = (ctx: Ctx): Sql => {
  const province = ctx.actor.orgCode;
  return sql`
    select o.event_id from notification_outbox o
    where o.province_code = ${province} and ${inOwnScope(ctx, 'notification_outbox', 'o')} and not exists (
      select from failed_jobs f where f.province_code = ${province} and f.kind = 'tell-step' and f.subject_id = o.event_id
        and ${inOwnScope(ctx, 'failed_jobs', 'f')})
    order by o.event_id limit ${CHUNK}`;
};

/** The next steps of a tenant, as they would be told together. */
export async function waitingSteps(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.query<{ event_id: string }>(waiting(ctx));
  return rows.map(({ event_id: id }) => id);
}

/**
 * Tells of the steps that `chosen` selects, in the product's transaction, and takes back what they made pointless;
 * answers how many. A step leaves the outbox in the transaction that tells of it: killed in between, neither has happened.
 */
async function tellChosen(ctx: Ctx, chosen: Sql): Promise<number> {
  const steps = await ctx.query<Step>(sql`
    delete from notification_outbox
    where province_code = ${ctx.actor.orgCode} and ${inOwnScope(ctx, 'notification_outbox')} and event_id in (
      ${chosen} for update of o skip locked)
    returning event_id, org_code, union_id, actor_id, subject_type, subject_id, action, at`);
  if (steps.length === 0) return 0;
  const byAct = new Map<string, Step[]>();
  for (const step of steps) {
    const key = `${step.subject_type} ${step.action}`;
    byAct.set(key, [...(byAct.get(key) ?? []), step]);
  }
  for (const [key, own] of byAct) await handlers[key]?.(ctx, own);
  await takeBack(ctx, steps);
  return steps.length;
}

/** Tells of the next steps that have not failed before; true while there may be more. */
export const tellNext = async (ctx: Ctx): Promise<boolean> => (await tellChosen(ctx, waiting(ctx))) === CHUNK;

/** Tells of one step, whether it has failed before or not; nothing where somebody has told of it already. */
export const tellOne = (ctx: Ctx, eventId: string): Promise<number> =>
  tellChosen(
    ctx,
    sql`select o.event_id from notification_outbox o
      where o.province_code = ${ctx.actor.orgCode} and o.event_id = ${eventId} and ${inOwnScope(ctx, 'notification_outbox', 'o')}`,
  );

/** Looks again at what was told around the places of these steps. */
async function takeBack(ctx: Ctx, steps: readonly Step[]): Promise<void> {
  const whole = steps.filter(({ subject_type: subject }) => subject === 'campaigns').map((step) => step.subject_id);
  const places = new Set(steps.flatMap(({ org_code: code }) => [code, ...ancestorsOf(code)]));
  const chosen = [sql`n.org_code = any(${[...places]})`];
  if (whole.length > 0) chosen.push(sql`n.campaign_id = any(${whole}::uuid[])`);
  await cancelGone(ctx, sql`(${join(chosen, ' or ')})`);
}
