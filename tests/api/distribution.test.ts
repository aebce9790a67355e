import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import type { Inspection } from '../../shared/inspections.ts';
import { platformActor } from '../../server/db/platform.ts';
import { scopeSettings, tenancy } from '../../server/db/tenancy.ts';
import { distribute, NotACluster, stepsOf } from '../../server/distribution/distribute.ts';
import { planOf, type Placement } from '../../server/distribution/plan.ts';
import { policiesToUnwrap, unwrapping } from '../../server/distribution/policies.ts';
import { openWorld, submittedInspection, type World } from '../support/world.ts';

let world: World;
let plan: Placement[];
let kindOf: Map<string, Placement['kind']>;

beforeAll(async () => {
  world = await openWorld();
  plan = await planOf(world.owner);
  kindOf = new Map(plan.map(({ table, kind }) => [table, kind]));
});
afterAll(() => world?.close());

const rowsOf = async <R extends pg.QueryResultRow>(text: string) => (await world.owner.query<R>(text)).rows;

test('the plan has every table once: those of tenants distributed, no other', async () => {
  const tables = await rowsOf<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'");
  expect(plan.map(({ table }) => table).sort()).toEqual(tables.map(({ name }) => name).sort());
  for (const [table, { province }] of Object.entries(tenancy)) {
    expect([table, kindOf.get(table) === 'distributed']).toEqual([table, province]);
  }
  expect(plan.filter(({ kind, why }) => (kind === 'local') !== (why !== undefined))).toEqual([]);
});

test('province_code is first in every unique key of a distributed table', async () => {
  const keys = await rowsOf<{ table: string; key: string; first: string | null }>(`
    select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as key, a.attname::text as first
    from pg_index i join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where i.indisunique`);
  const distributed = keys.filter(({ table }) => kindOf.get(table) === 'distributed');
  expect(distributed.length).toBeGreaterThan(20);
  expect(distributed.filter(({ first }) => first !== 'province_code')).toEqual([]);
});

test('foreign keys stay within a province or lead to what is on every machine', async () => {
  const keys = await rowsOf<{
    name: string;
    from: string;
    to: string;
    columns: string[];
    others: string[];
    del: string;
  }>(`
    select k.conname::text as name, k.conrelid::regclass::text as from, k.confrelid::regclass::text as to,
      array(select attname::text from unnest(k.conkey) with ordinality n(num, at) join pg_attribute a
        on a.attrelid = k.conrelid and a.attnum = n.num order by n.at) as columns,
      array(select attname::text from unnest(k.confkey) with ordinality n(num, at) join pg_attribute a
        on a.attrelid = k.confrelid and a.attnum = n.num order by n.at) as others,
      k.confdeltype::text as del
    from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`);
  const refused = keys.filter(({ from, to, columns, others, del }) => {
    const [here, there] = [kindOf.get(from), kindOf.get(to)];
    if (here !== 'distributed') return there === 'distributed' || (here === 'reference' && there === 'local');
    if (there === 'reference') return false;
    return there === 'local' || columns[0] !== 'province_code' || others[0] !== 'province_code' || 'nd'.includes(del);
  });
  expect(refused.map(({ name }) => name)).toEqual([]);
});

test('nothing that Citus refuses: triggers, sequences, identities, sub-selects in policies once they are unwrapped', async () => {
  const triggers = await rowsOf<{ table: string }>(
    'select tgrelid::regclass::text as table from pg_trigger where not tgisinternal',
  );
  expect(triggers.filter(({ table }) => (kindOf.get(table) ?? 'local') !== 'local')).toEqual([]);
  const columns = await rowsOf(`
    select a.attrelid::regclass, a.attname from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attidentity <> '' or a.attgenerated <> '' or pg_get_expr(d.adbin, d.adrelid) like '%nextval(%'`);
  expect(columns).toEqual([]);
});

test('the scope is set by SET LOCAL alone, which reaches every machine', async () => {
  expect(scopeSettings(platformActor)).toMatch(/^(SET LOCAL app\.\w+ = '[^']*'(; )?)+$/);
  const functions = await rowsOf<{ name: string }>(
    "select proname::text as name from pg_proc where pronamespace = 'public'::regnamespace and prosrc ~* 'set_config'",
  );
  expect(functions).toEqual([]);
});

test('policies without their sub-selects let everybody see the same', async () => {
  const [unionId] = await world.build.unions('150102', 2);
  await world.build.account({ username: 'chair', role: 'reporter', orgCode: '150102', unionId: unionId! });
  await submittedInspection(world, ['Q1']);
  const [chair, district] = await Promise.all([world.as('chair'), world.as('xincheng-officer')]);
  const seen = () =>
    Promise.all(
      [chair, district].flatMap((person) => [
        person.list<Inspection>('inspections').then((rows) => rows.map(({ id }) => id)),
        person.list<{ id: string }>('unions').then((rows) => rows.map(({ id }) => id)),
        person.list<{ id: string }>('rectifications').then((rows) => rows.map(({ id }) => id)),
      ]),
    );
  const before = await seen();
  expect(before.map((rows) => rows.length)).toEqual([1, 1, expect.any(Number), 2, 2, 1]);
  const policies = await policiesToUnwrap(world.owner);
  expect(policies.map(({ name }) => name)).toContain('inspections_scope');
  for (const policy of policies) await world.owner.query(unwrapping(policy));
  const left = await policiesToUnwrap(world.owner);
  expect(left.filter(({ table }) => kindOf.get(table) !== 'local')).toEqual([]);
  expect(await seen()).toEqual(before);
});

test('what is referred to comes first; a second run has nothing to do; without Citus nothing is touched', async () => {
  const steps = stepsOf(plan, new Set());
  const at = (table: string) => steps.findIndex((step) => step.table === table);
  expect(at('organisations')).toBeLessThan(at('users'));
  expect(at('campaigns')).toBeLessThan(at('inspections'));
  expect(at('inspections')).toBeLessThan(at('rectifications'));
  expect(steps.findLastIndex(({ kind }) => kind === 'reference')).toBeLessThan(
    steps.findIndex(({ kind }) => kind === 'distributed'),
  );
  const first = steps.find(({ kind }) => kind === 'distributed')!;
  const beside = new Set(steps.filter(({ kind }) => kind === 'distributed').map(({ values }) => values[1]));
  expect([...beside].sort()).toEqual(['default', first.table].sort());
  expect(stepsOf(plan, new Set(steps.map(({ table }) => table)))).toEqual([]);
  const policies = await policiesToUnwrap(world.owner);
  await expect(distribute(world.owner)).rejects.toThrow(NotACluster);
  await expect(distribute(world.owner)).rejects.toThrow(/^This database has no Citus: .*\.$/);
  expect(await policiesToUnwrap(world.owner)).toEqual(policies);
});
