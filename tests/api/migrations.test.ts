import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../server/migrations.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
let owner: pg.Client;
let app: pg.Client;

beforeAll(async () => {
  database = await createDatabase({ empty: true });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  app = new pg.Client({ connectionString: database.appUrl });
  await owner.connect();
});
afterAll(async () => {
  await app?.end();
  await owner?.end();
  await database?.drop();
});

const count = async (sql: string) => Number((await owner.query<{ n: string }>(sql)).rows[0]!.n);
const appRole = 'console_app';

describe('the schema', () => {
  test('is brought up once when three servers start at once, and a later start changes nothing', async () => {
    await Promise.all([1, 2, 3].map(() => migrate(database.ownerUrl, { appRole })));
    const steps = await count('select count(*) as n from schema_steps');
    await migrate(database.ownerUrl, { appRole });
    expect(await count('select count(*) as n from schema_steps')).toBe(steps);
    expect(await count('select count(*) as n from organisations')).toBe(1 + 31 + 342 + 2978 + 41_352);
    expect(await count('select count(*) as n from checklists')).toBe(2);
  });

  test('every tenant table has row security, forced, and a key that begins with the province', async () => {
    const open = await owner.query<{ relname: string }>(
      `select relname from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)`,
    );
    // What belongs to no tenant and what only sign-in touches.
    expect(open.rows.map(({ relname }) => relname).sort()).toEqual([
      'rate_limits',
      'schema_steps',
      'sessions',
      'sign_in_failures',
    ]);
    const keys = await owner.query<{ table: string; columns: string[] }>(
      `select c.conrelid::regclass::text as table, array_agg(a.attname::text order by k.place) as columns
       from pg_constraint c
       cross join unnest(c.conkey) with ordinality as k (attnum, place)
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
       where c.contype in ('p', 'u') and exists (
         select from pg_attribute p where p.attrelid = c.conrelid and p.attname = 'province_code')
       group by c.oid`,
    );
    expect(keys.rows.length).toBeGreaterThan(8);
    for (const { table, columns } of keys.rows) expect([table, columns[0]]).toEqual([table, 'province_code']);
  });

  test("the server's role owns nothing, can't become the owner, and can't change history", async () => {
    await app.connect();
    const owned = await owner.query(
      `select from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = $1`,
      [appRole],
    );
    expect(owned.rowCount).toBe(0);
    await expect(app.query('set role console_owner')).rejects.toThrow(/permission denied/);
    await expect(app.query('alter table events disable row level security')).rejects.toThrow(/must be owner/);
    await expect(app.query("update events set action = 'x'")).rejects.toThrow(/permission denied/);
    await expect(app.query('delete from events')).rejects.toThrow(/permission denied/);
    await expect(app.query('create table mine (id int)')).rejects.toThrow(/permission denied/);
  });

  test('without a scope, and with one left empty by an earlier transaction, nothing is seen', async () => {
    const seen = async () =>
      Number((await app.query<{ n: string }>('select count(*) as n from organisations')).rows[0]!.n);
    const nationOnly = 1;
    expect(await seen()).toBe(nationOnly);
    await app.query("begin; set local app.scope_from = '44'; set local app.scope_to = '45'; commit");
    expect(await seen()).toBe(nationOnly);
    await app.query("begin; set local app.scope_from = '44'; set local app.scope_to = '45'");
    expect(await seen()).toBeGreaterThan(1000);
    await app.query('rollback');
  });
});
