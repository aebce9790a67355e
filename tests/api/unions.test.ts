import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Union } from '../../shared/unions.ts';
import { issuedCampaign, openWorld, type World } from '../support/world.ts';

let world: World;
let count = 0;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const by = (username: string) => world.as(username);
const input = (more: object = {}) => ({
  orgCode: '150102',
  name: `新城区测试工会${++count}`,
  kind: 'enterprise',
  employees: 120,
  members: 100,
  chairPhone: '13812345678',
  ...more,
});

async function made(more: object = {}): Promise<Union> {
  const answer = await (await by('xincheng-officer')).post<Union>('/unions', input(more));
  expect(answer.status).toBe(201);
  return answer.body;
}

describe('a union', () => {
  test.each([
    ['orgCode', 'xincheng-officer', { orgCode: '150103' }],
    ['orgCode', 'xincheng-officer', { orgCode: '150199' }],
    ['orgCode', 'gd-officer', { orgCode: '441900' }],
    ['femaleMembers', 'xincheng-officer', { femaleMembers: 101 }],
    ['termEndsOn', 'xincheng-officer', { foundedOn: '2024-05-01', termEndsOn: '2024-04-30' }],
    ['foundedOn', 'xincheng-officer', { foundedOn: '2024-02-30' }],
  ])('is refused on %s when %s gives %j', async (field, who, more) => {
    const answer = await (await by(who)).post<{ errors: object }>('/unions', input(more));
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
  });

  test('has a name of its own within its organisation', async () => {
    const { name } = await made();
    const again = await (await by('xincheng-officer')).post<{ errors: object }>('/unions', input({ name }));
    expect(again).toMatchObject({ status: 409, body: { code: 'name-taken', errors: { name: expect.any(String) } } });
  });

  test('is changed by the version that was seen; the history masks numbers', async () => {
    const officer = await by('xincheng-officer');
    const union = await made();
    const changed = { ...union, employees: 130, chairPhone: '13900001111' };
    expect((await officer.put<Union>(`/unions/${union.id}`, changed)).body).toMatchObject({
      employees: 130,
      version: 2,
    });
    expect(await officer.put(`/unions/${union.id}`, changed)).toMatchObject({
      status: 409,
      body: { code: 'stale-version', current: { employees: 130 } },
    });
    const [edit] = await officer.list<HistoryEvent>('events', { subjectId: union.id, action: 'edit' });
    expect(edit!.changes).toEqual({ employees: [120, 130], chairPhone: ['138****5678', '139****1111'] });
  });

  test('shows the nation no telephone numbers', async () => {
    const { id } = await made();
    const [nation, district] = await Promise.all(['nation-leader', 'xincheng-officer'].map(by));
    expect((await nation!.get<Union>(`/unions/${id}`)).body.chairPhone).toBe('138****5678');
    expect((await district!.get<Union>(`/unions/${id}`)).body.chairPhone).toBe('13812345678');
  });

  test('moves with its reporters, who sign in again', async () => {
    const officer = await by('xincheng-officer');
    const union = await made();
    const username = `chair${count}`;
    await world.build.account({ username, role: 'reporter', orgCode: '150102', unionId: union.id });
    const chair = await by(username);
    expect((await officer.put(`/unions/${union.id}`, { ...union, orgCode: '150102001' })).status).toBe(200);
    expect((await chair.get('/auth/me')).status).toBe(401);
    const { rows } = await world.owner.query('select org_code from users where username = $1', [username]);
    expect(rows).toEqual([{ org_code: '150102001' }]);
    expect(await officer.del(`/unions/${union.id}`)).toMatchObject({ status: 409, body: { code: 'not-deletable' } });
  });

  test('stays where it was inspected, and stays', async () => {
    const officer = await by('xincheng-officer');
    const union = await made();
    await issuedCampaign(world, { orgCode: '150102', scope: { orgCodes: ['150102'] } });
    const moved = await officer.put(`/unions/${union.id}`, { ...union, orgCode: '150102001' });
    expect(moved).toMatchObject({ status: 409, body: { code: 'not-movable' } });
    expect(await officer.del(`/unions/${union.id}`)).toMatchObject({ status: 409, body: { code: 'not-deletable' } });
    const unused = await made();
    expect((await officer.del(`/unions/${unused.id}`)).status).toBe(200);
  });

  test('is no business of leaders to change, nor of the operator to read', async () => {
    const { id } = await made();
    expect((await (await by('nmg-leader')).put(`/unions/${id}`, input())).status).toBe(403);
    expect((await (await by('operator')).get(`/unions/${id}`)).status).toBe(403);
  });
});
