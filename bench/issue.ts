import type pg from 'pg';
import type { Campaign } from '../shared/campaigns.ts';
import { builtinIds } from '../server/features/checklists/builtin.ts';
import { addDays, dayOf } from '../shared/rules/days.ts';
import { signIn } from './kinds.ts';
import { send } from './load.ts';

export type IssueFigures = { targets: number; appMs: number; bareMs: number };

/** The bare way: one statement makes an inspection for each active union, and that is all. */
async function issueBare(admin: pg.Client): Promise<number> {
  await admin.query('begin');
  const { rows } = await admin.query<{ id: string }>(`
    insert into campaigns (province_code, org_code, title, checklist_id, starts_on, submit_by, immediate_due_on, scheduled_due_on, scope,
      priority, status, issued_at)
    values ('15', '15', 'bare', '${builtinIds.selfInspection}', current_date, current_date, current_date, current_date, '{}', '{}', 'issued', now())
    returning id`);
  await admin.query('commit');
  const begun = performance.now();
  await admin.query(
    `insert into inspections (province_code, campaign_id, checklist_id, union_id, union_name, org_code, priority)
     select province_code, $1, $2, id, name, org_code, employees >= 25 from unions where province_code = '15' and active`,
    [rows[0]!.id, builtinIds.selfInspection],
  );
  return performance.now() - begun;
}

/** From the order to the moment at which every target exists and the campaign says so. */
async function issueByApp(app: string, headers: Record<string, string>): Promise<{ ms: number; targets: number }> {
  const today = dayOf(new Date());
  const body = {
    title: '基准测试',
    checklistId: builtinIds.selfInspection,
    startsOn: today,
    submitBy: addDays(today, 60),
    immediateDueOn: addDays(today, 70),
    scheduledDueOn: addDays(today, 160),
    scope: { orgCodes: ['15'] },
  };
  const draft = await send({ method: 'POST', url: `${app}/api/campaigns`, headers, body });
  if (draft.status !== 201) throw new Error(`no draft: ${draft.text}`);
  const { id } = JSON.parse(draft.text) as Campaign;
  const begun = performance.now();
  const ordered = await send({ method: 'POST', url: `${app}/api/campaigns/${id}/issue`, headers, body: {} });
  if (ordered.status !== 200) throw new Error(`not issued: ${ordered.text}`);
  for (;;) {
    const answer = await send({ method: 'GET', url: `${app}/api/campaigns/${id}`, headers });
    const campaign = JSON.parse(answer.text) as Campaign;
    if (campaign.status === 'issued') return { ms: performance.now() - begun, targets: campaign.issueProgress!.total };
    if (performance.now() - begun > 120_000) throw new Error('issuing takes more than two minutes');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const best = (values: readonly number[]) => Math.min(...values);

/** Turn by turn, the better of `rounds` each: the machine's other work falls on both. */
export async function measureIssuing(app: string, admin: pg.Client, rounds = 3): Promise<IssueFigures> {
  const headers = await signIn(app, 'nmg-officer');
  const bare: number[] = [];
  const ours: number[] = [];
  let targets = 0;
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await issueBare(admin));
    const issued = await issueByApp(app, headers);
    ours.push(issued.ms);
    targets = issued.targets;
  }
  return { targets, appMs: best(ours), bareMs: best(bare) };
}
