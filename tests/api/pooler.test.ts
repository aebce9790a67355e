import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import sql from 'sql-template-tag';
import type { Export } from '../../shared/exports.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Union } from '../../shared/unions.ts';
import { platformActor } from '../../server/db/platform.ts';
import { startPooler, type Pooler } from '../support/pgbouncer.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { openWorld, signIn, submittedInspection, until, type World } from '../support/world.ts';

/** Fewer than the server itself would open. */
const CONNECTIONS = 3;

let pooler: Pooler;
let database: TestDatabase;
let world: World;

beforeAll(async () => {
  database = await createDatabase();
  pooler = await startPooler(database.appUrl, CONNECTIONS);
  const env = { DATABASE_POOLER: 'on', POOL_SIZE: '8' };
  world = await openWorld({ database: { ...database, appUrl: pooler.url, drop: () => Promise.resolve() }, env });
  await world.build.unions('150102', 2);
  await world.build.unions('4401', 2);
});
afterAll(async () => {
  await world?.close();
  await pooler?.stop();
  await database?.drop();
});

test('a transaction keeps its scope and its limits, and leaves nothing prepared, on connections that all share', async () => {
  const facts = await world.deps.as(platformActor, 'zh', async (ctx) => {
    const [limit] = await ctx.query<{ statement_timeout: string }>(sql`show statement_timeout`);
    const [idle] = await ctx.query<{ idle_in_transaction_session_timeout: string }>(
      sql`show idle_in_transaction_session_timeout`,
    );
    return { ...limit, ...idle };
  });
  expect(facts).toEqual({ statement_timeout: '30s', idle_in_transaction_session_timeout: '30s' });
  const people = await Promise.all(['nmg-officer', 'gd-officer', 'xincheng-officer'].map((name) => world.as(name)));
  const pages = await Promise.all(
    Array.from({ length: 45 }, async (_, n) => {
      const rows = await people[n % 3]!.list<Union>('unions');
      return rows.every(({ orgCode }) => orgCode.startsWith(['15', '44', '150102'][n % 3]!)) && rows.length > 0;
    }),
  );
  expect(pages.every(Boolean)).toBe(true);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ n: number }>(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and usename = 'console_app'",
  );
  await owner.end();
  expect(rows[0]!.n).toBeLessThanOrEqual(CONNECTIONS);
  const prepared = await world.deps.pool.query<{ n: number }>('select count(*)::int as n from pg_prepared_statements');
  expect(prepared.rows[0]!.n).toBe(0);
});

test('nobody who holds a connection waits for another: more sign in at once than there are connections', async () => {
  const people = await Promise.all(Array.from({ length: 4 * CONNECTIONS }, () => signIn(world.url, 'hohhot-officer')));
  const seen = await Promise.all(people.map((person) => person.get('/auth/me')));
  expect(seen.map(({ status }) => status)).toEqual(people.map(() => 200));
});

test('campaigns are issued, items moved, figures told and files made as without it', async () => {
  const { inspection } = await submittedInspection(world, ['Q1', 'Q2']);
  const officer = await world.as('nmg-officer');
  const { body } = await officer.get<Progress>(`/progress?campaignId=${inspection.campaignId}`);
  expect(body.total).toMatchObject({ submitted: 1, items: 2 });
  const order = await officer.post<Export>('/exports', { kind: 'rectifications', format: 'csv', filter: {} });
  const done = await until(async () => {
    const { body: state } = await officer.get<Export>(`/exports/${order.body.id}`);
    return state.status === 'done' || state.status === 'failed' ? state : null;
  });
  expect(done).toMatchObject({ status: 'done', counts: { rows: 2 } });
});
