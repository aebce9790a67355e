import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Work } from '../../shared/me.ts';
import { addDays } from '../../shared/rules/days.ts';
import type { Union } from '../../shared/unions.ts';
import { openWorld, type World } from '../support/world.ts';

const today = '2026-09-16';
let world: World;

beforeAll(async () => {
  world = await openWorld({ clock: `${today}T09:00:00+08:00` });
});
afterAll(() => world?.close());

const by = (username: string) => world.as(username);

describe('terms and certificates that end', () => {
  test('are counted on the home page as in their lists, without what has been switched off', async () => {
    const officer = await by('baotou-officer');
    const add = (name: string, more: object) =>
      officer.post('/unions', { orgCode: '150202', name, kind: 'enterprise', employees: 9, members: 9, ...more });
    await add('昨天届满', { termEndsOn: addDays(today, -1) });
    await add('今天届满', { termEndsOn: today, certificateEndsOn: addDays(today, 91) });
    await add('九十天后届满', { termEndsOn: addDays(today, 90), certificateEndsOn: addDays(today, -400) });
    await add('九十一天后届满', { termEndsOn: addDays(today, 91) });
    await add('停用', { termEndsOn: addDays(today, -1), active: false });
    const names = async (filter: object) => (await officer.list<Union>('unions', filter)).map(({ name }) => name);
    expect(await names({ termEnds: 'ended', active: true })).toEqual(['昨天届满']);
    expect((await names({ termEnds: 'within90' })).sort()).toEqual(['九十天后届满', '今天届满'].sort());
    expect(await names({ certificateEnds: ['ended', 'within90'] })).toEqual(['九十天后届满']);
    const { counts } = (await officer.get<Work>('/me/work')).body;
    for (const [key, total] of [
      ['termsEnding', 3],
      ['certificatesEnding', 1],
    ] as const) {
      const entry = counts.find((one) => one.key === key)!;
      expect(entry.count).toBe(total);
      expect((await officer.page(entry.resource, { filter: entry.filter })).total).toBe(total);
    }
    expect((await (await by('nmg-leader')).get<Work>('/me/work')).body.counts.map(({ key }) => key)).not.toContain(
      'termsEnding',
    );
  });
});
