import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../shared/permissions.ts';
import { unsettledStatuses } from '../../shared/rules/deadlines.ts';
import { funnelSteps, stages } from '../../shared/rules/measures.ts';
import { inspectionStatuses } from '../../shared/inspections.ts';
import { rectificationStatuses } from '../../shared/rectifications.ts';
import { longSorts } from '../../shared/longLists.ts';
import { sixHaves } from '../../shared/rules/scoring.ts';
import type { Ctx } from '../../server/ctx.ts';
import type { ListSpec } from '../../server/db/page.ts';
import { inspectionList } from '../../server/features/inspections/inspection.record.ts';
import { rectificationList } from '../../server/features/rectifications/rectification.record.ts';
import { unionList } from '../../server/features/unions/union.list.ts';
import { crowd, settle } from '../support/crowd.ts';
import { issuedCampaign, openWorld, type World } from '../support/world.ts';
import { fc } from '../support/property.ts';

let world: World;
let campaignId: string;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-10-15T09:00:00+08:00' });
  await world.build.unions('150102', 1);
  campaignId = (await issuedCampaign(world)).id;
  await crowd(world.owner, { provinceCode: '15', unions: 24_000, campaignId });
  await settle(world.owner);
});
afterAll(() => world?.close());

const actorOf = async (username: string): Promise<Actor> => {
  const { rows } = await world.owner.query<Actor>(
    `select id, username, name, role, org_code as "orgCode", union_id as "unionId",
       case org_code when 'CN' then 'nation' when '15' then 'province' else 'city' end as level from users where username = $1`,
    [username],
  );
  return rows[0]!;
};
const inScopeOf = async <T>(username: string, act: (ctx: Ctx) => Promise<T>): Promise<T> =>
  world.deps.as(await actorOf(username), 'zh', act);

