import sql, { type Sql } from 'sql-template-tag';
import type { Day } from '../../../shared/rules/days.ts';
import type { CampaignPlan } from '../plan.ts';
import { closedAt, issuedAt, type MadeCampaign } from './inspections.ts';

export type Issuer = { id: string; name: string };

const versions = { draft: 1, issued: 3, closed: 4 } as const;

/** A draft was begun the day before; the others two days before they went out. */
const createdAt = (c: CampaignPlan, today: Day): Sql =>
  c.status === 'draft'
    ? sql`pg_temp.office_time(pg_temp.office_day(${today}::date - 1), 5, 0.3)`
    : sql`pg_temp.office_time(pg_temp.office_day(${c.startsOn}::date - 2), 5, 0.3)`;

/** Answers with the id and the checklist that the other statements need. */
export function insertCampaign(c: CampaignPlan, issuer: Issuer, today: Day): Sql {
  const of = c as MadeCampaign;
  const running = c.status !== 'draft';
  const closed = c.status === 'closed' ? closedAt(of) : sql`null::timestamptz`;
  const issued = running ? issuedAt(of) : sql`null::timestamptz`;
  return sql`
    insert into campaigns
      (province_code, id, org_code, title, doc_no, checklist_id, starts_on, submit_by, immediate_due_on, scheduled_due_on, scope, priority,
      status, issued_by, issued_at, closed_at, series_id, version, created_at, updated_at)
    select left(${c.orgCode}, 2), pg_temp.make_id(${createdAt(c, today)}, ${`campaign/${c.orgCode}/${c.key}`}), ${c.orgCode}, ${c.title}, ${c.docNo},
      id, ${c.startsOn}, ${c.submitBy}, ${c.immediateDueOn}, ${c.scheduledDueOn}, ${JSON.stringify(c.scope)}, ${JSON.stringify(c.priority)},
      ${c.status}, ${running ? issuer.id : null}, ${issued}, ${closed}, ${c.seriesId}, ${versions[c.status]}, ${createdAt(c, today)},
      coalesce(${closed}, ${issued}, ${createdAt(c, today)})
    from checklists
    where owner_org_code = 'CN' and purpose = ${c.purpose} and status = 'published'
    order by edition desc limit 1
    returning id, province_code as "provinceCode", checklist_id as "checklistId"`;
}

/** How many inspections it made, and its history. */
export function finishCampaign(c: MadeCampaign, issuer: Issuer, today: Day): Sql[] {
  const targets = sql`(select count(*) from d_inspection)`;
  const steps = [sql`(0, 'create', ${createdAt(c, today)}, null::jsonb)`];
  if (c.status !== 'draft') {
    steps.push(
      sql`(1, 'issue', ${issuedAt(c)}, jsonb_build_object('status', '["draft", "issued"]'::jsonb, 'targets', jsonb_build_array(null, ${targets})))`,
    );
  }
  if (c.status === 'closed') steps.push(sql`(2, 'close', ${closedAt(c)}, '{"status": ["issued", "closed"]}'::jsonb)`);
  const statements = steps.map(
    (step) => sql`
      insert into events (province_code, id, at, actor_id, actor_name, org_code, subject_type, subject_id, action, changes)
      select ${c.provinceCode}, pg_temp.make_id(s.at, 'event/' || s.seq || ${c.id}), s.at, ${issuer.id}, ${issuer.name}, ${c.orgCode}, 'campaigns',
        ${c.id}, s.action, s.changes
      from (values ${step}) as s (seq, action, at, changes)`,
  );
  if (c.status === 'draft') return statements;
  return [
    ...statements,
    sql`
      update campaigns
      set issue_progress = jsonb_build_object('done', ${targets}, 'total', ${targets}, 'startedAt', issued_at, 'cursor', null)
      where province_code = ${c.provinceCode} and id = ${c.id}`,
  ];
}
