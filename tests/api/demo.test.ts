import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { demoAccounts, demoPassword } from '../../server/demo/accounts.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { evidencePictures } from '../../server/demo/evidence.ts';
import { rectificationStatuses } from '../../shared/rectifications.ts';
import { countNames, type Counts } from '../../shared/rules/measures.ts';
import type { Attachment } from '../../shared/attachments.ts';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { client } from '../support/client.ts';
import { laddersClimbed } from '../support/later.ts';
import { createDatabase, demoDay, type TestDatabase } from '../support/postgres.ts';
import { recount } from '../support/recount.ts';
import { startServer, type TestServer } from '../support/server.ts';

const today = demoDay;

let database: TestDatabase;
let server: TestServer;
let owner: pg.Client;

const load = () => loadDemo(server.deps, database.ownerUrl);

beforeAll(async () => {
  const clock = `${today}T10:00:00+08:00`;
  database = await createDatabase({ demoOf: new Date(clock) });
  server = await startServer({ database, clock });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query("set app.scope_from = '0'; set app.scope_to = ':'; set app.platform = 'on'");
  // The pictures, which lie beside the database.
  await load();
  // The server climbs the ladders as soon as it stands; nothing is counted while it does.
  await laddersClimbed(owner, today);
});
afterAll(async () => {
  await owner?.end();
  await server?.stop();
  await database?.drop();
});

const rows = async <T extends object>(text: string): Promise<T[]> => (await owner.query<T>(text)).rows;
/** Rows that break a rule of the product: there are none. */
const none = async (text: string) => expect((await rows(text)).slice(0, 3)).toEqual([]);

async function signedIn(username: string) {
  const person = client(server.url);
  expect((await person.login(username, demoPassword)).status).toBe(200);
  return person;
}

describe('what the demonstration holds', () => {
  test('three open provinces, every city and district of 内蒙古 with unions, all marked as made up', async () => {
    const [size] = await rows<{ unions: number; places: number; unmarked: number }>(`
      select (select count(*) from unions where province_code = '15')::int as unions,
        (select count(distinct left(org_code, 6)) from unions where province_code = '15' and length(org_code) >= 6)::int as places,
        (select count(*) from unions where name not like '%（演示）')::int as unmarked`);
    expect(size).toEqual({ unions: 5200, places: 108, unmarked: 0 });
    const open = await rows<{ code: string }>(
      "select code from organisations where level = 'province' and active order by code",
    );
    expect(open.map(({ code }) => code)).toEqual(['15', '31', '44']);
    await none(`select code from organisations where left(code, 2) in ('15', '31', '44') and level <> 'township' and not nominal
      and (contact_name is null or contact_phone is null)`);
  });

  test('no telephone or certificate number stands in clear', async () => {
    const [sealed] = await rows<{ sealed: number; clear: number }>(`
      select count(*) filter (where n like 's1.%')::int as sealed, count(*) filter (where n not like 's1.%')::int as clear
      from (select chair_phone as n from unions union all select certificate_no from unions
        union all select contact_phone from enterprises union all select contact_phone from organisations) as numbers`);
    expect(sealed!.sealed).toBeGreaterThan(10_000);
    expect(sealed!.clear).toBe(0);
  });

  test('campaigns finished, in full course and drafted, with items in every state and some overdue', async () => {
    const campaigns = await rows<{ status: string; answered: number }>(`
      select c.status, avg((i.status in ('submitted', 'approved'))::int)::float8 as answered
      from campaigns c left join inspections i on i.campaign_id = c.id where c.org_code = '15' group by c.id, c.status order by c.status`);
    expect(campaigns.map(({ status }) => status)).toEqual(['closed', 'draft', 'issued']);
    expect(campaigns[0]!.answered).toBeGreaterThan(0.85);
    expect(campaigns[2]!.answered).toBeGreaterThan(0.55);
    expect(campaigns[2]!.answered).toBeLessThan(0.75);
    const states = await rows<{ status: string; overdue: boolean }>(`
      select r.status, bool_or(r.status in ('open', 'returned', 'reopened') and due_on < '${today}') as overdue
      from rectifications r join campaigns c on c.id = r.campaign_id and c.status = 'issued' where c.org_code = '15' group by 1`);
    expect(states.map(({ status }) => status).sort()).toEqual([...rectificationStatuses].sort());
    expect(states.find(({ status }) => status === 'open')!.overdue).toBe(true);
    const decisions = await rows<{ decision: string | null }>(
      "select distinct extension->>'decision' as decision from rectifications where extension is not null order by 1",
    );
    expect(decisions.map(({ decision }) => decision)).toEqual(['approved', 'refused', null]);
  });

  test('in 新城区 every role finds work', async () => {
    const officer = await signedIn('xincheng-officer');
    const total = async (resource: string, filter: object) =>
      (await officer.page<Rectification>(resource, { filter, range: [0, 0] })).total;
    const week = { dueOn_gte: today, dueOn_lte: '2026-09-20', status: ['open', 'returned', 'reopened'] };
    expect(await total('rectifications', week)).toBeGreaterThanOrEqual(4);
    expect(await total('rectifications', { overdue: true })).toBeGreaterThanOrEqual(3);
    expect(await total('inspections', { status: 'pending' })).toBeGreaterThanOrEqual(5);
    expect(await total('inspections', { forMe: true })).toBeGreaterThanOrEqual(1);
    expect(await total('rectifications', { forMe: 'verify' })).toBe(0);
    const city = await signedIn('hohhot-officer');
    const waiting = await city.page('rectifications', { filter: { forMe: 'verify', orgCode: '150102' } });
    expect(waiting.total).toBeGreaterThanOrEqual(4);
    const chair = await signedIn('xincheng-chair');
    expect(await chair.page('inspections', { filter: { status: 'pending' } })).toMatchObject({ total: 1 });
  });

  test('every account signs in, and only with these names', async () => {
    const accounts = await rows<{ username: string }>('select username from users order by username');
    const expected = [...demoAccounts.map(({ username }) => username), 'xincheng-chair'].sort();
    expect(accounts.map(({ username }) => username).sort()).toEqual(expected);
    for (const username of ['operator', 'nation-leader', 'gd-admin', 'putuo-officer']) await signedIn(username);
  });

  test('evidence can be opened', async () => {
    const city = await signedIn('hohhot-officer');
    const [item] = await city.list<Rectification>('rectifications', { forMe: 'verify', itemKey: ['Q1', 'Q2', 'Q6'] });
    const id = item!.attachmentIds[0];
    expect((await city.get(`/attachments/${id}/content`)).status).toBe(200);
    const { body } = await city.get<Attachment>(`/attachments/${id}`);
    const chunks: Buffer[] = await (await server.deps.files.read(body.sha256)).toArray();
    expect(evidencePictures().some(({ content }) => content.equals(Buffer.concat(chunks)))).toBe(true);
  });

  test('loading again changes nothing', async () => {
    const sizes = () =>
      rows(
        'select (select count(*) from unions) u, (select count(*) from events) e, (select sum(n) from progress_counts) p',
      );
    const before = await sizes();
    await load();
    expect(await sizes()).toEqual(before);
  });
});

