import type { Campaign } from '../shared/campaigns.ts';
import { builtinIds } from '../server/features/checklists/builtin.ts';
import { addDays, dayOf } from '../shared/rules/days.ts';
import type { BenchDatabase } from './database.ts';
import { signIn, type Headers } from './kinds.ts';
import { send } from './load.ts';
import { dismissAll, hire } from './people.ts';

export type IssueFigures = { provinces: number; targets: number; appMs: number; bareMs: number };

const TITLE = '基准测试';
const BARE = 'bare';

/** The bare way: one statement makes an inspection for each active union, and that is all. */
async function issueBare({ admin }: BenchDatabase, provinces: readonly string[]): Promise<number> {
  await admin.query(
    `insert into campaigns (province_code, org_code, title, checklist_id, starts_on, submit_by, immediate_due_on, scheduled_due_on, scope,
       priority, status, issued_at)
     select code, code, $2, $3, current_date, current_date, current_date, current_date, '{}', '{}', 'issued', now()
     from unnest($1::text[]) as wanted (code)`,
    [provinces, BARE, builtinIds.selfInspection],
  );
  const begun = performance.now();
  await admin.query(
    `insert into inspections (province_code, campaign_id, checklist_id, union_id, union_name, org_code, priority)
     select u.province_code, c.id, c.checklist_id, u.id, u.name, u.org_code, u.employees >= 25
     from unions u join campaigns c on c.province_code = u.province_code and c.title = $2
     where u.province_code = any($1) and u.active`,
    [provinces, BARE],
  );
  return performance.now() - begun;
}

type Officer = { province: string; headers: Headers };

async function draft(app: string, { province, headers }: Officer): Promise<string> {
  const today = dayOf(new Date());
  const body = {
    title: TITLE,
    checklistId: builtinIds.selfInspection,
    startsOn: today,
    submitBy: addDays(today, 60),
    immediateDueOn: addDays(today, 70),
    scheduledDueOn: addDays(today, 160),
    scope: { orgCodes: [province] },
  };
  const made = await send({ method: 'POST', url: `${app}/api/campaigns`, headers, body });
  if (made.status !== 201) throw new Error(`no draft: ${made.text}`);
  return (JSON.parse(made.text) as Campaign).id;
}

/** From the order to the moment at which every target exists and the campaign says so. */
async function issueByApp(app: string, officers: readonly Officer[]): Promise<{ ms: number; targets: number }> {
  const drafts: { id: string; headers: Headers }[] = [];
  for (const officer of officers) drafts.push({ id: await draft(app, officer), headers: officer.headers });
  const begun = performance.now();
  for (const { id, headers } of drafts) {
    const ordered = await send({ method: 'POST', url: `${app}/api/campaigns/${id}/issue`, headers, body: {} });
    if (ordered.status !== 200) throw new Error(`not issued: ${ordered.text}`);
  }
  let targets = 0;
  for (const { id, headers } of drafts) {
    for (;;) {
      const answer = await send({ method: 'GET', url: `${app}/api/campaigns/${id}`, headers });
      const campaign = JSON.parse(answer.text) as Campaign;
      if (campaign.status === 'issued') {
        targets += campaign.issueProgress!.total;
        break;
      }
      if (performance.now() - begun > 1_800_000) throw new Error('issuing takes more than half an hour');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return { ms: performance.now() - begun, targets };
}

/** What was made is removed, so that a data folder that is used again is as it was. */
async function forget({ admin }: BenchDatabase): Promise<void> {
  const { rows } = await admin.query<{ province_code: string; id: string }>(
    'select province_code, id from campaigns where title = any($1)',
    [[TITLE, BARE]],
  );
  for (const { province_code: province, id } of rows) {
    const here = [province, id];
    await admin.query(
      `delete from events e using inspections i where i.province_code = $1 and i.campaign_id = $2
         and e.province_code = $1 and e.subject_id = i.id::text`,
      here,
    );
    for (const table of ['progress_pending', 'progress_entries', 'progress_counts', 'progress_days', 'inspections']) {
      await admin.query(`delete from ${table} where province_code = $1 and campaign_id = $2`, here);
    }
    await admin.query('delete from search_names where province_code = $1 and subject_id = $2', here);
    await admin.query('delete from campaigns where province_code = $1 and id = $2', here);
  }
}

/**
 * Turn by turn, the better of `rounds` each: the machine's other work falls on both. A national campaign is one of each
 * province.
 */
export async function measureIssuing(
  app: string,
  database: BenchDatabase,
  { provinces, rounds }: { provinces: readonly string[]; rounds: number },
): Promise<IssueFigures> {
  const officers: Officer[] = [];
  for (const [index, username] of (await hire(database, provinces)).entries()) {
    officers.push({ province: provinces[index]!, headers: await signIn(app, username) });
  }
  const [bare, ours]: [number[], number[]] = [[], []];
  let targets = 0;
  await forget(database);
  try {
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await issueBare(database, provinces));
      const issued = await issueByApp(app, officers);
      ours.push(issued.ms);
      targets = issued.targets;
      await forget(database);
    }
  } finally {
    await dismissAll(database);
  }
  return { provinces: provinces.length, targets, appMs: Math.min(...ours), bareMs: Math.min(...bare) };
}
