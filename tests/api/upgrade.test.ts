import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Progress } from '../../shared/progress.ts';
import { countNames, type Counts } from '../../shared/rules/measures.ts';
import type { Union } from '../../shared/unions.ts';
import { cipherWith, parseKey } from '../../server/cipher.ts';
import { verifyAudit } from '../../server/audit/verify.ts';
import { hashPassword } from '../../server/features/auth/password.ts';
import { builtinIds } from '../../server/features/checklists/builtin.ts';
import { sealFirst } from '../../server/privacy/rekey.ts';
import { isMigrated, migrate } from '../../server/migrations.ts';
import { heldUp } from '../support/locks.ts';
import { password } from '../support/builders.ts';
import { testDataKey } from '../support/cipher.ts';
import { client, type Client } from '../support/client.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { recount } from '../support/recount.ts';
import { ledgerOf, registersOf } from '../support/recountRegisters.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { answersWith, until } from '../support/world.ts';

const appRole = 'console_app';
/** The last step of the first release. */
const RELEASED = '0007-builtin-checklists';
const UNIONS = 60;
const campaignId = '01930000-0000-7000-8000-000000000001';

let database: TestDatabase;
let owner: pg.Client;
let server: TestServer;
let before: Record<string, unknown>;

const rows = async <R extends object>(text: string, values: unknown[] = []): Promise<R[]> =>
  (await owner.query<R>(text, values)).rows;
const steps = async () =>
  (await rows<{ name: string }>('select name from schema_steps order by 1')).map(({ name }) => name);

/** What a province had in its first year: sixty unions, forty answers, items in every state, with history and counts. */
async function fill(): Promise<void> {
  await owner.query("update organisations set active = true where code = '15'");
  const hash = await hashPassword(password);
  for (const [username, role, place] of [
    ['nmg-officer', 'officer', '15'],
    ['hohhot-officer', 'officer', '1501'],
    ['xincheng-officer', 'officer', '150102'],
  ])
    await owner.query(
      `insert into users (username, name, role, org_code, password_hash, must_change_password) values ($1, $1, $2, $3, $4, false)`,
      [username, role, place, hash],
    );
  await owner.query(`
    insert into unions (province_code, org_code, name, kind, employees, members, chair_name, chair_phone, certificate_no)
    select '15', '150102', '呼和浩特第' || n || '机械厂工会', 'enterprise', n * 3, n, '主席' || n, '1380000' || lpad(n::text, 4, '0'),
      'NMG-' || n
    from generate_series(1, ${UNIONS}) n`);
  await owner.query(
    `insert into campaigns (province_code, id, org_code, title, checklist_id, starts_on, submit_by, immediate_due_on,
       scheduled_due_on, scope, priority, status, issued_at)
     values ('15', $1, '15', '全区自查自纠', $2, '2026-06-01', '2026-09-20', '2026-09-30', '2026-12-31',
       '{"orgCodes": ["15"]}', '{"minEmployees": 25, "kinds": []}', 'issued', '2026-06-01T01:00:00Z')`,
    [campaignId, builtinIds.selfInspection],
  );
  await owner.query(
    `insert into inspections (province_code, campaign_id, checklist_id, union_id, union_name, org_code, priority, created_at)
     select '15', $1, $2, id, name, org_code, employees >= 25, '2026-06-01T01:00:00Z' from unions`,
    [campaignId, builtinIds.selfInspection],
  );
  const status = "(array['open', 'rectified', 'returned', 'closed'])[1 + n % 4]";
  await owner.query(
    `with chosen as (
       select i.*, row_number() over (order by id) as n from inspections i order by id limit 40
     ), answered as (
       update inspections i set status = case when c.n % 3 = 0 then 'approved' else 'submitted' end, answers = $1, bad_count = 1,
         score = 12 / 13.0, submitted_at = '2026-07-01T01:00:00Z', submitted_by = 'xincheng-officer', version = 2,
         stage = case ${status} when 'closed' then 'closed' when 'rectified' then 'rectified' else 'defective' end,
         open_count = (${status} in ('open', 'returned'))::int, unclosed_count = (${status} <> 'closed')::int,
         submitter = '{"id": "01930000-0000-7000-8000-00000000000a", "role": "officer", "orgCode": "150102"}'
       from chosen c where i.id = c.id returning i.*, c.n
     )
     insert into rectifications (province_code, campaign_id, inspection_id, union_id, union_name, org_code, item_key, item_text,
       track, responsible, evidence, status, base_due_on, due_on, measures, rectified_at, rectified_by, marker, closed_at, closed_by)
     select province_code, campaign_id, id, union_id, union_name, org_code, 'Q4', '委员会是否健全', 'scheduled', 'self', 'optional',
       ${status}, '2026-12-31', '2026-12-31', case when n % 4 > 0 then '已整改' end,
       case when n % 4 > 0 then '2026-08-01T01:00:00Z'::timestamptz end, case when n % 4 > 0 then 'xincheng-officer' end,
       case when n % 4 > 0 then '{"id": "01930000-0000-7000-8000-00000000000a", "role": "officer", "orgCode": "150102"}'::jsonb end,
       case when n % 4 = 3 then '2026-08-05T01:00:00Z'::timestamptz end, case when n % 4 = 3 then 'hohhot-officer' end
     from answered`,
    [JSON.stringify(answersWith(['Q4']))],
  );
  await assess();
  const event =
    'insert into events (province_code, at, actor_name, org_code, union_id, subject_type, subject_id, action)';
  await owner.query(`
    ${event} select '15', created_at, '某某', org_code, union_id, 'inspections', id::text, 'create' from inspections;
    ${event} select '15', submitted_at, '某某', org_code, union_id, 'inspections', id::text, 'submit' from inspections where submitted_at is not null;
    ${event} select '15', created_at, '某某', org_code, union_id, 'rectifications', id::text, 'create' from rectifications`);
  const ledger = `insert into progress_pending
    (province_code, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)`;
  await owner.query(`
    ${ledger} select '15', campaign_id, org_code, '2026-06-01T01:00:00Z', '2026-06-01', 'inspection', stage, '', '', 'infinity',
      false, false, 1 from inspections;
    ${ledger} select '15', campaign_id, org_code, '2026-07-01T01:00:00Z', '2026-07-01', 'item', status, item_key, track, due_on,
      false, false, 1 from rectifications`);
  // Half of it had been counted already.
  await owner.query('select platform_fold_progress(50)');
}

