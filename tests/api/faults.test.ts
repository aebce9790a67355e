import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Inspection } from '../../shared/inspections.ts';
import { verifyAudit } from '../../server/audit/verify.ts';
import { routes } from '../../server/app.ts';
import { password } from '../support/builders.ts';
import { client, type Client } from '../support/client.ts';
import { heldUp } from '../support/locks.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { openWire, type Wire } from '../support/wire.ts';
import { answersWith, issuedCampaign, openWorld, until, type World } from '../support/world.ts';

let world: World;
let wire: Wire;
let server: TestServer;
let person: Client;
let campaignId: string;

const signedIn = async (username: string): Promise<Client> => {
  const one = client(server.url);
  expect((await one.login(username, password)).status).toBe(200);
  return one;
};

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  await world.build.unions('150102', 30);
  campaignId = (await issuedCampaign(world)).id;
  wire = await openWire(world.database);
  const env = { POOL_SIZE: '2', POOL_WAIT_SECONDS: '10' };
  server = await startServer({ database: wire.database, clock: '2026-09-01T09:00:00+08:00', env });
  person = await signedIn('xincheng-officer');
});
afterAll(async () => {
  await wire?.mend();
  await server?.stop();
  await wire?.close();
  await world?.close();
});

const count = async (text: string) => Number((await world.owner.query<{ n: string }>(text)).rows[0]!.n);
const ready = async () => (await client(server.url).get('/ready')).status;
const recovered = () => until(async () => ((await ready()) === 200 ? true : null));
const pending = async (who?: Client) =>
  (who ?? (await world.as('xincheng-officer'))).list<Inspection>('inspections', { campaignId, status: 'pending' });
const submit = (who: Client, id: string) => who.post(`/inspections/${id}/submit`, { answers: answersWith(['Q4']) });

/** Every address, once, with an id of nothing where it asks for one. */
const everyAddress = routes.map(({ method, path }) => ({
  method,
  path: path.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000'),
}));

async function expectUnavailable(method: string, path: string, code: string): Promise<void> {
  const answer = await person.send(method, path, method === 'get' || method === 'delete' ? undefined : {});
  expect([method, path, answer.status, answer.body]).toEqual([
    method,
    path,
    503,
    expect.objectContaining({ status: 503, code, message: expect.any(String) }),
  ]);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
}

describe('the database away', () => {
  test('every address says so at once and when to come again; the server lives, is not ready, and recovers by itself', async () => {
    await wire.cut();
    for (const { method, path } of everyAddress) await expectUnavailable(method, path, 'unavailable');
    const nobody = client(server.url);
    expect((await nobody.login('xincheng-officer', password)).status).toBe(503);
    expect((await nobody.get('/health')).status).toBe(200);
    expect(await ready()).toBe(503);
    const measured = await nobody.get<string>('/metrics');
    expect([measured.status, measured.body]).toEqual([200, expect.stringContaining('\ndb_up 0')]);

    await wire.mend();
    await recovered();
    const [target] = await pending();
    expect((await submit(person, target!.id)).status).toBe(200);
    // Timers are back too: the step is counted and told.
    await until(async () => ((await count('select count(*) as n from notification_outbox')) === 0 ? true : null));
    await until(async () => ((await count('select count(*) as n from progress_pending')) === 0 ? true : null));
    expect(await count('select count(*) as n from failed_jobs')).toBe(0);
    await until(async () => ((await nobody.get<string>('/metrics')).body.includes('\ndb_up 1') ? true : null));
  });

  test('a database that takes connections and says nothing hangs nobody', async () => {
    wire.hush();
    await wire.cut();
    await wire.mend();
    wire.hush();
    await expectUnavailable('get', '/unions', 'unavailable');
    expect(await ready()).toBe(503);
    await wire.mend();
    await recovered();
    expect((await person.get('/unions')).status).toBe(200);
  });
});

