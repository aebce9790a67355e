import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { delays } from '../../server/features/auth/throttle.ts';
import type { Role } from '../../shared/permissions.ts';
import type { Me } from '../../shared/users.ts';
import { password } from '../support/builders.ts';
import { client } from '../support/client.ts';
import { heldSeconds, hold } from '../support/waits.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let name: string;
let count = 0;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  name = `person${++count}`;
});

const person = (role: Role = 'officer', orgCode = '150102') => world.build.account({ username: name, role, orgCode });
const login = (username: string, secret = password) => client(world.url).login(username, secret);

async function signedIn(username = name) {
  const someone = client(world.url);
  expect((await someone.login(username, password)).status).toBe(200);
  return someone;
}

/** As if the waiting were over. */
const wait = () => world.owner.query('update sign_in_failures set blocked_until = now()');

describe('signing in', () => {
  test('tells who one is, and keeps it in a cookie that no script reads', async () => {
    await person();
    const someone = client(world.url);
    const answer = await someone.login(` ${name.toUpperCase()} `, password);
    expect(answer.body).toMatchObject({
      username: name,
      role: 'officer',
      org: { code: '150102', name: '新城区总工会', level: 'district', path: ['内蒙古', '呼和浩特', '新城区'] },
      union: null,
      permissions: expect.arrayContaining(['unions:create']),
      mustChangePassword: false,
    });
    expect(answer.headers.get('set-cookie')).toMatch(/^uc\.sid=.+; HttpOnly; SameSite=Lax$/);
    const me = await someone.get<Me>('/auth/me');
    expect(me.body).toEqual({ ...(answer.body as Me), now: me.body.now });
  });

  test('nobody is nobody', async () => {
    const nobody = client(world.url);
    expect((await nobody.get('/auth/me')).status).toBe(401);
    expect((await nobody.get('/unions')).body).toMatchObject({ code: 'not-signed-in' });
  });

  test('gets a new session id, and the old one is worth nothing', async () => {
    await person();
    const someone = await signedIn();
    const first = await world.owner.query('select sid from sessions where sess->>$1 is not null', ['userId']);
    await someone.login(name, password);
    const second = await world.owner.query('select sid from sessions where sid = any($1)', [
      first.rows.map((r) => r.sid),
    ]);
    expect(second.rows.length).toBe(first.rows.length - 1);
  });

  test('is an event of the account', async () => {
    const id = await person();
    await signedIn();
    const admin = await world.as('nmg-admin');
    expect(await admin.list('events', { subjectId: id, action: 'sign-in' })).toHaveLength(1);
  });

  test.each(['user', 'organisation', 'province'])('is refused when the %s is inactive', async (what) => {
    const id = await person('officer', '150123');
    const off: Record<string, [string, string]> = {
      user: ['update users set active = $2 where id = $1', id],
      organisation: ['update organisations set active = $2 where code = $1', '150123'],
      province: ['update organisations set active = $2 where code = $1', '15'],
    };
    const [statement, key] = off[what]!;
    await world.owner.query(statement, [key, false]);
    try {
      expect(await login(name)).toMatchObject({ status: 403, body: { code: 'account-disabled' } });
      expect((await login(name, 'not-the-password-1')).status).toBe(401);
    } finally {
      await world.owner.query(statement, [key, true]);
    }
    expect((await login(name)).status).toBe(200);
  });

  test('ends with signing out', async () => {
    await person();
    const someone = await signedIn();
    expect((await someone.post('/auth/logout', {})).status).toBe(204);
    expect((await someone.get('/auth/me')).status).toBe(401);
  });
});

