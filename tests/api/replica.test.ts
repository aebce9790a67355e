import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Export } from '../../shared/exports.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Progress } from '../../shared/progress.ts';
import { lagMeter, positionOf } from '../../server/db/replica/position.ts';
import type { Client } from '../support/client.ts';
import { openReplicated, type Replicated } from '../support/standby.ts';
import { answersWith, issuedCampaign, openWorld, until, type World } from '../support/world.ts';

/** Seconds; the default is 10. Five answers of a slow machine must fit in. */
const BOUND = 12;

let servers: Replicated;
let world: World;
let campaign: Campaign;
let leader: Client;
let district: Client;

beforeAll(async () => {
  servers = await openReplicated();
  const env = { DATABASE_REPLICA_URL: servers.replicaUrl, DATABASE_REPLICA_MAX_LAG: String(BOUND) };
  world = await openWorld({ database: servers.database, env });
  await world.build.unions('150102', 3);
  [leader, district] = await Promise.all([world.as('nmg-leader'), world.as('xincheng-officer')]);
  campaign = await issuedCampaign(world);
});
afterAll(() => world?.close());

const numberIn = (text: string, name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1] ?? 0);

async function measured() {
  const { body } = await leader.get<string>('/metrics');
  return {
    replica: numberIn(body, 'database_reads_total\\{from="replica"\\}'),
    primary: numberIn(body, 'database_reads_total\\{from="primary"\\}'),
    lag: numberIn(body.replaceAll('+Inf', 'Infinity'), 'database_replica_lag_seconds'),
  };
}

const near = () => until(async () => ((await measured()).lag < 2 ? true : null));

/**
 * How much of what is done the replica has read. A busy machine may let it fall behind the bound for a moment: then the
 * primary answers, as it should, and it is done again.
 */
const readBy = (act: () => Promise<void>) =>
  until(async () => {
    await near();
    const before = await measured();
    await act();
    const after = await measured();
    return after.primary > before.primary ? null : after.replica - before.replica;
  });

const submitted = async (person: Client) => {
  const answer = await person.get<Progress>(`/progress?campaignId=${campaign.id}`);
  expect(answer.status).toBe(200);
  return answer.body.total.submitted;
};

const submitOne = async () => {
  const pending = await district.list<Inspection>('inspections', { campaignId: campaign.id, status: 'pending' });
  const answer = await district.post(`/inspections/${pending[0]!.id}/submit`, { answers: answersWith(['Q1']) });
  expect(answer.status).toBe(200);
};

const exportedRows = async () => {
  const order = { kind: 'inspections', format: 'csv', filter: { campaignId: campaign.id, status: 'submitted' } };
  const { body } = await district.post<Export>('/exports', order);
  const done = await until(async () => {
    const { body: state } = await district.get<Export>(`/exports/${body.id}`);
    return state.status === 'done' || state.status === 'failed' ? state : null;
  });
  expect(done.status).toBe('done');
  return done.counts.rows;
};

const replay = (action: 'pause' | 'resume') => servers.standby.query(`select pg_wal_replay_${action}()`);

test('the lag is that of the newest position which has arrived, and none where nothing happens', () => {
  expect(positionOf('1/0') - positionOf('0/FFFFFFFF')).toBe(1n);
  const meter = lagMeter();
  expect(meter.lag(0)).toBe(Number.POSITIVE_INFINITY);
  for (const second of [1, 2, 3]) meter.note(BigInt(second * 100), second * 1000);
  meter.replayed(250n);
  expect(meter.lag(3500)).toBe(1500);
  meter.replayed(300n);
  expect(meter.lag(3500)).toBe(500);
  for (const second of [4, 5]) meter.note(300n, second * 1000);
  meter.replayed(300n);
  expect(meter.lag(5000)).toBe(0);
  meter.lost();
  expect(meter.lag(5000)).toBe(Number.POSITIVE_INFINITY);
});

test('every page of figures is read on the replica', async () => {
  const query = `?campaignId=${campaign.id}&orgCode=15`;
  for (const path of [
    `/progress${query}`,
    `/reports/dashboard${query}`,
    '/reports/cockpit',
    '/reports/cockpit/children',
    `/reports/cockpit/forecast`,
    '/reports/haves',
    '/reports/sites',
    '/reports/ledger',
  ]) {
    const read = await readBy(async () => expect([path, (await leader.get(path)).status]).toEqual([path, 200]));
    expect([path, read]).toEqual([path, 1]);
  }
});

test('what stands on the replica is at most so old; who has just written sees it at once; an export has everything', async () => {
  await near();
  expect(await submitted(leader)).toBe(0);
  await replay('pause');
  await submitOne();
  expect(await submitted(district)).toBe(1);
  const { replica } = await measured();
  expect(await submitted(leader)).toBe(0);
  expect((await measured()).replica).toBe(replica + 1);
  expect(await exportedRows()).toBe(1);
  // Past the bound the primary answers.
  await until(async () => ((await submitted(leader)) === 1 ? true : null));
  expect((await measured()).lag).toBeGreaterThan(BOUND);
  await replay('resume');
  const read = await readBy(async () => {
    expect(await submitted(leader)).toBe(1);
    expect(await exportedRows()).toBe(1);
  });
  expect(read).toBe(2);
});

test('a replica that goes away costs nobody an answer, and nothing was ever written there', async () => {
  await near();
  await servers.stopStandby();
  const answers = await Promise.all(Array.from({ length: 8 }, () => leader.get(`/progress?campaignId=${campaign.id}`)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  await submitOne();
  expect(await submitted(leader)).toBe(2);
  expect((await measured()).lag).toBe(Number.POSITIVE_INFINITY);
  await until(async () => ((await leader.get('/ready')).status === 200 ? true : null));
});
