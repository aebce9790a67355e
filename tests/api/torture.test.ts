import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Progress } from '../../shared/progress.ts';
import { countNames, type Counts } from '../../shared/rules/measures.ts';
import { verifyAudit } from '../../server/audit/verify.ts';
import { builders, password } from '../support/builders.ts';
import { client, type Client } from '../support/client.ts';
import { freePort, openOwnPostgres, type OwnPostgres } from '../support/ownPostgres.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';
import { recount } from '../support/recount.ts';
import { ledgerOf, registersOf } from '../support/recountRegisters.ts';
import { emptyJournal, write } from '../support/torture.ts';
import { campaignInput, until } from '../support/world.ts';

/** How often something is killed; TORTURE_KILLS=50 for a long run. */
const KILLS = Number(process.env['TORTURE_KILLS'] ?? 5);
const UNIONS = 400 + 200 * KILLS;
const SEED = Number(process.env['TORTURE_SEED'] ?? 20_260_901);

const journal = emptyJournal();
const kills = { server: 0, database: 0, both: 0 };
let postgres: OwnPostgres;
let server: ServerProcess;
let files: string;
let url: string;
let campaignId: string;

/** A client of its own for each look behind the server: none outlives a kill. */
async function look<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
  return withOwner(async (owner) => (await owner.query<R>(text, values)).rows);
}
async function withOwner<T>(act: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: postgres.database.ownerUrl });
  await owner.connect();
  try {
    return await act(owner);
  } finally {
    await owner.end();
  }
}
const count = async (text: string, values: unknown[] = []) => (await look<{ n: number }>(text, values))[0]!.n;

async function start(): Promise<void> {
  const { port } = new URL(url);
  server = await startProcess(postgres.database, {
    PORT: port,
    DATA_DIR: files,
    CLOCK: '2026-09-01T09:00:00+08:00',
    LOG_LEVEL: 'fatal',
  });
}
async function signIn(username: string): Promise<Client> {
  const person = client(url);
  expect((await person.login(username, password)).status).toBe(200);
  return person;
}

beforeAll(async () => {
  files = await mkdtemp(path.join(tmpdir(), 'union-console-torture-'));
  postgres = await openOwnPostgres();
  url = `http://127.0.0.1:${await freePort()}`;
  await withOwner(async (owner) => {
    const build = builders(owner);
    await build.openProvinces('15');
    await build.everybody();
    await build.unions('150102', UNIONS);
  });
  await start();
  const officer = await signIn('nmg-officer');
  const draft = await officer.post<Campaign>('/campaigns', campaignInput);
  campaignId = draft.body.id;
  await officer.post(`/campaigns/${campaignId}/issue`, {});
  await until(async () =>
    (await officer.get<Campaign>(`/campaigns/${campaignId}`)).body.status === 'issued' ? true : null,
  );
});
afterAll(async () => {
  await server?.kill();
  await postgres?.remove();
  if (files) await rm(files, { recursive: true, force: true });
});

