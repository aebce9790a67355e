import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { delays } from '../../server/features/auth/throttle.ts';
import type { Role } from '../../shared/permissions.ts';
import type { Enrolment, OwnSession, SecondFactor } from '../../shared/signIn.ts';
import type { Me, User } from '../../shared/users.ts';
import { password } from '../support/builders.ts';
import { client, type Client } from '../support/client.ts';
import { codeAt, earlyInStep } from '../support/codes.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { heldSeconds, hold, type Waits } from '../support/waits.ts';
import { openWorld, until, type World } from '../support/world.ts';

let world: World;
let second: TestServer;
let name: string;
let count = 0;

beforeAll(async () => {
  world = await openWorld();
  second = await startServer({ database: world.database });
});
afterAll(async () => {
  await second?.stop();
  await world?.close();
});
beforeEach(() => {
  name = `someone${++count}`;
});

const person = (role: Role = 'officer', orgCode = '150102') => world.build.account({ username: name, role, orgCode });
const login = (someone: Client, secret = password) => someone.login(name, secret);

async function signedIn(url = world.url, headers = {}): Promise<Client> {
  const someone = client(url, headers);
  expect((await login(someone)).status).toBe(200);
  return someone;
}

/** As if the waiting were over. */
const wait = () => world.owner.query('update sign_in_failures set blocked_until = now()');

/** As if no code had been used yet, so that nobody has to wait half a minute for another. */
const freshCodes = () => world.owner.query('update second_factors set last_step = 0');

type Confirmed = { recoveryCodes: string[]; me: Me };

async function enrolled(someone: Client): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = (await someone.post<Enrolment>('/auth/second-factor/begin')).body;
  const answer = await someone.post<Confirmed>('/auth/second-factor/confirm', { code: codeAt(secret) });
  expect(answer.status).toBe(200);
  await freshCodes();
  return { secret, recoveryCodes: answer.body.recoveryCodes };
}

const actionsOf = async (id: string) => {
  const admin = await world.as('nmg-admin');
  const events = await admin.list<{ action: string }>('events', { subjectId: id });
  return events.map(({ action }) => action);
};

