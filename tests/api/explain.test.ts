import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { crowd, settle } from '../support/crowd.ts';
import { climbOn } from '../support/later.ts';
import { bigTables, recorder, scannedBy, type Sent } from '../support/plans.ts';
import { records } from '../support/samples.ts';
import { openWorld, type World } from '../support/world.ts';

/** A province of 52,000 unions beside another one. */
const unions = { '15': 52_000, '44': 8_000 };
/** The province asks everything; plans of the others differ by their scopes alone. */
const readers = ['nmg-leader', 'nmg-officer', 'hohhot-officer', 'xincheng-officer', 'crowd-chair', 'nation-leader'];

let world: World;
let sent: Sent[];
const failures: string[] = [];

type Schema = { type?: string; format?: string; enum?: unknown[]; const?: unknown; anyOf?: Schema[]; items?: Schema; properties?: Record<string, Schema>; prefixItems?: Schema[]; pattern?: string }; // prettier-ignore
type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
  content?: { 'application/json': { schema: Schema } };
};
type Document = { paths: Record<string, { get?: { parameters: Parameter[] } }> };

let ids: Record<string, string>;
let campaignId: string;

/** A value that a filter or a parameter takes, of what there is. */
function valueOf(name: string, schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [choice] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  if (choice) return valueOf(name, choice);
  if (schema.type === 'array') return [valueOf(name, schema.items ?? {})];
  if (schema.type === 'boolean') return true;
  if (schema.type === 'number' || schema.type === 'integer') return 1;
  if (name.startsWith('orgCode') || name === 'orgExact' || name.endsWith('Code')) return '150102';
  if (name === 'campaignId') return campaignId;
  if (schema.format === 'uuid' || /Id$|^id$/.test(name)) return ids[`${name.replace(/Id$/, '')}s`] ?? ids['unions'];
  if (schema.format === 'date' || /(On|By)(_[gl]te)?$|^(from|until|on|day)$/.test(name)) return '2026-09-01';
  if (schema.format === 'date-time' || /At(_[gl]te)?$|^asOf$/.test(name)) return '2026-09-01T00:00:00Z';
  if (/month|builtBy|newestBy/i.test(name)) return '2026-07';
  return '第四工会';
}

type Reader = Awaited<ReturnType<World['as']>>;

/** Every address that answers a GET: each list by each sort and each filter, all else by each value of its parameters. */
function addressesOf({ paths }: Document, everything: boolean): string[] {
  return Object.entries(paths).flatMap(([address, { get }]) => {
    if (!get) return [];
    const [, noun = ''] = address.replace(/^\/api/, '').split('/');
    if (/content$|document|openapi|health|ready|metrics/.test(address)) return [];
    const path = address.replace(/^\/api/, '').replace(/\{(\w+)\}/g, () => String(ids[noun] ?? campaignId));
    const list = Object.fromEntries(get.parameters.map((one) => [one.name, one.content?.['application/json'].schema]));
    if (list['sort']) return everything ? listAddresses(path, list['filter']!, list['sort']) : [path];
    const query = get.parameters.filter((one) => one.in === 'query');
    const always = query.filter(({ required, name }) => required || name === 'campaignId');
    const pairs = (some: Parameter[]) =>
      new URLSearchParams(
        some.map(({ name, schema }) => [name, String([valueOf(name, schema ?? {})].flat()[0])]),
      ).toString();
    if (!everything) return [`${path}?${pairs(always)}`];
    return [
      `${path}?${pairs(always)}`,
      ...query.flatMap((one) => {
        const choices = one.schema?.enum ?? [undefined];
        return choices.map((value) => {
          const rest = always.filter(({ name }) => name !== one.name);
          const own = value === undefined ? pairs([one]) : new URLSearchParams([[one.name, String(value)]]).toString();
          return `${path}?${[pairs(rest), own].filter(Boolean).join('&')}`;
        });
      }),
    ];
  });
}

function listAddresses(path: string, filter: Schema, sort: Schema): string[] {
  const ask = (query: object) =>
    `${path}?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, JSON.stringify(value)]))}`;
  const sorts = (sort.prefixItems?.[0]?.enum ?? []) as string[];
  return [
    ask({}),
    ask({ range: [1000, 1024] }),
    ...sorts.map((field, index) => ask({ sort: [field, index % 2 === 0 ? 'ASC' : 'DESC'] })),
    ...Object.entries(filter.properties ?? {}).map(([name, schema]) =>
      ask({ filter: { [name]: valueOf(name, schema) } }),
    ),
  ];
}

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-29T09:00:00+08:00' });
  ids = await records(world);
  campaignId = ids['campaigns']!;
  await world.build.account({
    username: 'crowd-chair',
    role: 'reporter',
    orgCode: '150102',
    unionId: ids['unions']!,
  });
  const other = await world.owner.query<{ id: string }>(
    `insert into campaigns (province_code, org_code, title, checklist_id, starts_on, submit_by, immediate_due_on,
       scheduled_due_on, scope, priority, status, issued_at)
     select '44', '44', title, checklist_id, starts_on, submit_by, immediate_due_on, scheduled_due_on, '{"orgCodes":["44"]}', priority,
       'issued', now() from campaigns where id = $1 returning id`,
    [campaignId],
  );
  await crowd(world.owner, { provinceCode: '15', unions: unions['15'], campaignId });
  await crowd(world.owner, { provinceCode: '44', unions: unions['44'], campaignId: other.rows[0]!.id });
  // What the server would do at some moment of its own is done before the planner looks at what there is.
  await climbOn(world, '2026-09-29');
  await settle(world.owner);
  const people: [string, Reader][] = [];
  for (const username of readers) people.push([username, await world.as(username)]);
  const { body } = await people[0]![1].get<Document>('/openapi.json');
  const record = recorder();
  for (const [username, reader] of people) {
    for (const address of addressesOf(body, reader === people[0]![1])) {
      record.at(`${username} ${address}`);
      const { status } = await reader.raw('get', address);
      if (status >= 500) failures.push(`${status} ${username} ${address}`);
    }
  }
  record.at('');
  sent = record.stop();
}, 300_000);
afterAll(() => world?.close());

/** Who lists the organisations of the nation asks for the whole official tree: 45,000 rows, which no campaign makes more. */
const asksForAll = (table: string, address: string) =>
  table === 'organisations' && address.startsWith('nation-leader /organisations');

describe('at the scale of a province', () => {
  test('every address answers', () => {
    expect(failures).toEqual([]);
    expect(sent.length).toBeGreaterThan(300);
  });

  test('no statement reads a tenant table from end to end', async () => {
    const big = await bigTables(world.owner, 2_000);
    const client = new pg.Client({ connectionString: world.database.appUrl });
    await client.connect();
    const faults: string[] = [];
    for (const one of sent) {
      const tables = (await scannedBy(client, one, big)).filter((table) => !asksForAll(table, one.address));
      if (tables.length > 0) faults.push(`${tables.join()} ${one.address}`);
    }
    await client.end();
    expect([...big.tables]).toEqual(
      expect.arrayContaining(['events', 'inspections', 'rectifications', 'unions', 'visits']),
    );
    expect(faults).toEqual([]);
  });
});
