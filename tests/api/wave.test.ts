import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addCounts, countNames, type Counts } from '../../shared/rules/measures.ts';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Progress } from '../../shared/progress.ts';
import { answersWith, issuedCampaign, openWorld, type World } from '../support/world.ts';

let world: World;
let campaigns: Campaign[];

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-29T09:00:00+08:00' });
  await world.build.unions('150102', 3);
  await world.build.unions('4403', 4);
  campaigns = [await issuedCampaign(world), await issuedCampaign(world, { scope: { orgCodes: ['44'] } }, 'gd-officer')];
  const ids = campaigns.map(({ id }) => id);
  await world.owner.query(
    "update campaigns set series_id = '01890000-0000-7000-8000-000000000031' where id = any($1)",
    [ids],
  );
  const district = await world.as('xincheng-officer');
  const [one] = await district.list<Inspection>('inspections', { campaignId: ids[0] });
  await district.post(`/inspections/${one!.id}/submit`, { answers: answersWith(['Q4', 'Q7']) });
});
afterAll(() => world?.close());

const progress = async (username: string, id: string, query: string) =>
  (await (await world.as(username)).get<Progress>(`/progress?campaignId=${id}&${query}`)).body;
const counts = (row: Counts): Counts => Object.fromEntries(countNames.map((name) => [name, row[name]])) as Counts;

test('the nation asks for a wave by any of its campaigns, and gets the sum of the provinces', async () => {
  const [here, there] = campaigns.map(({ id }) => id) as [string, string];
  const provinces = [await progress('nmg-leader', here, 'by=child'), await progress('gd-officer', there, 'by=child')];
  const wanted = addCounts(provinces.map(({ total }) => counts(total)));
  expect(wanted).toMatchObject({ targets: 7, submitted: 1, items: 2 });
  for (const id of [here, there]) {
    for (const by of [
      'child',
      'item',
      'track',
      'day',
      `child&asOf=${encodeURIComponent('2026-09-29T22:00:00+08:00')}`,
    ]) {
      const { orgCode, total } = await progress('nation-leader', id, `orgCode=CN&by=${by}`);
      expect([by, orgCode, counts(total)]).toEqual([by, 'CN', wanted]);
    }
    const { rows } = await progress('nation-leader', id, 'orgCode=CN&by=child');
    expect(rows).toHaveLength(31);
    expect(addCounts(rows.map(counts))).toEqual(wanted);
    const items = await progress('nation-leader', id, 'orgCode=CN&by=item');
    expect(items.rows.map(({ items: n }) => n)).toEqual([1, 1]);
  }
});

test('a province sees its own, and the nation a province of it', async () => {
  const [here] = campaigns.map(({ id }) => id) as [string];
  expect(await progress('nmg-leader', here, 'orgCode=CN&by=child')).toMatchObject({
    orgCode: '15',
    total: { targets: 3 },
  });
  expect(await progress('nation-leader', here, 'orgCode=15&by=child')).toMatchObject({
    orgCode: '15',
    total: { targets: 3 },
  });
});