describe('a database in trouble', () => {
  /** Holds a table, so that whoever wants to write it waits. */
  async function held<T>(table: string, act: (holder: pg.Client) => Promise<T>): Promise<T> {
    const holder = new pg.Client({ connectionString: world.database.ownerUrl });
    await holder.connect();
    try {
      await holder.query(`begin; lock table ${table} in exclusive mode`);
      return await act(holder);
    } finally {
      await holder.end();
    }
  }

  /** Stops what these connections do, as the server's own role: others may not. */
  async function cancel(pids: number[]): Promise<void> {
    const app = new pg.Client({ connectionString: world.database.appUrl });
    await app.connect();
    await app.query('select pg_cancel_backend(pid) from unnest($1::int[]) pid', [pids]);
    await app.end();
  }

  test('no connection left: whoever waits too long is told so, and nothing of it happened', async () => {
    const [first, second, third] = await pending();
    const answers = await held('rectifications', async (holder) => {
      const waiting = [first, second].map((target) => submit(person, target!.id));
      await heldUp(holder, 2);
      const late = await submit(person, third!.id);
      expect([late.status, late.body.code, late.headers.get('retry-after')]).toEqual([503, 'overloaded', '5']);
      return waiting;
    });
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await submit(person, third!.id)).status).toBe(200);
  });

  test('a statement that is stopped answers in words, and nothing of the step is left', async () => {
    const [target] = await pending();
    const before = await count('select count(*) as n from events');
    const answer = await held('rectifications', async (holder) => {
      const waiting = submit(person, target!.id);
      await cancel(await heldUp(holder));
      return waiting;
    });
    expect([answer.status, answer.body.code]).toEqual([503, 'took-too-long']);
    expect(await count('select count(*) as n from events')).toBe(before);
    expect((await pending()).some(({ id }) => id === target!.id)).toBe(true);
  });

  test('no room left: 507 in words, nothing half written, and all is well when there is room again', async () => {
    const [target] = await pending();
    const state = () =>
      count('select (select count(*) from events) * 1000000 + (select count(*) from rectifications) as n');
    const before = await state();
    await world.owner.query(`
      create function no_room() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
      create trigger no_room before insert on events for each row execute function no_room()`);
    const answer = await submit(person, target!.id);
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([507, 'database-full', '60']);
    expect(await state()).toBe(before);
    await world.owner.query('drop trigger no_room on events; drop function no_room()');
    expect((await submit(person, target!.id)).status).toBe(200);
  });
});

describe('a clock that jumps', () => {
  const RealDate = Date;
  const jump = (milliseconds: number) => {
    const offset = milliseconds;
    globalThis.Date = class extends RealDate {
      constructor(...given: unknown[]) {
        if (given.length === 0) super(RealDate.now() + offset);
        else super(...(given as [number]));
      }
      static override now = () => RealDate.now() + offset;
    } as DateConstructor;
  };
  afterAll(() => void (globalThis.Date = RealDate));

  test.each([
    ['a day ahead', 86_400_000],
    ['a day back', -86_400_000],
    ['to the right time', 0],
  ])('%s: people work on, jobs run, ids are new and the history is whole', async (_where, milliseconds) => {
    jump(milliseconds);
    const one = await signedIn('xincheng-officer');
    const [first, second] = await pending(one);
    expect((await submit(one, first!.id)).status).toBe(200);
    expect((await submit(one, second!.id)).status).toBe(200);
    expect((await submit(one, first!.id)).status).toBe(409);
    const file = await one.post<{ id: string }>('/exports', { kind: 'unions' });
    expect(file.status).toBe(201);
    await until(async () => {
      const { body } = await one.get<{ status: string }>(`/exports/${file.body.id}`);
      return body.status === 'done' ? true : null;
    });
    await until(async () => ((await count('select count(*) as n from events where seal is null')) === 0 ? true : null));
    await until(async () => ((await count('select count(*) as n from notification_outbox')) === 0 ? true : null));
    const { faults, unsealed } = await verifyAudit(world.owner);
    expect([faults, unsealed]).toEqual([[], 0]);
  });
});
