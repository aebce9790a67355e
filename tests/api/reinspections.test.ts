import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import type { Reinspection, ReinspectionPreview, ReinspectionProof } from '../../shared/reinspections.ts';
import { closedItems, nobodysId, type ClosedItems } from '../support/closedItems.ts';
import type { World } from '../support/world.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let scene: ClosedItems;
let world: World;
let campaign: Campaign;

beforeAll(async () => {
  scene = await closedItems();
  ({ world, campaign } = scene);
});
afterAll(() => world?.close());

const draw: ClosedItems['draw'] = (...given) => scene.draw(...given);
const without = async (drawn: Reinspection) =>
  expect((await (await world.as('hohhot-officer')).del(`/reinspections/${drawn.id}`)).status).toBe(200);

describe('the draw', () => {
  test('reaches exactly the closed items that this person may reopen, whoever it is', async () => {
    for (const [username, expected] of [
      ['hohhot-officer', 16],
      ['nmg-officer', 16],
      ['baotou-officer', 0],
      ['xincheng-officer', 0],
    ] as const) {
      const person = await world.as(username);
      const closed = await person.list<Rectification>('rectifications', { campaignId: campaign.id, status: 'closed' });
      const mine = closed.filter(({ mayActions }) => mayActions.includes('reopen'));
      const { body } = await person.get<ReinspectionPreview>(`/reports/reinspection?campaignId=${campaign.id}`);
      expect([username, body.populationSize, mine.length]).toEqual([username, expected, expected]);
    }
  });

  test('is previewed by district, and drawn as previewed', async () => {
    const city = await world.as('hohhot-officer');
    const { body: seen } = await city.get<ReinspectionPreview>(
      `/reports/reinspection?campaignId=${campaign.id}&share=0.25`,
    );
    expect(seen).toMatchObject({
      populationSize: 16,
      sampleSize: 4,
      strata: [
        { code: '150102', population: 12, sample: 3 },
        { code: '150103', population: 4, sample: 1 },
      ],
    });
    const drawn = await draw({ method: { share: 0.25 }, seed: 'lottery-2026-117' });
    expect(drawn).toMatchObject({ status: 201, body: { ...seen, seed: 'lottery-2026-117', status: 'open' } });
    expect(drawn.body.items!.map(({ stratum }) => stratum)).toEqual(['150102', '150102', '150102', '150103']);
    await without(drawn.body);
  });

  test('is repeated by its proof, and by anybody else from what the proof says', async () => {
    const { body: drawn } = await draw({ method: { size: 5 } });
    const { body: proof } = await (
      await world.as('nmg-leader')
    ).get<ReinspectionProof>(`/reinspections/${drawn.id}/proof`);
    expect(proof).toMatchObject({ same: true, populationSize: 16, seed: drawn.seed, method: { size: 5 } });
    expect(proof.population.map(({ id }) => id)).toEqual(proof.population.map(({ id }) => id).sort());
    const again = proof.strata.flatMap(({ code, sample }) =>
      proof.population
        .filter(({ stratum }) => stratum === code)
        .map(({ id }) => ({ id, key: sha256(`${proof.seed}:${id}`) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .slice(0, sample)
        .map(({ id }) => id),
    );
    expect(again).toEqual(proof.sample);
    expect(drawn.items!.map(({ rectificationId }) => rectificationId)).toEqual(again);
    expect(proof.populationDigest).toBe(
      sha256(proof.population.map(({ id, stratum }) => `${stratum}:${id}`).join('\n')),
    );

    await world.owner.query(
      `update reinspection_items set rectification_id = (
         select id from rectifications r where campaign_id = $2 and status = 'closed'
           and not exists (select from reinspection_items i where i.rectification_id = r.id) limit 1)
       where reinspection_id = $1 and position = 1`,
      [drawn.id, campaign.id],
    );
    const forged = await (await world.as('hohhot-officer')).get<ReinspectionProof>(`/reinspections/${drawn.id}/proof`);
    expect(forged.body.same).toBe(false);
    await without(drawn);
  });

  test.each([
    ['a sample larger than its population', { method: { size: 17 } }, { 'method.size': '样本不能大于总体 16。' }],
    ['no number', { method: {} }, { 'method.size': expect.any(String) }],
    ['both numbers', { method: { size: 1, share: 0.1 } }, { 'method.size': expect.any(String) }],
    ['a share above one', { method: { share: 1.5 } }, { 'method.share': expect.any(String) }],
    ['a day that is past', { method: { size: 1 }, dueOn: '2026-10-09' }, { dueOn: expect.any(String) }],
    ['a seed with signs', { method: { size: 1 }, seed: '甲' }, { seed: expect.any(String) }],
    ['another region', { method: { size: 1 }, orgCode: '1502' }, { orgCode: expect.any(String) }],
    ['an unknown campaign', { method: { size: 1 }, campaignId: nobodysId }, { campaignId: expect.any(String) }],
  ])('refuses %s at its field, and writes nothing', async (_name, body, errors) => {
    expect(await draw(body)).toMatchObject({ status: 422, body: { errors } });
    expect((await world.owner.query('select from reinspections')).rowCount).toBe(0);
  });

  test('where there is nothing to draw, it says so', async () => {
    expect(await draw({ method: { share: 0.1 } }, 'xincheng-officer')).toMatchObject({
      status: 422,
      body: { errors: { campaignId: expect.stringContaining('没有可以抽取的问题') } },
    });
    expect((await draw({ method: { size: 1 } }, 'nmg-leader')).status).toBe(403);
  });

  test('a share that rounds to nothing draws one; what waits in one draw is in no other', async () => {
    const { body: first } = await draw({ method: { share: 0.001 } });
    expect(first.sampleSize).toBe(1);
    const { body: rest } = await draw({ method: { share: 1 } });
    expect(rest.sampleSize).toBe(15);
    const drawn = [...first.items!, ...rest.items!].map(({ rectificationId }) => rectificationId);
    expect(new Set(drawn).size).toBe(16);
    await without(rest);
    await without(first);
  });

  test('two draws at once share nothing', async () => {
    const answers = await Promise.all([
      draw({ method: { size: 12 }, seed: 'a' }),
      draw({ method: { size: 12 }, seed: 'b' }, 'nmg-officer'),
    ]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => [201, 409, 422].includes(status))).toBe(true);
    const made = answers.find(({ status }) => status === 201)!.body;
    expect((await (await world.as('nmg-officer')).del(`/reinspections/${made.id}`)).status).toBe(200);
  });

  test('below one district only, its townships are the strata', async () => {
    const { body } = await draw({ method: { size: 6 }, orgCode: '150102' });
    expect(body.strata).toMatchObject([
      { code: '150102', population: 8, sample: 4 },
      { code: '150102001', population: 4, sample: 2 },
    ]);
    expect((await (await world.as('xincheng-officer')).get(`/reinspections/${body.id}`)).status).toBe(404);
    await without(body);
  });
});