/** What the kept counts say, and what counting row by row says. */
async function both(username: string, list: ListSpec<never>, resource: string, filter: Record<string, unknown>) {
  const person = await world.as(username);
  const known = await inScopeOf(username, (ctx) => list.rollup!(ctx, filter));
  // A search for nothing narrows nothing, and no kept count knows it.
  const counted = async (own: object) =>
    (await person.page(resource, { filter: { ...own, q: ' ' }, range: [0, 0] })).total;
  return {
    kept: known && known.counted + (known.rest ? await counted(known.rest) : 0),
    counted: known && (await counted(filter)),
  };
}

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const place = fc.constantFrom(
  'CN',
  '15',
  '1501',
  '1502',
  '150102',
  '150103',
  '44',
  ['150102', '1501'],
  ['1502', '150103'],
);
const maybe = (shape: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(shape, { requiredKeys: [] }) as fc.Arbitrary<Record<string, unknown>>;
const day = fc.integer({ min: 1, max: 30 }).map((n) => `2026-10-${String(n).padStart(2, '0')}`);

type Drawn = fc.Arbitrary<Record<string, unknown>>;

/** Filters of each list: `known` ones are answered by kept counts, of the others these may know some. */
const filters = (): Record<keyof typeof lists, { known: Drawn; any: Drawn }> => {
  const campaign = { campaignId: fc.constant(campaignId), orgCode: place };
  const item = {
    ...campaign,
    track: fc.constantFrom('immediate', 'scheduled'),
    itemKey: some(['Q1', 'Q2', 'Q3']),
    overdue: fc.boolean(),
    counted: fc.boolean(),
    onTime: fc.boolean(),
  };
  const itemStatus = { status: some(rectificationStatuses) };
  const days = { dueOn_gte: day, dueOn_lte: day };
  const inspection = { ...campaign, stage: some(stages), funnel: some(funnelSteps) };
  const union = { orgCode: place, active: fc.boolean() };
  const results = { standard: fc.boolean(), assessed: fc.boolean() };
  const passing = { passing: fc.constantFrom(...sixHaves) };
  return {
    rectifications: {
      known: fc.oneof(maybe({ ...item, ...itemStatus }), fc.record({ status: some(unsettledStatuses), ...days })),
      any: maybe({ ...item, ...itemStatus, ...days }),
    },
    inspections: {
      known: maybe(inspection),
      any: maybe({ ...inspection, status: some(inspectionStatuses), shell: fc.boolean() }),
    },
    unions: {
      known: fc.oneof(maybe({ ...union, ...results }), maybe({ ...union, ...passing })),
      any: maybe({ ...union, ...results, ...passing }),
    },
  };
};
const lists = { rectifications: rectificationList, inspections: inspectionList, unions: unionList };
const reader = fc.constantFrom('nmg-leader', 'hohhot-officer', 'nation-leader');

describe('totals of kept counts', () => {
  for (const resource of ['rectifications', 'inspections', 'unions'] as const) {
    test(`of ${resource} are those of the list, whatever it is filtered by`, async () => {
      const list = lists[resource] as unknown as ListSpec<never>;
      const { known, any } = filters()[resource];
      await fc.assert(
        fc.asyncProperty(reader, known, any, async (username, isKnown, maybeKnown) => {
          const sure = await both(username, list, resource, isKnown);
          expect([isKnown, sure.kept]).toEqual([isKnown, expect.any(Number)]);
          expect([isKnown, sure.kept]).toEqual([isKnown, sure.counted]);
          const perhaps = await both(username, list, resource, maybeKnown);
          expect([maybeKnown, perhaps.kept]).toEqual([maybeKnown, perhaps.counted]);
        }),
        { numRuns: 40, endOnFailure: true },
      );
    });
  }

  test('of lists that are filtered alike are each its own', async () => {
    for (const filter of [{}, { orgCode: '1501' }, { campaignId }]) {
      for (const username of ['nmg-leader', 'nation-leader']) {
        for (const resource of ['rectifications', 'inspections', 'unions'] as const) {
          if ('campaignId' in filter && resource === 'unions') continue;
          const { kept, counted } = await both(
            username,
            lists[resource] as unknown as ListSpec<never>,
            resource,
            filter,
          );
          expect([username, resource, filter, kept]).toEqual([username, resource, filter, counted]);
        }
      }
    }
  });

  test('change with what still waits to be folded, and with the folding', async () => {
    const leader = await world.as('nmg-leader');
    const targets = async () => (await leader.page('inspections', { filter: { funnel: 'targets' } })).total;
    const before = await targets();
    expect(before).toBeGreaterThan(5_000);
    const city = await world.as('hohhot-officer');
    const [one] = (await city.page<{ id: string }>('inspections', { filter: { status: 'pending' } })).rows;
    expect((await city.post(`/inspections/${one!.id}/exempt`, { reason: '单位已注销' })).status).toBe(200);
    expect(await targets()).toBe(before - 1);
    await world.owner.query('select platform_fold_progress(100000)');
    expect(await targets()).toBe(before - 1);
  });
});

type Named = { id: string; name: string; employees: number; termEndsOn: string | null; dueOn: string };

describe('a long list', () => {
  const pageOf = async (username: string, resource: string, query: object) =>
    (await world.as(username)).page<Named>(resource, query);

  test('stands in the order of each of its sorts, both ways, from the first page to the last', async () => {
    for (const resource of ['unions', 'rectifications', 'inspections'] as const) {
      for (const field of longSorts[resource]) {
        const ids = new Set<string>();
        const seen: Named[] = [];
        for (const from of [0, 25, 12_000, 12_025]) {
          const { status, rows, total } = await pageOf('nmg-leader', resource, {
            sort: [field, 'ASC'],
            range: [from, from + 24],
          });
          expect([resource, field, from, status, rows.length]).toEqual([resource, field, from, 200, 25]);
          rows.forEach(({ id }) => ids.add(id));
          seen.push(...rows);
          // The same page from the other end holds the same rows, turned round; what has no value stands last both ways.
          const mirror = await pageOf('nmg-leader', resource, {
            sort: [field, 'DESC'],
            range: [total - from - 25, total - from - 1],
          });
          if (field !== 'certificateEndsOn' && field !== 'termEndsOn') {
            expect(mirror.rows.map(({ id }) => id).reverse()).toEqual(rows.map(({ id }) => id));
          }
        }
        expect(ids.size).toBe(100);
        const values = seen
          .map((row) => row[field as keyof Named])
          .filter((value) => value !== null && field !== 'name');
        expect([field, [...values].sort((a, b) => (a! < b! ? -1 : a! > b! ? 1 : 0))]).toEqual([field, values]);
      }
    }
  });

  test('is the same at any depth as one statement would give it', async () => {
    const { rows } = await world.owner.query<{ id: string }>(
      `select id from rectifications where province_code = '15' and status <> 'withdrawn' order by due_on, id`,
    );
    for (const from of [0, 17_311, 39_990, rows.length - 10]) {
      const page = await pageOf('nmg-leader', 'rectifications', {
        filter: { counted: true },
        range: [from, from + 24],
      });
      expect(page.rows.map(({ id }) => id)).toEqual(rows.slice(from, from + 25).map(({ id }) => id));
      expect(page.total).toBe(rows.length);
    }
  });

  test('of one state is the same as one statement would give it, few or many', async () => {
    const orders = {
      inspections: { field: 'submitBy', by: 'c.submit_by', statuses: inspectionStatuses },
      rectifications: { field: 'dueOn', by: 't.due_on', statuses: rectificationStatuses },
    } as const;
    const readers = { 'nmg-leader': "t.province_code = '15'", 'nation-leader': 'true' };
    for (const [username, where] of Object.entries(readers)) {
      for (const [resource, { field, by, statuses }] of Object.entries(orders)) {
        for (const status of statuses) {
          const { rows } = await world.owner.query<{ id: string }>(
            `select t.id from ${resource} t join campaigns c on c.id = t.campaign_id
             where ${where} and t.status = $1 order by ${by}, t.id`,
            [status],
          );
          const ids = rows.map(({ id }) => id);
          for (const [way, inOrder] of [['ASC', ids] as const, ['DESC', ids.toReversed()] as const]) {
            for (const from of [0, Math.min(300, Math.max(0, ids.length - 10))]) {
              const query = { filter: { status }, sort: [field, way], range: [from, from + 24] };
              const page = await pageOf(username, resource, query);
              const about = `${username}: ${resource} ${status} ${way}`;
              expect([about, page.total]).toEqual([about, ids.length]);
              expect(page.rows.map(({ id }) => id)).toEqual(inOrder.slice(from, from + 25));
            }
          }
        }
      }
    }
  });

  test('refuses a sort that no index serves, and a short one takes it', async () => {
    expect((await pageOf('nmg-leader', 'rectifications', { sort: ['unionName', 'ASC'] })).status).toBe(400);
    expect((await pageOf('xincheng-officer', 'rectifications', { sort: ['unionName', 'ASC'] })).status).toBe(200);
  });

  test('is told of up to 100,000 where the nation has more than no kept count knows', async () => {
    await world.owner.query(
      `insert into events (province_code, at, actor_name, org_code, subject_type, subject_id, action)
       select '15', now() - n * interval '1 second', '某某', '150102', 'unions', '1', 'edit' from generate_series(1, 90000) n`,
    );
    const nation = await (await world.as('nation-leader')).get('/events');
    expect(nation.headers.get('content-range')).toBe('events 0-24/100000');
    expect(nation.headers.get('x-total-capped')).toBe('true');
    const province = await (await world.as('nmg-leader')).get('/events');
    expect(province.headers.get('x-total-capped')).toBe(null);
    expect(Number(province.headers.get('content-range')!.split('/')[1])).toBeGreaterThan(100_000);
  });
});
