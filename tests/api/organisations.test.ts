import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isNominal, levels, superiorOf } from '../../shared/rules/orgCode.ts';
import type { Organisation } from '../../shared/organisations.ts';
import { nationalTree } from '../../server/features/organisations/tree.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const by = (username: string) => world.as(username);
const park = (code: string, name = '测试园区工会联合会') => ({ code, name });

describe('the national tree', () => {
  test('holds every official tier, each with its nearest federation above', () => {
    const tree = nationalTree();
    const perLevel = levels.map((level) => tree.filter((node) => node.level === level).length);
    expect(perLevel).toEqual([1, 31, 342, 2978, 41352]);
    const byCode = new Map(tree.map((node) => [node.code, node]));
    expect(byCode.get('1501')).toMatchObject({ name: '呼和浩特市总工会', shortName: '呼和浩特', superiorCode: '15' });
    expect(byCode.get('3101')).toMatchObject({ nominal: true });
    expect(byCode.get('310107')).toMatchObject({ parentCode: '3101', superiorCode: '31' });
    expect(byCode.get('2224')!.shortName).toBe('延边');
    for (const { code, superiorCode } of tree) {
      expect(superiorCode).toBe(superiorOf(code));
      if (superiorCode) expect(isNominal(superiorCode) || !byCode.has(superiorCode)).toBe(false);
    }
  });

  test('is read from above down: superiors by name, never a neighbour', async () => {
    const district = await by('xincheng-officer');
    const seen = await district.list<Organisation>('organisations', {
      level: ['nation', 'province', 'city', 'district'],
    });
    expect(seen.map(({ code }) => code).sort()).toEqual(['15', '1501', '150102', 'CN']);
    expect((await district.get('/organisations/150103')).status).toBe(404);
  });
});

describe('what is added to it', () => {
  test('a park below the own organisation, once', async () => {
    const admin = await by('nmg-admin');
    const made = await admin.post<Organisation>('/organisations', park('1501P1'));
    expect(made).toMatchObject({
      status: 201,
      body: { id: '1501P1', level: 'district', kind: 'park', superiorCode: '1501', active: true, version: 1 },
    });
    expect(await admin.post('/organisations', park('1501P1'))).toMatchObject({
      status: 409,
      body: { code: 'code-taken' },
    });
    expect(await admin.list('events', { subjectId: '1501P1' })).toHaveLength(1);
  });

  test('a nominal tier is skipped by its superior', async () => {
    const made = await (await by('gd-admin')).post<Organisation>('/organisations', park('441900P01'));
    expect(made.body).toMatchObject({ parentCode: '441900', superiorCode: '4419' });
  });

  test.each([
    ['of another province', '44P1'],
    ['of a neighbour', '150103P01'],
    ['itself', '150102'],
    ['without a parent', '150199P01'],
  ])('not one %s', async (_which, code) => {
    const answer = await (await by('xincheng-admin')).post<{ errors: object }>('/organisations', park(code));
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual(['code']);
  });

  test('by admins alone', async () => {
    expect((await (await by('nmg-officer')).post('/organisations', park('1501P2'))).status).toBe(403);
  });
});

describe('a tenant', () => {
  test('is opened by the operator, once', async () => {
    const operator = await by('operator');
    const province = { code: '62', name: '甘肃省总工会' };
    expect(await operator.post('/organisations', province)).toMatchObject({ status: 201, body: { active: true } });
    expect((await operator.post('/organisations', province)).status).toBe(409);
    expect((await operator.post('/organisations', { code: '99', name: '没有这个省' })).status).toBe(422);
  });

  test('ends for everybody in it when it is closed', async () => {
    const operator = await by('operator');
    await operator.post('/organisations', { code: '63', name: '青海省总工会' });
    await world.build.account({ username: 'qh-admin', role: 'admin', orgCode: '63' });
    await world.build.account({ username: 'xining-officer', role: 'officer', orgCode: '6301' });
    const people = await Promise.all(['qh-admin', 'xining-officer'].map(by));
    const { body } = await operator.get<Organisation>('/organisations/63');
    expect((await people[0]!.put('/organisations/63', { ...body, active: false })).status).toBe(422);
    expect((await operator.put('/organisations/63', { ...body, active: false })).status).toBe(200);
    for (const someone of people) expect((await someone.get('/auth/me')).status).toBe(401);
    expect((await (await by('nmg-admin')).get('/auth/me')).status).toBe(200);
  });
});

describe('changing and deleting', () => {
  test('an admin keeps its subtree, not its superiors', async () => {
    const admin = await by('xincheng-admin');
    const own = await admin.get<Organisation>('/organisations/150102');
    const input = { ...own.body, contactName: '张三', contactPhone: '04711234567' };
    expect((await admin.put('/organisations/150102', input)).body).toMatchObject({ contactName: '张三', version: 2 });
    expect(await admin.put('/organisations/150102', input)).toMatchObject({
      status: 409,
      body: { code: 'stale-version' },
    });
    expect((await admin.put('/organisations/1501', { name: '不归我管' })).status).toBe(403);
    const nation = await (await by('nation-leader')).get<Organisation>('/organisations/150102');
    expect(nation.body.contactPhone).toBe('047****4567');
  });

  test('a new name is short as well, unless the short one is the region’s', async () => {
    const admin = await by('nmg-admin');
    await admin.post('/organisations', park('1501P8'));
    expect((await admin.put('/organisations/1501P8', { name: '鸿盛园区工会联合会' })).body).toMatchObject({
      shortName: '鸿盛园区',
    });
    expect((await admin.put('/organisations/1502', { name: '包头市工会' })).body).toMatchObject({ shortName: '包头' });
  });

  test('only what nothing hangs on goes', async () => {
    const admin = await by('nmg-admin');
    await admin.post('/organisations', park('150103P01'));
    await world.build.unions('150103P01', 1);
    expect(await admin.del('/organisations/150103P01')).toMatchObject({ status: 409, body: { code: 'not-deletable' } });
    expect((await admin.del('/organisations/150103')).status).toBe(409);
    await admin.post('/organisations', park('150103P02'));
    expect((await admin.del('/organisations/150103P02')).status).toBe(200);
    expect((await admin.get('/organisations/150103P02')).status).toBe(404);
  });
});
