import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Campaign } from '../../shared/campaigns.ts';
import { countNames, type Counts } from '../../shared/rules/measures.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { builders, password } from '../support/builders.ts';
import { client, type Client } from '../support/client.ts';
import { heldUp } from '../support/locks.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';
import { recount } from '../support/recount.ts';
import { answersWith, campaignInput, until } from '../support/world.ts';

const UNIONS = 30_000;
const CLOCK = '2026-09-01T09:00:00+08:00';

let database: TestDatabase;
let owner: pg.Client;
let server: ServerProcess;
let campaign: Campaign;

const signIn = async (username: string): Promise<Client> => {
  const person = client(server.url);
  expect((await person.login(username, password)).status).toBe(200);
  return person;
};
const numberOf = async (sql: string) => Number((await owner.query<{ n: string }>(sql, [campaign.id])).rows[0]!.n);

beforeAll(async () => {
  database = await createDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const build = builders(owner);
  await build.openProvinces('15');
  await build.everybody();
  await build.unions('150102', 60);
  await build.unions('150202', UNIONS - 60);
  server = await startProcess(database, { CLOCK });
});
afterAll(async () => {
  await server?.kill();
  await owner?.end();
  await database?.drop();
});

describe('killed with SIGKILL', () => {
  test('in the middle of issuing: after the restart every union has exactly one inspection', async () => {
    const officer = await signIn('nmg-officer');
    campaign = (await officer.post<Campaign>('/campaigns', campaignInput)).body;
    // The last chunk waits for the last union.
    const holder = new pg.Client({ connectionString: database.ownerUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query(
      "select from unions where province_code = '15' order by org_code desc, id desc limit 1 for update",
    );
    expect((await officer.post(`/campaigns/${campaign.id}/issue`, {})).status).toBe(200);
    await heldUp(holder);
    await server.kill();
    await holder.end();

    const made = await numberOf('select count(*) as n from inspections where campaign_id = $1');
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(UNIONS);
    expect(await numberOf('select (issue_progress ->> $$done$$)::int as n from campaigns where id = $1')).toBe(made);

    server = await startProcess(database, { CLOCK });
    const again = await signIn('nmg-officer');
    const issued = await until(async () => {
      const { body } = await again.get<Campaign>(`/campaigns/${campaign.id}`);
      return body.status === 'issued' ? body : null;
    });
    expect(issued.issueProgress).toMatchObject({ done: UNIONS, total: UNIONS });
    expect(issued.progress).toMatchObject({ targets: UNIONS, submitted: 0 });
    expect(await numberOf('select count(distinct union_id) as n from inspections where campaign_id = $1')).toBe(UNIONS);
    expect(
      await numberOf(
        "select count(*) as n from events where subject_type = 'inspections' and action = 'create' and $1::uuid is not null",
      ),
    ).toBe(UNIONS);
  });

  test('in the middle of closing in bulk: what was answered is there, the rest is untouched, nothing is half done', async () => {
    const district = await signIn('xincheng-officer');
    const pending = await district.list<{ id: string }>('inspections', { campaignId: campaign.id, orgCode: '150102' });
    for (const { id } of pending) {
      expect(
        (await district.post(`/inspections/${id}/submit`, { answers: answersWith(['Q4', 'Q7', 'Q10', 'Q11', 'Q12']) }))
          .status,
      ).toBe(200);
    }
    const items = await district.list<Rectification>('rectifications', { campaignId: campaign.id });
    const ids = items.map(({ id }) => id);
    await district.post('/rectifications/bulk/rectify', { ids, measures: '已整改' });

    const city = await signIn('hohhot-officer');
    const acknowledged: string[] = [];
    const batches = Array.from({ length: 10 }, (_, index) => ids.filter((_id, n) => n % 10 === index));
    const closing = Promise.allSettled(
      batches.map(async (batch) => {
        const answer = await city.post<{ results: { id: string; ok: boolean }[] }>('/rectifications/bulk/close', {
          ids: batch,
        });
        acknowledged.push(...answer.body.results.filter(({ ok }) => ok).map(({ id }) => id));
      }),
    );
    await until(async () => (acknowledged.length > 0 ? true : null));
    await server.kill();
    await closing;

    server = await startProcess(database, { CLOCK });
    const state = await owner.query<{ id: string; status: string; steps: string[] }>(
      `select r.id, r.status, array_agg(e.action order by e.at) as steps
       from rectifications r join events e on e.subject_id = r.id::text
       where r.campaign_id = $1 group by r.province_code, r.id`,
      [campaign.id],
    );
    const closed = new Set(state.rows.filter(({ status }) => status === 'closed').map(({ id }) => id));
    for (const id of acknowledged) expect(closed.has(id)).toBe(true);
    for (const { status, steps } of state.rows) {
      expect(steps).toEqual(status === 'closed' ? ['create', 'rectify', 'close'] : ['create', 'rectify']);
    }
    for (const batch of batches) expect([0, batch.length]).toContain(batch.filter((id) => closed.has(id)).length);

    const leader = await signIn('nmg-leader');
    const { body } = await leader.get<Progress>(`/progress?campaignId=${campaign.id}`);
    const counted = Object.fromEntries(countNames.map((name) => [name, body.total[name]])) as unknown as Counts;
    expect(counted).toEqual(await recount(owner, campaign.id, '15', '2026-09-01'));
  });
});
