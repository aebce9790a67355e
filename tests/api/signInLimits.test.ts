import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Role } from '../../shared/permissions.ts';
import { password } from '../support/builders.ts';
import { client, type Client } from '../support/client.ts';
import { exported, recordsOf, workbook } from '../support/workbooks.ts';
import { openWorld, until, type World } from '../support/world.ts';

let world: World;
let name: string;
let count = 0;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  name = `someone${++count}`;
});

const person = (role: Role = 'officer', orgCode = '150102') => world.build.account({ username: name, role, orgCode });
const login = (someone: Client, secret = password) => someone.login(name, secret);

async function signedIn(): Promise<Client> {
  const someone = client(world.url);
  expect((await login(someone)).status).toBe(200);
  return someone;
}

/** As if the waiting were over. */
const wait = () => world.owner.query('update sign_in_failures set blocked_until = now()');

describe('what is in the history', () => {
  test.each([
    ['a leader of the nation', 'leader'],
    ['an operator', 'operator'],
  ] as const)('signing in, out and failing, also of %s', async (_who, role) => {
    const id = await person(role, 'CN');
    expect((await login(client(world.url), 'wrong-wrong-1')).status).toBe(401);
    const someone = await signedIn();
    expect((await someone.post('/auth/logout', {})).status).toBe(204);
    const actions = await until(async () => {
      const { rows } = await world.owner.query<{ action: string }>('select action from events where subject_id = $1', [
        id,
      ]);
      return rows.length === 3 ? rows.map(({ action }) => action).toSorted() : null;
    });
    expect(actions).toEqual(['sign-in', 'sign-in-failed', 'sign-out']);
  });

  test('can be had as a table, in the words of the office', async () => {
    const id = await person();
    const someone = await signedIn();
    await someone.post('/auth/logout', {});
    const admin = await world.as('nmg-admin');
    const made = await exported(admin, { kind: 'events', filter: { subjectId: id }, sort: ['at', 'ASC'] });
    const rows = recordsOf((await workbook(admin, made)).worksheets[0]!);
    expect(rows.map((row) => [row['对象'], row['操作'], row['操作人'], row['所属组织']])).toEqual([
      ['账号', '登录', name, '新城区'],
      ['账号', '退出', name, '新城区'],
    ]);
  });

  test('no address, no secret', async () => {
    const { rows } = await world.owner.query<{ row: string }>('select to_json(e)::text as row from events e');
    expect(rows.map(({ row }) => row).join('\n')).not.toMatch(/127\.0\.0\.1|secret=|[a-z2-9]{4}(-[a-z2-9]{4}){3}"/);
  });
});

describe('limits', () => {
  beforeEach(() => world.owner.query('delete from rate_limits'));

  /** Failures from a network of its own, as a proxy tells it. */
  const from = (address: string) => client(world.url, { 'x-forwarded-for': address });

  test('nobody is kept out by what strangers type elsewhere', async () => {
    await person();
    const [home, elsewhere] = ['203.0.113.7', '198.51.100.9'];
    expect((await login(from(home))).status).toBe(200);
    for (let time = 0; time < 8; time++) {
      await wait();
      expect((await login(from(elsewhere), 'wrong-wrong-1')).status).toBe(401);
    }
    expect((await login(from(elsewhere))).status).toBe(429);
    expect((await login(from(home))).status).toBe(200);
    expect((await login(from('203.0.113.8'))).status).toBe(200);
  });

  test('many networks together make strangers wait, and not the person at the own desk', async () => {
    await person();
    const home = '203.0.113.20';
    expect((await login(from(home))).status).toBe(200);
    for (const place of [1, 2, 3]) {
      expect((await login(from(`198.51.101.${place}`), 'wrong-wrong-1')).status).toBe(401);
    }
    expect((await world.owner.query('select from rate_limits where level > 1.5')).rowCount).toBe(1);
    await world.owner.query('update rate_limits set level = 20, at = clock_timestamp() where level > 1.5');
    const stranger = await login(from('198.51.102.1'));
    expect(stranger).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
    expect(Number(stranger.headers.get('retry-after'))).toBeLessThanOrEqual(180);
    expect((await login(from(home))).status).toBe(200);
  });

  test('one network that tries many names waits, an IPv6 household as a whole', async () => {
    const household = (n: number) => `2001:db8:1:2::${n.toString(16)}`;
    for (const n of [1, 2, 3]) {
      expect((await from(household(n)).login(`nobody${name}${n}`, 'wrong-wrong-1')).status).toBe(401);
    }
    expect((await world.owner.query('select from rate_limits where level > 1.5')).rowCount).toBe(1);
    await world.owner.query('update rate_limits set level = 60, at = clock_timestamp() where level > 1.5');
    const next = await from(household(99)).login(`nobody${name}`, 'wrong-wrong-1');
    expect(next).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
    expect((await from('2001:db8:1:3::1').login(`nobody${name}`, 'wrong-wrong-1')).status).toBe(401);
    const { rows } = await world.owner.query<{ row: string }>(
      'select key as row from rate_limits union all select key from sign_in_failures',
    );
    expect(rows.map(({ row }) => row).join('\n')).not.toMatch(/2001|nobody|127\.0/);
  });

  test('tokens are not made without end', async () => {
    await person();
    const someone = await signedIn();
    const expiresOn = new Date(Date.now() + 86_400_000 * 9).toISOString().slice(0, 10);
    const make = () => someone.post('/tokens', { name: '报表', expiresOn });
    const answers = await Promise.all(Array.from({ length: 20 }, make));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await make()).toMatchObject({ status: 429 });
  });

  test('what is old is forgotten', async () => {
    await world.owner.query("update rate_limits set at = now() - interval '2 days'");
    await world.owner.query("update sign_in_failures set blocked_until = now() - interval '2 days'");
    await world.owner.query('select platform_forget_attempts()');
    const left = await world.owner.query('select key from rate_limits union all select key from sign_in_failures');
    expect(left.rows).toEqual([]);
  });
});