describe('the second factor', () => {
  test('is asked for once it has been confirmed by a code, and not of API tokens', async () => {
    await person();
    const someone = await signedIn();
    const expiresOn = new Date(Date.now() + 86_400_000 * 9).toISOString().slice(0, 10);
    const token = await someone.post<{ token: string }>('/tokens', { name: '报表', expiresOn });
    const begun = await someone.post<Enrolment>('/auth/second-factor/begin');
    expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/.+secret=[A-Z2-7]{32}/);
    expect((await login(client(world.url))).status).toBe(200);
    const wrong = await someone.post('/auth/second-factor/confirm', { code: '000000' });
    expect(wrong).toMatchObject({ status: 422, body: { errors: { code: expect.any(String) } } });
    const other = await signedIn();
    const { secret, recoveryCodes } = await enrolled(someone);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await someone.get('/auth/me')).status).toBe(200);
    expect((await other.get('/auth/me')).status).toBe(401);

    const again = client(world.url);
    expect(await login(again)).toMatchObject({ status: 401, body: { code: 'second-factor-required' } });
    expect((await again.get('/auth/me')).status).toBe(401);
    expect(await again.post('/auth/second-step', { code: codeAt(secret) })).toMatchObject({ status: 200 });
    expect((await again.get<Me>('/auth/me')).body.username).toBe(name);
    const headers = { authorization: `Bearer ${token.body.token}` };
    expect((await client(world.url).get('/unions', headers)).status).toBe(200);
    expect((await client(world.url).get('/auth/second-factor', headers)).status).toBe(403);
  });

  test('takes codes of the step before and after, each once', async () => {
    await person();
    const { secret } = await enrolled(await signedIn());
    const then = await earlyInStep();
    const step = async (steps: number) => {
      const someone = client(world.url);
      await login(someone);
      await wait();
      return (await someone.post('/auth/second-step', { code: codeAt(secret, steps, then) })).status;
    };
    expect(await step(-3)).toBe(401);
    expect(await step(-1)).toBe(200);
    expect(await step(-1)).toBe(401);
    expect(await step(1)).toBe(200);
    expect(await step(0)).toBe(401);
  });

  test('can be shown by a recovery code, each once', async () => {
    const id = await person();
    const { secret, recoveryCodes } = await enrolled(await signedIn());
    const kept = await world.owner.query('select to_json(r)::text from recovery_codes r');
    const sealed = await world.owner.query('select secret from second_factors where user_id = $1', [id]);
    expect(JSON.stringify([kept.rows, sealed.rows])).not.toMatch(new RegExp(`${recoveryCodes[0]!}|${secret}`));
    const someone = client(world.url);
    await login(someone);
    const typed = recoveryCodes[3]!.toUpperCase().replaceAll('-', ' ');
    expect((await someone.post('/auth/second-step', { code: typed })).status).toBe(200);
    expect((await someone.get<SecondFactor>('/auth/second-factor')).body).toMatchObject({ recoveryLeft: 9 });
    await login(someone);
    expect((await someone.post('/auth/second-step', { code: typed })).status).toBe(401);
    const renewed = await someone.get('/auth/me');
    expect(renewed.status).toBe(200);
    const fresh = await someone.post<Confirmed>('/auth/second-factor/recovery-codes', { code: codeAt(secret) });
    expect(fresh.body.recoveryCodes).toHaveLength(10);
    expect(fresh.body.recoveryCodes).not.toContain(recoveryCodes[0]);
    expect(await actionsOf(id)).toEqual(
      expect.arrayContaining(['use-recovery-code', 'new-recovery-codes', 'enroll-second-factor']),
    );
  });

  test('is not guessed: wrong codes wait longer each time, on every server', async () => {
    await person();
    await enrolled(await signedIn());
    const [here, there] = [client(world.url), client(second.url)];
    await login(here);
    await login(there);
    for (const _time of [1, 2, 3]) {
      await wait();
      expect((await here.post('/auth/second-step', { code: '111111' })).status).toBe(401);
    }
    await hold(world.owner);
    const refused = await there.post<Waits>('/auth/second-step', { code: '111111' });
    expect(refused.status).toBe(429);
    expect(heldSeconds(refused.body)).toBeLessThanOrEqual(delays[2]!);
    expect(refused.headers.get('retry-after')).toBe(String(refused.body.seconds));
  });

  test('is not guessed by many codes at once: those after the third learn nothing, even the right one', async () => {
    const id = await person();
    const { secret } = await enrolled(await signedIn());
    const someone = client(world.url);
    await login(someone);
    // Nobody else's failures are taken for these.
    await world.owner.query('delete from sign_in_failures');
    // Somebody holds the account, so that all codes are on their way before the first is looked at.
    const holder = new pg.Client({ connectionString: world.database.ownerUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from users where id = $1 for update', [id]);
    const guesses = ['111111', '222222', '333333'].map((code) => someone.post('/auth/second-step', { code }));
    const counted = 'select 1 from sign_in_failures where failures = 3';
    await until(async () => (await world.owner.query(counted)).rowCount || null);
    await hold(world.owner);
    const right = await someone.post('/auth/second-step', { code: codeAt(secret) });
    await holder.end();
    expect(right.status).toBe(429);
    expect((await Promise.all(guesses)).map(({ status }) => status)).toEqual([401, 401, 401]);
  });

  test('needs a first step that is ours and not too long ago', async () => {
    await person();
    const { secret } = await enrolled(await signedIn());
    const nobody = client(world.url);
    const code = codeAt(secret);
    expect(await nobody.post('/auth/second-step', { code })).toMatchObject({ body: { code: 'second-factor-expired' } });
    await login(nobody);
    await world.owner.query('update users set must_change_password = true where username = $1', [name]);
    expect(await nobody.post('/auth/second-step', { code })).toMatchObject({ body: { code: 'second-factor-expired' } });
  });

  test('is taken away by its owner with a code, and by an administrator without', async () => {
    const id = await person();
    const someone = await signedIn();
    const { secret } = await enrolled(someone);
    expect((await someone.post('/auth/second-factor/remove', { code: '222222' })).status).toBe(422);
    expect((await someone.post('/auth/second-factor/remove', { code: codeAt(secret) })).status).toBe(204);
    expect((await login(client(world.url))).status).toBe(200);
    await enrolled(someone);
    const admin = await world.as('nmg-admin');
    const reset = (by: Client) => by.post<User>(`/users/${id}/reset-second-factor`, {});
    expect((await reset(await world.as('nmg-officer'))).status).toBe(403);
    expect((await reset(await world.as('gd-admin'))).status).toBe(404);
    expect((await admin.get<User>(`/users/${id}`)).body.mayActions).toContain('reset-second-factor');
    expect(await reset(admin)).toMatchObject({ status: 200, body: { secondFactorSince: null } });
    expect((await reset(admin)).status).toBe(409);
    expect((await someone.get('/auth/me')).status).toBe(401);
    expect((await login(someone)).status).toBe(200);
    expect(await actionsOf(id)).toEqual(expect.arrayContaining(['remove-second-factor', 'reset-second-factor']));
  });

  test('is demanded by the province, of whom it says', async () => {
    const decide = async (secondFactor: string) => {
      const admin = await world.as('gd-admin');
      const { version } = (await admin.get<{ version: number }>('/settings/44')).body;
      expect((await admin.put('/settings/44', { signIn: { secondFactor }, version })).status).toBe(200);
    };
    const below = await (await world.as('nmg-admin')).put('/settings/1501', { signIn: { secondFactor: 'off' } });
    expect(below.status).toBe(422);
    await person('officer', '440902');
    await decide('admins');
    expect((await login(client(world.url))).body).toMatchObject({ mustEnroll: false });
    await decide('everybody');
    const someone = client(world.url);
    expect((await login(someone)).body).toMatchObject({ mustEnroll: true });
    expect(await someone.get('/unions')).toMatchObject({ status: 403, body: { code: 'must-enroll' } });
    const { secret } = await enrolled(someone);
    expect((await someone.get<Me>('/auth/me')).body.mustEnroll).toBe(false);
    expect((await someone.get('/unions')).status).toBe(200);
    const refused = await someone.post('/auth/second-factor/remove', { code: codeAt(secret) });
    expect(refused).toMatchObject({ status: 409, body: { code: 'second-factor-demanded' } });
    await world.owner.query('update users set demo = true where username = $1', [name]);
    await world.owner.query('delete from second_factors');
    expect((await login(client(world.url))).body).toMatchObject({ mustEnroll: false });
    await decide('off');
  });
});