describe('failed sign-ins', () => {
  const fail = async (username: string, times: number) => {
    for (let time = 0; time < times; time++) {
      await wait();
      expect(await login(username, 'wrong-wrong-1')).toMatchObject({ status: 401, body: { code: 'wrong-password' } });
    }
  };

  test.each([
    ['a person', true],
    ['a name that nobody has', false],
  ])('make %s wait, longer each time', async (_who, exists) => {
    if (exists) await person();
    await fail(name, 3);
    await hold(world.owner);
    const refused = await login(name);
    expect(refused).toMatchObject({ status: 429, body: { code: 'account-locked' } });
    expect(heldSeconds(refused.body)).toBeLessThanOrEqual(delays[2]!);
    expect(refused.headers.get('retry-after')).toBe(String(refused.body.seconds));
    await fail(name, 7);
    const locked = await login(name);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(14 * 60);
  });

  test('are forgotten after a success, and touch nobody else', async () => {
    await person();
    await fail(name, 4);
    expect((await login('nmg-officer')).status).toBe(200);
    await wait();
    expect((await login(name)).status).toBe(200);
    await fail(name, 2);
    expect((await login(name)).status).toBe(200);
  });

  test('that come at once are not each a guess', async () => {
    await person();
    const begun = Date.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => login(name, 'wrong-wrong-1')));
    // On a machine so slow that a wait ends meanwhile, one more is a guess for each that did.
    let [guesses, waited] = [1, 0];
    for (const delay of delays) if ((waited += delay) * 1000 <= Date.now() - begun) guesses += 1;
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(guesses);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  test('do not slow down right ones', async () => {
    await person();
    const answers = await Promise.all(Array.from({ length: 20 }, () => login(name)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  });
});

describe('the own password', () => {
  test('a first one must be changed before anything else', async () => {
    const admin = await world.as('nmg-admin');
    const made = await admin.post<{ temporaryPassword: string }>('/users', {
      username: name,
      name: '新人',
      role: 'officer',
      orgCode: '150102',
    });
    const someone = client(world.url);
    const current = made.body.temporaryPassword;
    expect((await someone.login(name, current)).body).toMatchObject({ mustChangePassword: true });
    expect(await someone.get('/unions')).toMatchObject({ status: 403, body: { code: 'must-change-password' } });
    expect((await someone.get('/auth/me')).status).toBe(200);
    const changed = await someone.post('/auth/password', { current, next: 'neues-passwort-7' });
    expect(changed).toMatchObject({ status: 200, body: { mustChangePassword: false } });
    expect((await someone.get('/unions')).status).toBe(200);
    expect((await login(name, current)).status).toBe(401);
  });

  test.each([
    ['short', 'kurz-7'],
    ['simple', 'aaaaaaaaaaaa'],
    ['the same', password],
    ['endless', 'xY7-'.repeat(40)],
  ])('is refused when it is %s', async (_why, next) => {
    await person();
    const someone = await signedIn();
    const answer = await someone.post<{ errors: object }>('/auth/password', { current: password, next });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual(['next']);
  });

  test('changing it needs the current one and signs out elsewhere', async () => {
    await person();
    const [here, elsewhere] = [await signedIn(), await signedIn()];
    const wrong = await here.post<{ errors: object }>('/auth/password', { current: 'no', next: 'neues-passwort-7' });
    expect(Object.keys(wrong.body.errors)).toEqual(['current']);
    const right = await here.post('/auth/password', { current: password, next: 'neues-passwort-7' });
    expect(right.status).toBe(200);
    expect((await here.get('/auth/me')).status).toBe(200);
    expect((await elsewhere.get('/auth/me')).status).toBe(401);
  });

  test('one can sign out everywhere', async () => {
    await person();
    const [here, elsewhere] = [await signedIn(), await signedIn()];
    expect((await here.post('/auth/logout-everywhere', {})).status).toBe(204);
    expect((await here.get('/auth/me')).status).toBe(401);
    expect((await elsewhere.get('/auth/me')).status).toBe(401);
  });
});

describe('requests of other sites', () => {
  test.each([
    [{ origin: 'https://elsewhere.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{}, 204],
  ])('%j', async (headers, status) => {
    await person();
    const someone = await signedIn();
    const own = status === 204 ? { origin: world.url } : headers;
    expect((await someone.post('/auth/logout-everywhere', {}, own as Record<string, string>)).status).toBe(status);
  });
});

describe('API tokens', () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  type Made = { id: string; token: string };

  test('act for their owner from anywhere, and only as long as they last', async () => {
    await person();
    const someone = await signedIn();
    const made = await someone.post<Made>('/tokens', { name: '报表', expiresOn: day(30) });
    expect(made).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^uc_.{43}$/) } });
    const authorization = `Bearer ${made.body.token}`;
    const program = client(world.url);
    const headers = { authorization, origin: 'https://elsewhere.example' };
    expect((await program.get<Me>('/auth/me', headers)).body.username).toBe(name);
    expect((await program.post('/unions', {}, headers)).status).toBe(422);
    await world.owner.query('update tokens set expires_on = $2 where id = $1', [made.body.id, day(-1)]);
    expect((await program.get('/unions', headers)).status).toBe(401);
    expect((await someone.get('/unions', { authorization: 'Bearer uc_wrong' })).status).toBe(401);
  });

  test('wait for no first password of an account that was given none, and signs in at its organisation', async () => {
    await person();
    const made = await (await signedIn()).post<Made>('/tokens', { name: '报表', expiresOn: day(30) });
    const headers = { authorization: `Bearer ${made.body.token}` };
    await world.owner.query('update users set must_change_password = true where username = $1', [name]);
    expect((await client(world.url).get('/unions', headers)).status).toBe(403);
    await world.owner.query("update users set password_hash = '!' where username = $1", [name]);
    expect((await client(world.url).get('/unions', headers)).status).toBe(200);
  });

  test('are kept as a hash, told once, and seen by nobody else', async () => {
    await person();
    const someone = await signedIn();
    const made = await someone.post<Made>(
      '/tokens',
      { name: '报表', expiresOn: day(30) },
      { 'idempotency-key': 'once' },
    );
    const kept = await world.owner.query('select to_json(t)::text as row from tokens t');
    const keys = await world.owner.query('select to_json(k)::text as row from idempotency_keys k');
    expect(JSON.stringify([kept.rows, keys.rows])).not.toContain(made.body.token);
    expect((await someone.get<object>(`/tokens/${made.body.id}`)).body).not.toHaveProperty('token');
    const admin = await world.as('nmg-admin');
    expect((await admin.get(`/tokens/${made.body.id}`)).status).toBe(404);
  });

  test.each([0, 400])('do not expire in %i days', async (days) => {
    const admin = await world.as('nmg-admin');
    expect((await admin.post('/tokens', { name: 'x', expiresOn: day(days) })).status).toBe(422);
  });
});

test('the demo accounts are told by a demo alone', async () => {
  expect(await client(world.url).get('/auth/demo')).toMatchObject({ status: 200, body: null });
});
