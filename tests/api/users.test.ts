import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from '../../shared/users.ts';
import { password } from '../support/builders.ts';
import { client } from '../support/client.ts';
import { exported } from '../support/workbooks.ts';
import { openWorld, type World } from '../support/world.ts';

type Made = User & { temporaryPassword: string };

let world: World;
let unionId: string;
let count = 0;

beforeAll(async () => {
  world = await openWorld();
  [unionId] = (await world.build.unions('150102', 1)) as [string];
});
afterAll(() => world?.close());

const by = (username: string) => world.as(username);
const input = (more: object = {}) => ({
  username: `new${++count}`,
  name: '新人',
  role: 'officer',
  orgCode: '150102',
  ...more,
});

async function made(more: object = {}): Promise<Made> {
  const answer = await (await by('nmg-admin')).post<Made>('/users', input(more));
  expect(answer.status).toBe(201);
  return answer.body;
}

/** Signs in with a password that needs no change any more. */
async function signedIn({ id, username }: User) {
  await world.owner.query(
    `update users set must_change_password = false,
       password_hash = (select password_hash from users where username = 'nmg-admin') where id = $1`,
    [id],
  );
  const someone = client(world.url);
  expect((await someone.login(username, password)).status).toBe(200);
  return someone;
}

describe('a new account', () => {
  test('has a readable first password that is told once', async () => {
    const account = await made();
    expect(account.temporaryPassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    const again = await (await by('nmg-admin')).get<object>(`/users/${account.id}`);
    expect(again.body).toMatchObject({ username: account.username, mustChangePassword: true, lastLoginAt: null });
    expect(JSON.stringify(again.body)).not.toMatch(/temporary|hash|argon/i);
    expect((await client(world.url).login(account.username, account.temporaryPassword)).status).toBe(200);
  });

  test('of a reporter stands where the union stands', async () => {
    expect(await made({ role: 'reporter', orgCode: '15', unionId })).toMatchObject({ orgCode: '150102', unionId });
  });

  test.each([
    ['role', 'nmg-admin', { role: 'operator', orgCode: '15' }],
    ['role', 'operator', { role: 'officer', orgCode: '15' }],
    ['orgCode', 'operator', { role: 'admin', orgCode: '1501' }],
    ['orgCode', 'nmg-admin', { orgCode: '44' }],
    ['orgCode', 'xincheng-admin', { orgCode: '1501' }],
    ['orgCode', 'gd-admin', { orgCode: '441900' }],
    ['unionId', 'nmg-admin', { role: 'reporter' }],
    ['unionId', 'nmg-admin', { role: 'reporter', orgCode: '150103', unionId: 'the union' }],
    ['unionId', 'nmg-admin', { role: 'officer', unionId: 'the union' }],
    ['username', 'nmg-admin', { username: '1x' }],
  ])('is refused on %s when %s gives %j', async (field, who, more) => {
    const union = 'unionId' in more ? { unionId } : {};
    const answer = await (await by(who)).post<{ errors: object }>('/users', input({ ...more, ...union }));
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
  });

  test('needs a username of its own in the whole country', async () => {
    const taken = await (await by('nmg-admin')).post<{ errors: object }>('/users', input({ username: 'GD-Admin' }));
    expect(taken).toMatchObject({
      status: 409,
      body: { code: 'username-taken', errors: { username: expect.any(String) } },
    });
  });

  test('is made by nobody else', async () => {
    for (const who of ['nmg-officer', 'nmg-leader'])
      expect((await (await by(who)).post('/users', input())).status).toBe(403);
  });

  test('the first of a tenant is the operator’s', async () => {
    const operator = await by('operator');
    const first = await operator.post<Made>('/users', input({ role: 'admin', orgCode: '15' }));
    expect(first.status).toBe(201);
    expect(first.body.mayActions).toEqual(['reset-password', 'disable', 'end-sessions']);
    const officer = await made();
    expect((await operator.get<User>(`/users/${officer.id}`)).body.mayActions).toEqual([]);
    expect((await operator.post(`/users/${officer.id}/disable`, {})).status).toBe(403);
  });
});

describe('an account that changes', () => {
  test('keeps its sessions with a new name, loses them with new rights', async () => {
    const admin = await by('nmg-admin');
    const account = await made();
    const someone = await signedIn(account);
    const { body } = await admin.get<User>(`/users/${account.id}`);
    const renamed = await admin.put<User>(`/users/${account.id}`, { ...body, name: '李四' });
    expect(renamed.status).toBe(200);
    expect((await someone.get<User>('/auth/me')).body).toMatchObject({ name: '李四' });
    expect((await admin.put(`/users/${account.id}`, { ...renamed.body, role: 'leader' })).status).toBe(200);
    expect((await someone.get('/auth/me')).status).toBe(401);
    const [edit] = await admin.list<{ changes: object }>('events', { subjectId: account.id, action: 'edit' });
    expect(edit!.changes).toEqual({ role: ['officer', 'leader'] });
  });

  test('leaves behind what it had made a file of, once it stands elsewhere', async () => {
    const admin = await by('nmg-admin');
    const account = await made();
    const { id } = await exported(await signedIn(account), { kind: 'unions' });
    const readFrom = async (orgCode: string) => {
      const { body } = await admin.get<User>(`/users/${account.id}`);
      expect((await admin.put(`/users/${account.id}`, { ...body, orgCode })).status).toBe(200);
      const someone = await signedIn(account);
      const answers = await Promise.all([someone.get(`/exports/${id}`), someone.get(`/exports/${id}/content`)]);
      return [...answers.map(({ status }) => status), (await someone.page('exports', {})).total];
    };
    expect(await readFrom('150103')).toEqual([404, 404, 0]);
    expect(await readFrom('1501')).toEqual([200, 200, 1]);
  });

  test.each(['disable', 'reset-password'])('is signed out by %s', async (action) => {
    const account = await made();
    const someone = await signedIn(account);
    const answer = await (await by('nmg-admin')).post<Partial<Made>>(`/users/${account.id}/${action}`, {});
    expect(answer.status).toBe(200);
    expect((await someone.get('/auth/me')).status).toBe(401);
    expect((await client(world.url).login(account.username, password)).status).toBe(action === 'disable' ? 403 : 401);
    const { temporaryPassword = password } = answer.body;
    const after = await client(world.url).login(account.username, temporaryPassword);
    expect(after).toMatchObject(action === 'disable' ? { status: 403 } : { body: { mustChangePassword: true } });
  });

  test('is disabled and enabled again, by the version that was seen', async () => {
    const admin = await by('nmg-admin');
    const { id, version } = await made();
    expect(await admin.post(`/users/${id}/enable`, {})).toMatchObject({ status: 409 });
    expect(await admin.post(`/users/${id}/disable`, { version: version + 1 })).toMatchObject({
      status: 409,
      body: { code: 'stale-version', current: { id, version } },
    });
    const off = await admin.post<User>(`/users/${id}/disable`, { version });
    expect(off.body).toMatchObject({ active: false, mayActions: ['enable'] });
    expect((await admin.post<User>(`/users/${id}/enable`, {})).body.active).toBe(true);
  });

  test('is never one’s own', async () => {
    const admin = await by('nmg-admin');
    const { body: own } = await admin.get<User>('/auth/me');
    const { body } = await admin.get<User>(`/users/${own.id}`);
    expect(body.mayActions).toEqual([]);
    expect(await admin.post(`/users/${own.id}/disable`, {})).toMatchObject({
      status: 403,
      body: { code: 'own-account' },
    });
    expect((await admin.put(`/users/${own.id}`, { ...body, role: 'officer' })).status).toBe(422);
  });

  test('goes only before it was ever used', async () => {
    const admin = await by('nmg-admin');
    const [unused, used] = [await made(), await made()];
    await signedIn(used);
    expect((await admin.del(`/users/${unused.id}`)).status).toBe(200);
    expect(await admin.del(`/users/${used.id}`)).toMatchObject({ status: 409, body: { code: 'not-deletable' } });
  });

  test('lies in the own subtree', async () => {
    const neighbour = await by('huimin-admin');
    const { id } = await made();
    for (const answer of [neighbour.get(`/users/${id}`), neighbour.del(`/users/${id}`)])
      expect((await answer).status).toBe(404);
    expect((await neighbour.post(`/users/${id}/reset-password`, {})).status).toBe(404);
  });
});
