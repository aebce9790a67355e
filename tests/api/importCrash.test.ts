import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { isUnderWay, type Import, type ImportStatus } from '../../shared/imports.ts';
import { builders, password } from '../support/builders.ts';
import { client, type Client } from '../support/client.ts';
import { heldUp } from '../support/locks.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';
import { until } from '../support/world.ts';

const ROWS = 12_000;
const CLOCK = '2026-09-01T09:00:00+08:00';

let database: TestDatabase;
let owner: pg.Client;
let server: ServerProcess;
let files: string;

beforeAll(async () => {
  database = await createDatabase();
  files = await mkdtemp(path.join(tmpdir(), 'union-console-import-'));
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const build = builders(owner);
  await build.openProvinces('15');
  await build.everybody();
  server = await startProcess(database, { CLOCK, DATA_DIR: files });
  await fitBrake();
});
afterAll(async () => {
  await server?.kill();
  await owner?.end();
  await database?.drop();
  await rm(files, { recursive: true, force: true });
});

const signIn = async (): Promise<Client> => {
  const person = client(server.url);
  expect((await person.login('xincheng-officer', password)).status).toBe(200);
  return person;
};

const numberOf = async (sql: string) => Number((await owner.query<{ n: string }>(sql)).rows[0]!.n);
const unions = () => numberOf("select count(*) as n from unions where name like '抢电%'");
const steps = (action: string) =>
  numberOf(`select count(*) as n from events where subject_type = 'unions' and action = '${action}'`);

const LATE = '抢电11000号工会';
const BRAKE = 4711;

/** While the owner has the brake, whoever reads, writes or deletes the row of that name waits. */
const fitBrake = () =>
  owner.query(`
    create function brake() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(${BRAKE}); return null; end $$;
    create trigger brake after insert on import_rows for each row when (new.label = '${LATE}') execute function brake();
    create trigger brake after insert on unions for each row when (new.name = '${LATE}') execute function brake();
    create trigger brake_gone after delete on unions for each row when (old.name = '${LATE}') execute function brake()`);
const brake = () => owner.query(`select pg_advisory_lock(${BRAKE})`);

/** Waits until the work of this status has come to the brake, ends the server as a power cut would, and starts another. */
async function cutIn(id: string, status: ImportStatus, meanwhile: () => Promise<void>): Promise<Client> {
  await heldUp(owner);
  const { rows } = await owner.query<Pick<Import, 'status'>>('select status from imports where id = $1', [id]);
  expect(rows).toEqual([{ status }]);
  await server.kill();
  await meanwhile();
  await owner.query(`select pg_advisory_unlock(${BRAKE})`);
  // Nobody has to wait for the minute after which a worker counts as dead.
  await owner.query("update imports set beat_at = now() - interval '2 minutes'");
  server = await startProcess(database, { CLOCK, DATA_DIR: files });
  return signIn();
}

const settled = (person: Client, id: string) =>
  until(async () => {
    const { body } = await person.get<Import>(`/imports/${id}`);
    return isUnderWay(body.status) ? null : body;
  });

test('killed with SIGKILL while it reads, writes and undoes: each step is done once and whole after the restart', async () => {
  const lines = Array.from({ length: ROWS }, (_, n) => `抢电${n}号工会,新城区,企业,${30 + (n % 99)},20`);
  const file = ['单位名称,所属地区,单位性质,职工人数,会员人数', ...lines].join('\n');
  let officer = await signIn();
  await brake();
  const sent = await officer.sendFile<Import>('/imports', '名册.csv', file, { kind: 'unions' });
  expect(sent.status).toBe(201);
  const { id } = sent.body;

  officer = await cutIn(id, 'reading', async () => expect(await unions()).toBe(0));
  const ready = await settled(officer, id);
  expect(ready).toMatchObject({ status: 'ready', counts: { create: ROWS, update: 0, unchanged: 0, error: 0 } });
  expect(await numberOf('select count(*) as n from import_rows')).toBe(ROWS);

  await brake();
  expect((await officer.post(`/imports/${id}/confirm`, { policy: 'stop' })).status).toBe(200);
  officer = await cutIn(id, 'writing', async () => expect([await unions(), await steps('create')]).toEqual([0, 0]));
  expect(await settled(officer, id)).toMatchObject({ status: 'done' });
  expect([await unions(), await steps('create')]).toEqual([ROWS, ROWS]);
  // The names of many come after the commit.
  const unnamed = () => numberOf('select count(*) filter (where names_pending) as n from imports');
  await until(async () => ((await unnamed()) === 0 ? true : null));
  const named = "select count(*) as n from search_names where subject_type = 'unions' and content like '%抢电%'";
  expect(await numberOf(named)).toBe(ROWS);

  await brake();
  expect((await officer.post(`/imports/${id}/undo`, {})).status).toBe(200);
  officer = await cutIn(id, 'undoing', async () => expect([await unions(), await steps('delete')]).toEqual([ROWS, 0]));
  expect(await settled(officer, id)).toMatchObject({ status: 'undone' });
  expect([await unions(), await steps('delete')]).toEqual([0, ROWS]);
  expect(await numberOf("select count(*) as n from search_names where subject_type = 'unions'")).toBe(0);
});