/** The same numbers for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function killSomething(roll: number): Promise<void> {
  const victim = roll < 0.4 ? 'server' : roll < 0.8 ? 'database' : 'both';
  kills[victim] += 1;
  if (victim !== 'database') await server.kill();
  if (victim !== 'server') {
    await postgres.kill();
    await postgres.start();
  }
  if (victim !== 'database') await start();
}

describe(`killed ${KILLS} times (seed ${SEED}), the server and its database`, () => {
  test(
    'while eight people write',
    async () => {
      expect((await look<{ fsync: string }>('show fsync'))[0]!.fsync).toBe('on');
      const inspections = await look<{ id: string }>('select id from inspections order by id');
      let over = false;
      const pending = inspections.map(({ id }) => id);
      const writing = write({ url, pending, journal, stopped: () => over });
      const random = dice(SEED);
      for (let n = 0; n < KILLS; n += 1) {
        const before = journal.acknowledged;
        await until(async () => (journal.acknowledged >= before + 30 ? true : null));
        await new Promise((resolve) => setTimeout(resolve, random() * 400));
        await killSomething(random());
      }
      const before = journal.acknowledged;
      await until(async () => (journal.acknowledged >= before + 30 ? true : null));
      over = true;
      await writing;
      expect(kills.server + kills.database + kills.both).toBe(KILLS);
    },
    60_000 + KILLS * 20_000,
  );

  test('what was begun is finished, and nothing was set aside', async () => {
    // Nobody has to wait for the minute after which a worker counts as dead.
    await look("update imports set beat_at = now() - interval '2 minutes' where status in ('reading', 'writing')");
    const done = () =>
      count(`select ((select count(*) from imports where status in ('reading', 'writing'))
        + (select count(*) from notification_outbox) + (select count(*) from progress_pending)
        + (select count(*) from events where seal is null)
        + (select count(*) from failed_jobs where status = 'retrying'))::int as n`);
    await until(async () => ((await done()) === 0 ? true : null));
    expect(await count('select count(*)::int as n from failed_jobs')).toBe(0);
  });

  test('every acknowledged write is there', async () => {
    const submitted = await look<{ id: string }>("select id from inspections where status = 'submitted'");
    const there = new Set(submitted.map(({ id }) => id));
    expect([...journal.submitted].filter((id) => !there.has(id))).toEqual([]);

    const steps = await look<{ key: string; n: number }>(
      `select subject_id || ' ' || action as key, count(*)::int as n from events
       where subject_type = 'rectifications' and action <> 'create' group by 1`,
    );
    const done = new Map(steps.map(({ key, n }) => [key, n]));
    const acknowledged = new Map<string, number>();
    for (const { id, action } of journal.steps)
      acknowledged.set(`${id} ${action}`, (acknowledged.get(`${id} ${action}`) ?? 0) + 1);
    expect([...acknowledged].filter(([key, n]) => (done.get(key) ?? 0) < n)).toEqual([]);

    const names = await look<{ name: string; n: number }>('select name, count(*)::int as n from unions group by 1');
    const unions = new Map(names.map(({ name, n }) => [name, n]));
    expect([...journal.unions].filter((name) => unions.get(name) !== 1)).toEqual([]);
    expect([...journal.imports.values()].flat().filter((name) => unions.get(name) !== 1)).toEqual([]);

    const cookie = await sessionOf('xincheng-officer');
    for (const [id, hash] of journal.files) {
      const answer = await fetch(`${url}/api/attachments/${id}/content`, { headers: { cookie } });
      const content = Buffer.from(await answer.arrayBuffer());
      expect([id, answer.status, createHash('sha256').update(content).digest('hex')]).toEqual([id, 200, hash]);
    }
  });

  test('nothing is half there: record, history and counts agree, and the history is whole', async () => {
    const halves = await look(
      `with told as (
         select subject_type, subject_id, array_agg(action order by id) as steps from events group by 1, 2
       ), stands as (
         select 'inspections' as kind, i.id::text, i.version, case i.status when 'pending' then 'create' else 'submit' end as last
         from inspections i
         union all
         select 'rectifications', r.id::text, r.version,
           case r.status when 'open' then 'create' when 'rectified' then 'rectify' when 'closed' then 'close' else 'return' end
         from rectifications r
       )
       select kind, s.id, version, last, steps from stands s
       left join told t on t.subject_type = s.kind and t.subject_id = s.id
       where steps is null or steps[1] <> 'create' or steps[cardinality(steps)] <> last
         or cardinality(steps) <> version limit 5`,
    );
    expect(halves).toEqual([]);
    const without = await look(
      `select u.name from unions u where u.name ~ '^(某某|导入)' and (
         select count(*) from events e where e.subject_type = 'unions' and e.subject_id = u.id::text) <> 1 limit 5`,
    );
    expect(without).toEqual([]);
    const brought = await look<{ n: number }>(
      "select count(*)::int as n from unions where name like '导入%' group by split_part(name, '批', 1)",
    );
    expect(brought.filter(({ n }) => n !== 20)).toEqual([]);
    const items = await look(
      `select i.id from inspections i where (select count(*) from rectifications r where r.inspection_id = i.id)
         <> case i.status when 'pending' then 0 else 3 end limit 5`,
    );
    expect(items).toEqual([]);

    const leader = await signIn('nmg-leader');
    const { body } = await leader.get<Progress>(`/progress?campaignId=${campaignId}`);
    const counted = Object.fromEntries(countNames.map((name) => [name, body.total[name]])) as unknown as Counts;
    // Signing in is history too.
    const unsealed = () => count('select count(*)::int as n from events where seal is null');
    await until(async () => ((await unsealed()) === 0 ? true : null));
    await withOwner(async (owner) => {
      expect(counted).toEqual(await recount(owner, campaignId, '15', '2026-09-01'));
      expect(await ledgerOf(owner, '15')).toEqual(await registersOf(owner, '15'));
      expect((await verifyAudit(owner)).faults).toEqual([]);
    });
    const { submitted, steps, unions, files: kept, imports, acknowledged, refused } = journal;
    const figures = { seed: SEED, kills, acknowledged, refused, submitted: submitted.size, steps: steps.length };
    console.info(JSON.stringify({ ...figures, unions: unions.size, files: kept.size, imports: imports.size }));
  });
});

/** The session of a signed-in person, for what is not JSON. */
async function sessionOf(username: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