describe('as if the workflow had written it', () => {
  test('progress equals a recount, at every level', async () => {
    for (const [username, place] of [
      ['nmg-leader', '15'],
      ['hohhot-officer', '1501'],
      ['gd-leader', '44'],
      ['sh-admin', '31'],
    ] as const) {
      const person = await signedIn(username);
      for (const { id, status } of await person.list<Campaign>('campaigns', {})) {
        if (status === 'draft') continue;
        const { body } = await person.get<Progress>(`/progress?campaignId=${id}&by=child`);
        const expected = await recount(owner, id, place, today);
        const counts = countsOf(body.total);
        // The recount of shells knows the 13 questions only.
        expect(status === 'closed' ? { ...counts, shells: 0 } : counts).toEqual(expected);
        for (const name of countNames)
          expect(body.rows.reduce((sum, row) => sum + row[name], 0)).toBe(body.total[name]);
        const days = (await person.get<Progress>(`/progress?campaignId=${id}&by=day`)).body.rows;
        expect(countsOf(days.at(-1)!)).toEqual(counts);
      }
    }
  });

  test('counts and stages of the inspections follow from their items', async () => {
    await none(`
      select i.id from inspections i left join (
        select inspection_id, count(*) filter (where status in ('open', 'returned', 'reopened')) as opened,
          count(*) filter (where status not in ('closed', 'withdrawn')) as unclosed, count(*) filter (where status <> 'withdrawn') as bad
        from rectifications group by 1) r on r.inspection_id = i.id
      where (open_count, unclosed_count, bad_count) is distinct from (coalesce(opened, 0), coalesce(unclosed, 0), coalesce(bad, 0))`);
    await none(`
      select id from inspections where stage <> case
        when status not in ('submitted', 'approved') then status when bad_count = 0 then 'faultless'
        when unclosed_count = 0 then 'closed' when open_count = 0 then 'rectified' else 'defective' end`);
  });

  test('the history of each record begins with its creation and ends where the record stands', async () => {
    await none(
      `select id from events where at > timestamptz '${today}T02:00:00Z' and subject_type not in ('users', 'supervisions')`,
    );
    await none(`
      select * from (
        select distinct on (subject_id) action from events where subject_type <> 'settings' order by subject_id, at) first where action <> 'create'`);
    for (const table of ['rectifications', 'inspections']) {
      await none(`
        select r.id from ${table} r join (
          select subject_id, count(*) as steps, max(at) as last from events where subject_type = '${table}' group by 1) e
        on e.subject_id = r.id::text where r.version <> e.steps or r.updated_at <> e.last`);
      await none(`
        select r.id from ${table} r cross join lateral (
          select changes->'status'->>1 as status from events
          where province_code = r.province_code and subject_id = r.id::text and changes ? 'status' order by at desc limit 1) e
        where e.status <> r.status`);
    }
  });

  test('nobody closes what the own side marked', async () => {
    await none(`
      select r.id from rectifications r join events e
        on e.province_code = r.province_code and e.subject_id = r.id::text and e.action = 'close'
      where r.status = 'closed' and e.actor_id::text = r.marker->>'id'`);
  });
});

const countsOf = (row: Counts): Counts => Object.fromEntries(countNames.map((name) => [name, row[name]])) as Counts;
