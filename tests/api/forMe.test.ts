import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { builtinIds } from '../../server/features/checklists/builtin.ts';
import { ancestorsOf, isNominal, NATION } from '../../shared/rules/orgCode.ts';
import type { Client } from '../support/client.ts';
import { openWorld, type World } from '../support/world.ts';
import { fc } from '../support/property.ts';

/** Provinces with every kind of tier: cities with districts, a city without, a municipality, a county under a province. */
const places = [
  '15',
  '1501',
  '150102',
  '150102001',
  '44',
  '4419',
  '441900003',
  '31',
  '310107',
  '310107005',
  '41',
  '419001',
];
const federations = (orgCode: string) =>
  [orgCode, ...ancestorsOf(orgCode)].filter((code) => code !== NATION && !isNominal(code));

let world: World;
let people: { name: string; person: Client }[];
const accounts = new Map<string, string>();
const unions = new Map<string, string>();

beforeAll(async () => {
  world = await openWorld();
  await world.build.openProvinces('31', '41');
  for (const orgCode of places) {
    const [unionId] = await world.build.unions(orgCode, 1);
    unions.set(orgCode, unionId!);
    for (const [kind, role] of [
      ['a', 'officer'],
      ['b', 'officer'],
      ['c', 'reporter'],
    ] as const) {
      const username = `${kind}-${orgCode}`;
      const whose = role === 'reporter' ? { unionId: unionId! } : {};
      accounts.set(username, await world.build.account({ username, role, orgCode, ...whose }));
    }
  }
  const names = [...accounts.keys(), 'nmg-leader'];
  people = await Promise.all(names.map(async (name) => ({ name, person: await world.as(name) })));
  await world.owner.query(
    `insert into campaigns (province_code, org_code, title, checklist_id, starts_on, submit_by, immediate_due_on,
       scheduled_due_on, scope, priority, status, issued_at)
     select code, code, '自查', $1, '2026-06-01', '2026-09-20', '2026-09-30', '2026-12-31', '{"orgCodes":[]}', '{"kinds":[]}',
       'issued', now()
     from unnest($2::text[]) as code`,
    [builtinIds.selfInspection, places.filter((code) => code.length === 2)],
  );
});
afterAll(() => world?.close());

const author = (orgCode: string) =>
  fc.constantFrom(
    ...federations(orgCode).flatMap((code) =>
      ['a', 'b'].map((kind) => ({ name: `${kind}-${code}`, code, role: 'officer' })),
    ),
    { name: `c-${orgCode}`, code: orgCode, role: 'reporter' },
  );
const jsonOf = ({ name, code, role }: { name: string; code: string; role: string }) => ({
  id: accounts.get(name),
  orgCode: code,
  role,
});

const item = (orgCode: string) =>
  fc.record({
    status: fc.constantFrom('open', 'rectified', 'returned', 'closed', 'reopened', 'withdrawn'),
    responsible: fc.constantFrom('self', 'upper'),
    marker: author(orgCode),
    requester: fc.option(author(orgCode)),
  });
const work = fc.constantFrom(...places).chain((orgCode) =>
  fc.record({
    orgCode: fc.constant(orgCode),
    status: fc.constantFrom('pending', 'submitted', 'submitted', 'approved', 'returned'),
    submitter: author(orgCode),
    items: fc.array(item(orgCode), { maxLength: 3 }),
  }),
);
type Work = typeof work extends fc.Arbitrary<infer W> ? W : never;

/** Writes the records as they stand after some history, whoever took the steps. */
async function write(works: readonly Work[]): Promise<void> {
  await world.owner.query('truncate inspections, rectifications cascade');
  const one = new Map(works.map((each) => [each.orgCode, each]));
  for (const { orgCode, status, submitter, items } of one.values()) {
    const { rows } = await world.owner.query<{ id: string }>(
      `insert into inspections (province_code, campaign_id, checklist_id, union_id, union_name, org_code, priority, status, stage,
         submitter, submitted_at)
       select province_code, id, checklist_id, $2, '工会', $1, false, $3,
         case when $3 in ('submitted', 'approved') then 'faultless' else $3 end, $4, now() from campaigns where province_code = left($1, 2)
       returning id`,
      [orgCode, unions.get(orgCode), status, status === 'pending' ? null : JSON.stringify(jsonOf(submitter))],
    );
    for (const [index, { status: state, responsible, marker, requester }] of items.entries()) {
      const unsettled = ['open', 'returned', 'reopened'].includes(state);
      const extension = requester && { until: '2027-01-31', requester: jsonOf(requester), decision: null };
      await world.owner.query(
        `insert into rectifications (province_code, campaign_id, inspection_id, union_id, union_name, org_code, item_key,
           item_text, track, responsible, evidence, status, base_due_on, due_on, marker, extension, extension_pending, measures,
           rectified_at, closed_at)
         select province_code, campaign_id, id, union_id, union_name, org_code, $2, '问题', 'scheduled', $3, 'none', $4,
           '2026-12-31', '2026-12-31', $5, $6, $7, '已整改', now(), now()
         from inspections where id = $1`,
        [
          rows[0]!.id,
          `Q${index + 1}`,
          responsible,
          state,
          JSON.stringify(jsonOf(marker)),
          extension && JSON.stringify(extension),
          unsettled && requester !== null,
        ],
      );
    }
  }
}

const doors = [
  ['inspections', true, 'approve'],
  ['rectifications', 'mark', 'rectify'],
  ['rectifications', 'verify', 'close'],
  ['rectifications', 'extension', 'decide-extension'],
] as const;

type Shown = { id: string; mayActions: string[] };

/** For one person and each door: what the list shows, and what the records themselves allow. */
async function compare({ name, person }: { name: string; person: Client }) {
  const all = {
    inspections: await person.list<Shown>('inspections'),
    rectifications: await person.list<Shown>('rectifications'),
  };
  return Promise.all(
    doors.map(async ([resource, forMe, action]) => {
      const allowed = all[resource].filter(({ mayActions }) => mayActions.includes(action)).map(({ id }) => id);
      const listed = (await person.list<Shown>(resource, { forMe })).map(({ id }) => id);
      return { name, action, listed: listed.sort(), allowed: allowed.sort() };
    }),
  );
}

test('what a list calls mine is, row by row, what the record lets one do', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(work, { minLength: 12, maxLength: 30 }), async (works) => {
      await write(works);
      const answers = await Promise.all(people.map(compare));
      for (const { name, action, listed, allowed } of answers.flat()) {
        expect([name, action, listed]).toEqual([name, action, allowed]);
        found += allowed.length;
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
  expect(found).toBeGreaterThan(100);
});