/** Five unions were found to have all six haves. */
async function assess(): Promise<void> {
  const good = `(select jsonb_object_agg(item ->> 'key', jsonb_build_object(
      'value', case item ->> 'polarity' when 'yesIsGood' then 'yes' else 'no' end))
    from checklists c, jsonb_array_elements(c.items) item where c.id = '${builtinIds.sixHaves}')`;
  await owner.query(`
    insert into campaigns (province_code, id, org_code, title, checklist_id, starts_on, submit_by, immediate_due_on,
      scheduled_due_on, scope, priority, status, issued_at)
    select province_code, new_id(), org_code, '六有考评', '${builtinIds.sixHaves}', starts_on, submit_by, immediate_due_on,
      scheduled_due_on, scope, priority, status, issued_at from campaigns;
    insert into inspections (province_code, campaign_id, checklist_id, union_id, union_name, org_code, priority, status, stage,
      answers, score, submitted_at, submitted_by)
    select '15', c.id, c.checklist_id, u.id, u.name, u.org_code, true, 'approved', 'faultless', ${good}, 1,
      '2026-07-10T01:00:00Z', 'xincheng-officer'
    from campaigns c, (select * from unions order by id limit 5) u where c.title = '六有考评';
    update unions set six_haves = (
      select jsonb_object_agg(have, true) from unnest(array['elected-chair', 'sound-organisation', 'activity-carriers',
        'sound-institutions', 'own-funds', 'satisfying-performance']) have)
    where id in (select union_id from inspections where stage = 'faultless')`);
}

/** Everything that was written then, as it was written then. */
const facts = async () => ({
  unions: await rows('select id, org_code, name, kind, employees, members, six_haves from unions order by id'),
  campaigns: await rows('select id, title, status, scope, issued_at from campaigns order by id'),
  inspections: await rows(
    'select id, union_id, status, stage, answers, submitted_at, version from inspections order by id',
  ),
  items: await rows(
    'select id, status, due_on, measures, rectified_at, closed_at, version from rectifications order by id',
  ),
  events: await rows('select id, at, actor_name, subject_type, subject_id, action from events order by id'),
  people: await rows('select id, username, role, org_code, password_hash from users order by id'),
});

beforeAll(async () => {
  database = await createDatabase({ empty: true });
  await migrate(database.ownerUrl, { appRole, upTo: RELEASED });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await fill();
  before = await facts();
});
afterAll(async () => {
  await server?.stop();
  await owner?.end();
  await database?.drop();
});

