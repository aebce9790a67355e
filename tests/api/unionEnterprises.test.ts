import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Enterprise } from '../../shared/enterprises.ts';
import { ledgerOf, registersOf } from '../support/recountRegisters.ts';
import { unionActs, type Acts } from '../support/unionActs.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let acts: Acts;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  acts = await unionActs(world);
});
afterAll(() => world?.close());

describe('the enterprises that a union covers', () => {
  let made = 0;
  /** Covered by these unions, written as the owner, and counted. */
  async function enterprise(unionIds: string[], orgCode = '150102'): Promise<string> {
    const { rows } = await world.owner.query<{ id: string }>(
      `insert into enterprises (province_code, org_code, name, uscc, employees, stage, stage_since, eligible_from)
       values ('15', $1, $2, $3, 120, 'established', '2026-01-01', '-infinity') returning id`,
      [orgCode, `第${++made}公司`, `91150102MA${String(made).padStart(8, '0')}`],
    );
    const id = rows[0]!.id;
    await world.owner.query(
      `insert into enterprise_unions (province_code, enterprise_id, union_id, org_code)
       select '15', $1, unnest($2::uuid[]), $3`,
      [id, unionIds, orgCode],
    );
    await world.owner.query(
      `insert into progress_pending
         (province_code, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
       values ('15', '00000000-0000-0000-0000-000000000000', $1, '2026-01-01', '2026-01-01', 'enterprise', 'established', '', '',
         '-infinity', false, false, 1)`,
      [orgCode],
    );
    return id;
  }
  const coveredBy = async (id: string) =>
    (await acts.city.get<Enterprise>(`/enterprises/${id}`)).body.unionIds?.toSorted();
  const addsUp = async () => {
    for (const place of ['15', '150102', '150103']) {
      expect([place, await ledgerOf(world.owner, place)]).toEqual([place, await registersOf(world.owner, place)]);
    }
  };

  test('are covered by the survivor of a merger, each once', async () => {
    const [[a], [b]] = [await acts.named('150102'), await acts.named('150103')];
    const alone = await enterprise([a!]);
    const both = await enterprise([a!, b!]);
    expect(await acts.preview({ unionId: a!, kind: 'merge', intoId: b! })).toMatchObject({
      enterprises: 2,
      uncovered: 1,
    });
    expect((await acts.merge(a!, b!)).status).toBe(200);
    expect([await coveredBy(alone), await coveredBy(both)]).toEqual([[b], [b]]);
    expect((await acts.city.get<Enterprise>(`/enterprises/${alone}`)).body.stage).toBe('established');
    await addsUp();
  });

  test('go back to outreach where no other union covers them, with the reason, and the counts follow', async () => {
    const [[a], [b]] = [await acts.named('150102'), await acts.named('150102')];
    const alone = await enterprise([a!]);
    const both = await enterprise([a!, b!]);
    expect((await acts.dissolve(a!)).status).toBe(200);
    expect([await coveredBy(alone), await coveredBy(both)]).toEqual([[], [b]]);
    expect((await acts.city.get<Enterprise>(`/enterprises/${alone}`)).body.stage).toBe('outreach');
    expect((await acts.city.get<Enterprise>(`/enterprises/${both}`)).body.stage).toBe('established');
    expect(await acts.city.list('events', { subjectId: alone, action: 'change-stage' })).toMatchObject([
      { reason: '企业注销', changes: { stage: ['established', 'outreach'] } },
    ]);
    await addsUp();
  });

  test('elsewhere are seen by a superior alone, who has to do it', async () => {
    const [a] = await acts.named('150102');
    await enterprise([a!], '150103');
    const district = await world.as('xincheng-officer');
    expect((await acts.dissolve(a!, {}, district)).body).toMatchObject({ status: 409, code: 'union-tied-elsewhere' });
    expect((await acts.dissolve(a!)).status).toBe(200);
    await addsUp();
  });
});
