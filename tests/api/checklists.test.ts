import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtinIds } from '../../server/features/checklists/builtin.ts';
import type { Checklist, ChecklistItem } from '../../shared/checklists.ts';
import { sixHaves } from '../../shared/rules/scoring.ts';
import { campaignInput, openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const by = (username: string) => world.as(username);
const input = { title: '本市检查表', purpose: 'other', items: [{ key: 'A1', text: '是否公示' }] };

async function draft(more: object = {}): Promise<Checklist> {
  const answer = await (await by('hohhot-officer')).post<Checklist>('/checklists', { ...input, ...more });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function published(): Promise<Checklist> {
  const { id, version } = await draft();
  return (await (await by('hohhot-officer')).post<Checklist>(`/checklists/${id}/publish`, { version })).body;
}

const keysOf = (items: ChecklistItem[], which: (item: ChecklistItem) => unknown) =>
  items.filter(which).map(({ key }) => key);

describe('the built-in checklists', () => {
  const builtin = async (id: string) => (await (await by('gd-officer')).get<Checklist>(`/checklists/${id}`)).body;

  test('the 13 questions of the campaign', async () => {
    const { items, ownerOrgCode, status } = await builtin(builtinIds.selfInspection);
    expect({ ownerOrgCode, status, count: items.length }).toEqual({
      ownerOrgCode: 'CN',
      status: 'published',
      count: 13,
    });
    expect(keysOf(items, ({ track }) => track === 'immediate')).toEqual(['Q5', 'Q6', 'Q9', 'Q10']);
    expect(keysOf(items, ({ allowNa }) => allowNa)).toEqual(['Q7', 'Q8']);
    expect(keysOf(items, ({ evidence }) => evidence === 'required')).toEqual(['Q1', 'Q2', 'Q3', 'Q6', 'Q8', 'Q9']);
    expect(keysOf(items, ({ responsible }) => responsible === 'upper')).toEqual(['Q5']);
    expect(keysOf(items, ({ polarity }) => polarity === 'yesIsBad')).toEqual(['Q13']);
    expect(keysOf(items, ({ marks }) => marks?.includes('shell'))).toEqual(['Q13']);
  });

  test('the six haves in 31 items', async () => {
    const { items } = await builtin(builtinIds.sixHaves);
    expect(items).toHaveLength(31);
    expect(sixHaves.map((have) => items.filter(({ section }) => section === have).length)).toEqual([6, 6, 4, 6, 5, 4]);
    expect(keysOf(items, ({ core }) => !core)).toEqual(['1.6', '3.3', '5.5', '6.4']);
    expect(keysOf(items, ({ track }) => track === 'immediate')).toEqual([
      '1.3',
      '2.4',
      '3.2',
      '3.3',
      '4.3',
      '4.6',
      '5.5',
      '6.4',
    ]);
    expect(keysOf(items, ({ responsible }) => responsible === 'upper')).toEqual(['4.6']);
    expect(keysOf(items, ({ marks }) => marks?.includes('shell'))).toEqual(['6.1']);
    expect(keysOf(items, ({ allowNa }) => allowNa)).toEqual([
      '1.4',
      '1.5',
      '2.3',
      '2.5',
      '2.6',
      '4.1',
      '4.4',
      '5.1',
      '5.3',
      '5.4',
      '6.4',
    ]);
  });

  test('are cloned, never changed', async () => {
    const officer = await by('hohhot-officer');
    const path = `/checklists/${builtinIds.sixHaves}`;
    const { body } = await officer.get<Checklist>(path);
    expect(body.mayActions).toEqual(['clone']);
    expect((await officer.put(path, body)).status).toBe(403);
    expect((await officer.post(`${path}/retire`, {})).status).toBe(403);
    const copy = await officer.post<Checklist>(`${path}/clone`, { title: '呼和浩特市“六有”' });
    expect(copy.body).toMatchObject({ ownerOrgCode: '1501', status: 'draft', edition: 1, items: body.items });
  });
});

describe('a checklist of one’s own', () => {
  test('is seen below once it is published', async () => {
    const { id, version } = await draft();
    const [district, neighbour] = await Promise.all(['xincheng-officer', 'baotou-officer'].map(by));
    expect((await district!.get(`/checklists/${id}`)).status).toBe(404);
    await (await by('hohhot-officer')).post(`/checklists/${id}/publish`, { version });
    expect((await district!.get(`/checklists/${id}`)).status).toBe(200);
    expect((await district!.put(`/checklists/${id}`, input)).status).toBe(403);
    expect((await neighbour!.get(`/checklists/${id}`)).status).toBe(404);
  });

  test('never changes after that: an edit is the next edition', async () => {
    const officer = await by('hohhot-officer');
    const first = await published();
    const edited = await officer.put<Checklist>(`/checklists/${first.id}`, { ...first, title: '修订' });
    expect(edited.body).toMatchObject({ familyId: first.familyId, edition: 2, status: 'draft', title: '修订' });
    expect(edited.body.id).not.toBe(first.id);
    expect((await officer.get<Checklist>(`/checklists/${first.id}`)).body).toEqual(first);
    expect(await officer.put(`/checklists/${first.id}`, first)).toMatchObject({
      status: 409,
      body: { code: 'edition-in-draft' },
    });
    expect((await officer.del(`/checklists/${first.id}`)).status).toBe(409);
    expect((await officer.del(`/checklists/${edited.body.id}`)).status).toBe(200);
  });

  test('is published and retired once', async () => {
    const officer = await by('hohhot-officer');
    const { id, version, mayActions } = await published();
    expect(mayActions).toEqual(['retire', 'clone']);
    expect((await officer.post(`/checklists/${id}/publish`, { version })).status).toBe(409);
    expect((await officer.post<Checklist>(`/checklists/${id}/retire`, { version })).body.status).toBe('retired');
    expect((await officer.post(`/checklists/${id}/retire`, {})).status).toBe(409);
  });

  test.each([
    ['items', { items: [] }],
    ['items', { items: [input.items[0], input.items[0]] }],
    ['ownerOrgCode', { ownerOrgCode: '15' }],
    ['ownerOrgCode', { ownerOrgCode: 'CN' }],
  ])('is refused on %s for %j', async (field, more) => {
    const answer = await (await by('hohhot-officer')).post<{ errors: object }>('/checklists', { ...input, ...more });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
  });
});

test('a campaign asks what all who answer may read: questions of its own level, or from above', async () => {
  const { id } = await published();
  const campaign = (orgCode: string) => ({ ...campaignInput, checklistId: id, scope: { orgCodes: [orgCode] } });
  const above = await (await by('nmg-officer')).post<{ errors: object }>('/campaigns', campaign('15'));
  expect(above.status).toBe(422);
  expect(Object.keys(above.body.errors)).toEqual(['checklistId']);
  expect((await (await by('hohhot-officer')).post('/campaigns', campaign('1501'))).status).toBe(201);
});
