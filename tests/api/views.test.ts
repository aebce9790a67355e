import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Me } from '../../shared/users.ts';
import type { View } from '../../shared/views.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

const mine = {
  name: '逾期',
  resource: 'rectifications',
  filter: { overdue: true, orgCode: ['1501'] },
  sort: { field: 'dueOn', order: 'ASC' },
  hiddenColumns: ['track'],
  isDefault: false,
};

describe('saved views', () => {
  test('belong to one person, and come back as they were saved', async () => {
    const officer = await world.as('nmg-officer');
    const made = await officer.post<View>('/views', mine);
    expect(made.status).toBe(201);
    expect(await officer.list<View>('views', { resource: 'rectifications' })).toMatchObject([mine]);
    expect(await officer.list('views', { resource: 'unions' })).toEqual([]);
    for (const other of ['nmg-second', 'nmg-admin', 'operator']) {
      const person = await world.as(other);
      expect([other, await person.list('views')]).toEqual([other, []]);
      expect([other, (await person.get(`/views/${made.body.id}`)).status]).toEqual([other, 404]);
      expect([other, (await person.put(`/views/${made.body.id}`, mine)).status]).toEqual([other, 404]);
    }
    expect((await (await world.as('nmg-second')).post('/views', mine)).status).toBe(201);
  });

  test('have names of their own in one list, and one of them opens it', async () => {
    const officer = await world.as('hohhot-officer');
    const first = await officer.post<View>('/views', { ...mine, isDefault: true });
    expect(await officer.post('/views', mine)).toMatchObject({ status: 409, body: { code: 'view-name-taken' } });
    expect((await officer.post('/views', { ...mine, resource: 'unions' })).status).toBe(201);
    const second = await officer.post<View>('/views', { ...mine, name: '延期', isDefault: true });
    const byName = async () =>
      Object.fromEntries(
        (await officer.list<View>('views', { resource: 'rectifications' })).map(({ name, isDefault }) => [
          name,
          isDefault,
        ]),
      );
    expect(await byName()).toEqual({ 逾期: false, 延期: true });
    expect(await officer.put(`/views/${first.body.id}`, { ...first.body })).toMatchObject({
      status: 409,
      body: { code: 'stale-version' },
    });
    const now = await officer.get<View>(`/views/${first.body.id}`);
    expect((await officer.put(`/views/${first.body.id}`, { ...now.body, isDefault: true, name: '最急' })).status).toBe(
      200,
    );
    expect(await byName()).toEqual({ 最急: true, 延期: false });
    expect((await officer.del(`/views/${second.body.id}`)).status).toBe(200);
    expect(await byName()).toEqual({ 最急: true });
  });

  test('refuse what can be no view', async () => {
    const officer = await world.as('nmg-officer');
    const faults = async (values: object) =>
      Object.keys(
        (await officer.post<{ errors: object }>('/views', { ...mine, name: '坏', ...values })).body.errors ?? {},
      );
    expect(await faults({ name: ' ' })).toEqual(['name']);
    expect(await faults({ resource: 'sessions' })).toEqual(['resource']);
    expect(await faults({ filter: { q: '长'.repeat(9000) } })).toEqual(['filter']);
    expect(await faults({ filter: { q: '\u0000' } })).toEqual(['filter']);
    expect(await faults({ filter: 'all' })).toEqual(['filter']);
  });
});

describe('preferences', () => {
  test('are kept for the person, told at sign-in, and seen by nobody else', async () => {
    await world.build.account({ username: 'xincheng-leader', role: 'leader', orgCode: '150102' });
    const leader = await world.as('xincheng-leader');
    const me = async () => (await leader.get<Me>('/auth/me')).body.preferences;
    expect(await me()).toEqual({});
    const kept = await leader.put('/me/preferences', { language: 'en', mode: 'dark', large: true, unknown: 1 });
    expect(kept).toMatchObject({ status: 200, body: { language: 'en', mode: 'dark', large: true } });
    expect(await me()).toEqual({ language: 'en', mode: 'dark', large: true });
    await leader.put('/me/preferences', { mode: 'light' });
    expect(await me()).toEqual({ mode: 'light' });
    expect((await leader.put('/me/preferences', { mode: 'neon' })).status).toBe(422);
    expect((await (await world.as('xincheng-officer')).get<Me>('/auth/me')).body.preferences).toEqual({});
  });
});