describe('a database of the first release', () => {
  test('killed in the middle of a step, the schema is that of the step before, and its data too', async () => {
    const holder = new pg.Client({ connectionString: database.ownerUrl });
    await holder.connect();
    // Half of the steps leave the history's table alone.
    await holder.query('begin; lock table events in access share mode');
    const child = spawn(process.execPath, ['dist/server/migrate.js'], {
      env: {
        ...process.env,
        DATABASE_URL: database.appUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
        DATA_KEY: testDataKey,
      },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await heldUp(holder);
    child.kill('SIGKILL');
    await ended;
    await holder.end();
    const done = await steps();
    expect(done).toContain('0016-channels');
    expect(done).not.toContain('0019-event-seals');
    expect(await rows("select from pg_class where relname = 'event_seals'")).toEqual([]);
    expect(await facts()).toEqual(before);
  });

  test('is brought up to date by two servers at once, and nothing of it has changed', async () => {
    await Promise.all([1, 2].map(() => migrate(database.ownerUrl, { appRole })));
    await sealFirst(database.ownerUrl, cipherWith([parseKey(testDataKey)!]));
    const pool = new pg.Pool({ connectionString: database.appUrl, max: 1 });
    expect(await isMigrated(pool)).toBe(true);
    await pool.end();
    const names = await steps();
    expect(new Set(names).size).toBe(names.length);
    expect(await facts()).toEqual(before);
    expect(await rows('select from unions where standard')).toHaveLength(5);
  });

  test('is served: people sign in, lists are complete, every count is that of the records, a search finds the unions', async () => {
    server = await startServer({ database, clock: '2026-10-15T09:00:00+08:00' });
    const signIn = async (username: string): Promise<Client> => {
      const person = client(server.url);
      expect((await person.login(username, password)).status).toBe(200);
      return person;
    };
    const district = await signIn('xincheng-officer');
    expect(await district.page<Union>('unions')).toMatchObject({ status: 200, total: UNIONS });
    expect(await district.page('inspections', { filter: { campaignId } })).toMatchObject({ total: UNIONS });
    expect(await district.page('rectifications', { filter: { campaignId } })).toMatchObject({ total: 40 });
    const [found] = await district.list<Union>('unions', { q: '第17机械厂' });
    expect(found).toMatchObject({ name: '呼和浩特第17机械厂工会', chairPhone: '13800000017', certificateNo: 'NMG-17' });
    const everywhere = await district.get(`/search?q=${encodeURIComponent('第18机械')}`);
    expect(JSON.stringify(everywhere.body)).toContain('第18机械厂工会');

    const officer = await signIn('nmg-officer');
    await until(async () => ((await rows('select from progress_pending')).length === 0 ? true : null));
    const { body } = await officer.get<Progress>(`/progress?campaignId=${campaignId}`);
    const counted = Object.fromEntries(countNames.map((name) => [name, body.total[name]])) as unknown as Counts;
    expect(counted).toEqual(await recount(owner, campaignId, '15', '2026-10-15'));
    expect(counted).toMatchObject({ targets: UNIONS, submitted: 40, items: 40 });
    for (const status of ['submitted', 'approved']) {
      const [there] = await rows<{ total: number }>(
        'select count(*)::int as total from inspections where status = $1',
        [status],
      );
      expect(there!.total).toBeGreaterThan(0);
      expect(await officer.page('inspections', { filter: { status } })).toMatchObject(there!);
    }
    expect(await ledgerOf(owner, '15')).toEqual(await registersOf(owner, '15'));
    expect((await officer.get<Campaign>(`/campaigns/${campaignId}`)).body).toMatchObject({ status: 'issued' });
  });

  test('goes on: steps are taken on its records, and its history is sealed as it was', async () => {
    const district = client(server.url);
    await district.login('xincheng-officer', password);
    const [open] = await district.list<{ id: string }>('rectifications', { status: 'open' });
    expect((await district.post(`/rectifications/${open!.id}/rectify`, { measures: '已整改' })).status).toBe(200);
    const [pending] = await district.list<{ id: string }>('inspections', { status: 'pending' });
    const answer = await district.post(`/inspections/${pending!.id}/submit`, { answers: answersWith([]) });
    expect(answer.status).toBe(200);
    await until(async () => ((await rows('select from events where seal is null')).length === 0 ? true : null));
    const { faults, events } = await verifyAudit(owner);
    expect(faults).toEqual([]);
    expect(events).toBeGreaterThan(UNIONS + 80);
  });
});