describe('sessions', () => {
  const phone = { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 MicroMessenger/8.0' };
  const sessionsOf = async (someone: Client) => (await someone.get<OwnSession[]>('/me/sessions')).body;

  test('are listed with their device, and ended one by one, at once on every server', async () => {
    const id = await person();
    const [here, there] = [await signedIn(), await signedIn(second.url, phone)];
    const listed = await sessionsOf(here);
    expect(listed).toMatchObject([
      { browser: 'wechat', system: 'android', current: false, address: '127.0.*.*', provider: null },
      { browser: 'other', system: 'other', current: true },
    ]);
    const stored = await world.owner.query<{ sid: string }>('select sid from sessions');
    expect(stored.rows.some(({ sid }) => JSON.stringify(listed).includes(sid))).toBe(false);
    const stranger = await world.as('huimin-admin');
    expect((await stranger.del(`/me/sessions/${listed[0]!.id}`)).status).toBe(404);
    expect((await here.del(`/me/sessions/${listed[0]!.id}`)).status).toBe(200);
    expect((await there.get('/auth/me')).status).toBe(401);
    expect(await sessionsOf(here)).toHaveLength(1);
    await signedIn(second.url);
    expect((await here.post<OwnSession[]>('/me/end-other-sessions', {})).body).toMatchObject([{ current: true }]);
    expect(await actionsOf(id)).toEqual(expect.arrayContaining(['end-session', 'sign-out-everywhere']));
  });

  test('know when they were used last, about', async () => {
    await person();
    const someone = await signedIn();
    await world.owner.query(
      `update sessions set sess = jsonb_set(sess::jsonb, '{facts,seenAt}', '"2020-01-01T00:00:00.000Z"')::json
       where sess -> 'actor' ->> 'username' = $1`,
      [name],
    );
    await someone.get('/auth/me');
    const [session] = await until(async () => {
      const rows = await sessionsOf(someone);
      return rows[0]!.seenAt.startsWith('2020') ? null : rows;
    });
    expect(Date.now() - Date.parse(session!.seenAt)).toBeLessThan(60_000);
  });

  test('stay ended when the request that ends them was the first one for long', async () => {
    await person();
    const someone = await signedIn();
    const [own] = await sessionsOf(someone);
    await world.owner.query(
      `update sessions set sess = jsonb_set(sess::jsonb, '{facts,seenAt}', '"2020-01-01T00:00:00.000Z"')::json
       where sess -> 'actor' ->> 'username' = $1`,
      [name],
    );
    expect((await someone.del(`/me/sessions/${own!.id}`)).status).toBe(200);
    expect((await someone.get('/auth/me')).status).toBe(401);
  });

  test('are ended by an administrator, and by whatever changes the rights of an account', async () => {
    const id = await person();
    const admin = await world.as('nmg-admin');
    const edit = { name: '某某', role: 'leader', orgCode: '150102' };
    const acts: (() => Promise<{ status: number }>)[] = [
      () => admin.post(`/users/${id}/end-sessions`, {}),
      () => admin.put(`/users/${id}`, edit),
      () => admin.put(`/users/${id}`, { ...edit, orgCode: '150103' }),
    ];
    for (const act of acts) {
      const someone = await signedIn(second.url);
      expect((await act()).status).toBe(200);
      expect((await someone.get('/auth/me')).status).toBe(401);
    }
    expect(await actionsOf(id)).toContain('end-sessions');
  });
});
