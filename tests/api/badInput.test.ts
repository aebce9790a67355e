import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { can, resources, type Resource } from '../../shared/permissions.ts';
import { campaignInput, openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await world.build.unions('150102', 2);
});
afterAll(() => world?.close());

const readerOf = (resource: Resource) => world.as(can({ role: 'admin' }, 'list', resource) ? 'nmg-admin' : 'operator');

const problem = {
  status: expect.any(Number),
  title: expect.any(String),
  message: expect.any(String),
  code: expect.any(String),
};

describe('bad input gets a sentence and a 4xx, and the server goes on', () => {
  test.each([
    ['an unknown filter key', 'filter={"nope":1}'],
    ['an unknown operator', 'filter={"name_like":"x"}'],
    ['a filter that is no object', 'filter=[1]'],
    ['a filter that is no JSON', 'filter={'],
    ['a deep filter', `filter=${'['.repeat(1500)}${']'.repeat(1500)}`],
    ['a value of the wrong type', 'filter={"employees_gte":"many"}'],
    ['an unknown sort field', 'sort=["passwordHash","ASC"]'],
    ['the hidden column', 'sort=["provinceCode","ASC"]'],
    ['a wrong direction', 'sort=["name","SIDEWAYS"]'],
    ['a range of more than 1,000 rows', 'range=[0,1000]'],
    ['a range backwards', 'range=[5,1]'],
    ['an unknown parameter', 'page=2'],
    ['a NUL in a search', 'filter={"q":"a\\u0000b"}'],
  ])('%s is 400, on every list', async (_what, query) => {
    for (const resource of resources) {
      const reader = await readerOf(resource);
      const answer = await reader.get(`/${resource}?${encodeURI(query)}`);
      // Only unions have employees; elsewhere the key itself is unknown.
      expect([resource, answer.status, answer.body]).toEqual([resource, 400, expect.objectContaining(problem)]);
    }
  });

  test('what is not JSON, too large, or of another type', async () => {
    const admin = await world.as('nmg-admin');
    const raw = (body: string, type = 'application/json') =>
      admin.raw('post', '/unions', { body, headers: { 'content-type': type } });
    expect((await raw('{"name":')).status).toBe(400);
    expect((await raw(`"${'x'.repeat(10_000_000)}"`)).status).toBe(413);
    expect((await raw('name=x', 'application/x-www-form-urlencoded')).status).toBe(422);
    expect((await raw('null')).status).toBe(400);
    expect(
      (
        await admin.post('/unions', {
          orgCode: '150102',
          name: 'a\u0000b',
          kind: 'enterprise',
          employees: 1,
          members: 1,
        })
      ).status,
    ).toBe(422);
    expect((await admin.get('/unions/%00')).status).toBe(404);
    expect((await admin.get('/unions/%E0%A4%A')).status).toBe(400);
    expect((await admin.get('/health')).status).toBe(200);
  });

  test('dates out of order are shown at their field, and nothing is written', async () => {
    const officer = await world.as('nmg-officer');
    const wrong = await officer.post('/campaigns', {
      ...campaignInput,
      submitBy: '2026-05-01',
      scheduledDueOn: '2026-08-01',
    });
    expect(wrong).toMatchObject({
      status: 422,
      body: { errors: { submitBy: '日期先后顺序不对。', scheduledDueOn: '日期先后顺序不对。' } },
    });
    expect(await officer.post('/campaigns', { ...campaignInput, startsOn: '2026-02-30' })).toMatchObject({
      status: 422,
      body: { errors: { startsOn: expect.any(String) } },
    });
    expect((await officer.page('campaigns', {})).total).toBe(0);
  });

  test('an empty text is missing, a single letter too short', async () => {
    const officer = await world.as('nmg-officer');
    const wrong = (title: string) => officer.post('/campaigns', { ...campaignInput, title });
    expect((await wrong('')).body).toMatchObject({ status: 422, errors: { title: '必填。' } });
    expect((await wrong('  ')).body).toMatchObject({ status: 422, errors: { title: '必填。' } });
    expect((await wrong('查')).body).toMatchObject({ status: 422, errors: { title: '内容过短。' } });
  });

  test('an id of another shape is a record that is not there', async () => {
    for (const resource of resources) {
      const reader = await readerOf(resource);
      for (const id of ['15X', 'AB', 'nope']) {
        expect([resource, id, (await reader.get(`/${resource}/${id}`)).status]).toEqual([resource, id, 404]);
      }
    }
  });

  test('an unknown union, an issuer above one’s own, a scope outside', async () => {
    const city = await world.as('hohhot-officer');
    expect(await city.post('/campaigns', { ...campaignInput, scope: { orgCodes: ['15'] } })).toMatchObject({
      status: 422,
    });
    expect(await city.post('/campaigns', { ...campaignInput, orgCode: '15' })).toMatchObject({ status: 422 });
  });

  test('days, instants and letters that no database keeps are refused, not broken on', async () => {
    const officer = await world.as('nmg-officer');
    const filter = (value: object) => officer.page('rectifications', { filter: value });
    for (const value of [
      { dueOn_gte: '0000-01-01' },
      { closedAt_gte: '0000-01-01T00:00:00Z' },
      { closedAt_gte: '2026-01-01T00:00:00+20:00' },
    ]) {
      expect([value, (await filter(value)).status]).toEqual([value, 400]);
    }
    expect((await officer.post('/campaigns', { ...campaignInput, startsOn: '0000-01-01' })).status).toBe(422);
    // Half a character, and one that would make every Word file with it unreadable.
    for (const title of ['自查\ud800', '自查\uffff']) {
      expect((await officer.post('/campaigns', { ...campaignInput, title })).status).toBe(422);
    }
    const id = '00000000-0000-7000-8000-000000000001';
    for (const asOf of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
      expect((await officer.get(`/progress?campaignId=${id}&asOf=${asOf}`)).status).toBeLessThan(500);
    }
  });

  test('the sentence is in the language of the reader', async () => {
    const admin = await world.as('nmg-admin');
    const path = '/unions?range=[0,5000]';
    expect((await admin.get(path, { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.5' })).body).toMatchObject({
      message: 'The query is not valid: range',
    });
    expect((await admin.get(path, { 'accept-language': 'zh-CN' })).body).toMatchObject({
      message: '查询条件有误：range',
    });
  });

  test('an address with another method is 405 and names those that exist', async () => {
    const admin = await world.as('nmg-admin');
    const answer = await admin.put('/inspections/00000000-0000-7000-8000-000000000001', {});
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await admin.get('/nothing-here')).status).toBe(404);
  });

  test('requests of a foreign origin change nothing', async () => {
    const admin = await world.as('nmg-admin');
    const answer = await admin.post('/unions', {}, { origin: 'https://elsewhere.example' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'foreign-origin' } });
  });
});
