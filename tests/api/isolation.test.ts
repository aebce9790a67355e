import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { can, roles, type Resource, type Role } from '../../shared/permissions.ts';
import { isAtOrAbove } from '../../shared/rules/orgCode.ts';
import type { Ctx } from '../../server/ctx.ts';
import { alike, withoutRecords } from '../support/isolation/checks.ts';
import { chance } from '../support/isolation/chance.ts';
import { compose, type Request } from '../support/isolation/compose.ts';
import type { Operation } from '../support/isolation/contract.ts';
import { openCountry, walls, type Country } from '../support/isolation/land.ts';
import { enter, type Person, type Seen } from '../support/isolation/people.ts';
import { printed, send } from '../support/isolation/send.ts';
import { allowed, ask, knock, silent } from '../support/isolation/storm.ts';
import { mayRead, personal, type Fact } from '../support/isolation/tree.ts';
import { client } from '../support/client.ts';

/** ISOLATION_SEED=7 draws other requests, ISOLATION_REQUESTS=200000 more of them. */
const seed = Number(process.env['ISOLATION_SEED'] ?? 20_260_901);
const requests = Number(process.env['ISOLATION_REQUESTS'] ?? 20_000);
jest.setTimeout(240_000 + requests * 30);

/** What chance can't bring to success, and why; each is proven by a test of its own. */
const unreachable: Record<string, string> = {
  'POST /users/{id}/reset-second-factor': 'asks for an account with an app of one-time codes',
  'DELETE /users/{id}': 'asks for an account that nobody has used and no history names',
  'DELETE /me/sessions/{id}': 'asks for a second session of the same person',
  'POST /sites/{id}/reinspect': 'asks for a site that has come through all six steps',
  'POST /supervisions/{id}/close': 'asks for an order that was issued below and answered',
  'POST /uploads/{id}/finish': 'asks for an upload whose last part has arrived',
  'POST /imports/{id}/passwords': 'asks for accounts that an import has made',
  'POST /deliveries/{id}/retry': 'asks for a message that a robot has refused for good',
  'POST /reinspections/{id}/record': 'asks for the item that was drawn',
  'POST /reinspections/{id}/hold': 'asks for the items that were drawn',
  'POST /reinspections/{id}/withdraw': 'asks for the item that was drawn and recorded',
  'DELETE /organisations/{id}': 'asks for a body that nothing hangs on',
  'POST /me/mail/email': 'asks for a mail server',
  'POST /me/mail/confirm': 'asks for the code of a letter',
  'GET /failed-jobs/{id}': 'asks for background work that has failed',
  'POST /failed-jobs/{id}/retry': 'asks for background work that has failed',
  'POST /failed-jobs/{id}/give-up': 'asks for background work that has failed',
};

let country: Country;
let operations: readonly Operation[];

beforeAll(async () => {
  country = await openCountry();
  operations = country.storm.land.operations;
});
afterAll(() => country?.close());

const somebody = async (username: string) => (await enter(country.world.url, country.world, username))!;
const asPrinted = () => ({ seed, leaks: country.storm.leaks });

test('nobody signed in gets nothing but 401', async () => {
  const nobody = client(country.world.url);
  for (const { method, path, name } of operations) {
    const address = path.replace('{id}', '01890000-0000-7000-8000-000000000000');
    expect([name, (await nobody.send(method, address, method === 'get' ? undefined : {})).status]).toEqual([name, 401]);
  }
});

test('a role without the right gets 403, on every route that asks for one', async () => {
  const username: Record<Role, string> = {
    operator: 'operator',
    admin: 'storm-admin-15',
    officer: 'storm-officer-15',
    leader: 'storm-leader-15',
    reporter: 'storm-chair-150102',
  };
  for (const role of roles) {
    const person = await somebody(username[role]);
    for (const operation of operations.filter((one) => !allowed(person, one))) {
      const answer = await send(
        country.world.url,
        person,
        compose(country.storm.land, person, operation, chance(seed)),
      );
      expect([role, operation.name, answer.status]).toEqual([role, operation.name, 403]);
    }
  }
});

let quietly: Probe[] = [];
let before: string[] = [];

describe.each(walls)('by %s', (wall) => {
  test('random people at random places get nothing from outside of their scope', async () => {
    if (wall === 'row security alone') {
      country.storm.still = '31';
      quietly = await probes();
      before = await answersTo(quietly);
    }
    await country.rage(wall, wall === 'both walls' ? requests / 2 : requests / 4, seed + walls.indexOf(wall) * 100);
    expect(asPrinted()).toEqual({ seed, leaks: [] });
  });

  test('every verb on a foreign record answers like one on a record that nobody has', async () => {
    const { storm, urls } = country;
    const by = chance(seed);
    const names = ['storm-admin-44', 'storm-officer-150103', 'storm-chair-440902', 'operator'];
    const people = await Promise.all(names.map(somebody));
    storm.refusing = wall === 'row security alone';
    for (const operation of operations.filter(({ path }) => path.includes('{id}'))) {
      for (const person of people) {
        if (!allowed(person, operation)) continue;
        const foreign = foreignTo(person, operation.noun);
        if (foreign) await ask(storm, urls[wall], person, compose(storm.land, person, operation, by, foreign), by);
      }
    }
    expect(asPrinted()).toEqual({ seed, leaks: [] });
  });
});

/** What background work may add to by itself. */
const restless = /notifications|deliveries|events|failed-jobs|supervisions|imports|exports|me\//;
type Probe = { username: string; request: Request };

/** One request for every figure and every total, of several people of the quiet province. */
async function probes(): Promise<Probe[]> {
  const { land } = country.storm;
  const by = chance(seed);
  const asked: Probe[] = [];
  for (const username of ['storm-officer-31', 'storm-leader-31', 'storm-chair-310107']) {
    const person = await somebody(username);
    const { bytes } = await send(country.world.url, person, { ...look('/campaigns'), operation: operations[0]! });
    const campaigns = JSON.parse(bytes.toString('utf8')) as Seen[];
    person.seen.set('campaigns', new Map(campaigns.map((one) => [String(one['id']), one])));
    for (const operation of operations) {
      const { method, path, noun } = operation;
      if (method !== 'get' || path.includes('{id}') || restless.test(noun) || !allowed(person, operation)) continue;
      asked.push({ username, request: compose(land, person, operation, by) });
    }
  }
  return asked;
}

/** What these are told: the total of a list, the figures of a report without its instants. */
async function answersTo(asked: readonly Probe[]): Promise<string[]> {
  const told: string[] = [];
  const inside = new Map<string, Person>();
  for (const { username, request } of asked) {
    const person = inside.get(username) ?? (await somebody(username));
    inside.set(username, person);
    const { status, headers, bytes, type } = await send(country.world.url, person, request);
    const text = type.includes('json') ? bytes.toString('utf8').replace(/"\d{4}-\d\d-\d\dT[^"]+"/g, '') : '';
    told.push(`${username} ${printed(request)}: ${status} ${headers['content-range'] ?? text}`);
  }
  return told;
}

const look = (path: string) => ({ method: 'GET', path, type: null, body: null });

/** The newest record of a noun that this person must not see. */
function foreignTo(person: Person, noun: string): string | undefined {
  const { tree } = country.storm.land;
  return tree.known(noun).findLast((id) => !tree.last(id).some((fact) => mayRead(person, fact)));
}

test('what happened in other provinces has changed no figure and no total of a province that kept still', async () => {
  expect(quietly.length).toBeGreaterThan(50);
  expect(await answersTo(quietly)).toEqual(before);
});

test('foreign and missing take the same statements, so that time tells nothing either', async () => {
  const { world, storm } = country;
  const { as } = world.deps;
  const said: string[] = [];
  const person = await somebody('storm-admin-44');
  world.deps.as = (actor, language, fn, ...rest: never[]) =>
    as(
      actor,
      language,
      (ctx: Ctx) => {
        // Background work goes on beside this.
        if (actor.id !== person.id) return fn(ctx);
        const query = ctx.query.bind(ctx);
        return fn({
          ...ctx,
          query: (statement, ...more: never[]) => {
            said.push(statement.text);
            return query(statement, ...more);
          },
        });
      },
      ...rest,
    );
  const statements = async (person: Person, request: Request) => {
    said.length = 0;
    const answer = await send(world.url, person, request);
    return { answer, said: [...said] };
  };
  const by = chance(seed);
  const compared: string[] = [];
  for (const operation of operations.filter(({ path }) => path.includes('{id}'))) {
    const foreign = allowed(person, operation) && foreignTo(person, operation.noun);
    if (!foreign) continue;
    const request = compose(storm.land, person, operation, by, foreign);
    const [missing, ids] = withoutRecords(request, [foreign], by);
    const both = async () => [await statements(person, request), await statements(person, missing)] as const;
    let [one, other] = await both();
    // What a server remembers of a session runs out now and then.
    if (one.said.join() !== other.said.join()) [one, other] = await both();
    expect([operation.name, one.said]).toEqual([operation.name, other.said]);
    expect(alike(one.answer, [foreign])).toBe(alike(other.answer, ids));
    if (one.said.length > 0) compared.push(operation.name);
  }
  world.deps.as = as;
  expect(compared.length).toBeGreaterThan(100);
});

/** What was told to somebody who has moved since stayed where it was told. */
const standsWith = ({ orgCode, unionId }: Person, { table, org, union }: Fact) =>
  !personal.has(table) ||
  ((org === null || isAtOrAbove(orgCode, org)) && (union === null || !unionId || union === unionId));

test('superiors read what lies below them, chairs what is of their union', async () => {
  const { tree } = country.storm.land;
  const { owner } = country.world;
  const readers = await Promise.all(['storm-officer-15', 'storm-leader-15', 'storm-chair-150102'].map(somebody));
  const seen: string[] = [];
  const isThere = async (table: string, id: string) =>
    (await owner.query(`select 1 from ${table} where id = $1`, [id])).rows.length > 0;
  for (const { noun, name } of operations.filter(({ name: one }) => /^GET \/[\w-]+\/\{id\}$/.test(one))) {
    const table = noun.replace(/-/g, '_');
    for (const person of readers) {
      const ids = tree.known(noun).filter((id) => mayRead(person, tree.last(id).at(-1)!));
      if (ids.length === 0 || !can(person, 'show', noun as Resource)) continue;
      const there = await owner.query<{ id: string }>(`select id from ${table} where id = any($1) limit 3`, [ids]);
      for (const { id } of there.rows) {
        const answer = await send(country.world.url, person, {
          ...look(`/${noun}/${id}`),
          operation: operations[0]!,
        });
        const facts = (await tree.again([id])).get(id)!;
        // Background work may have moved it or taken it away.
        if (!mayRead(person, facts.at(-1)!) || (answer.status === 404 && !(await isThere(table, id)))) continue;
        if (!standsWith(person, facts.at(-1)!)) continue;
        expect([person.username, name, id, answer.status]).toEqual([person.username, name, id, 200]);
        seen.push(`${person.role} ${noun}`);
      }
    }
  }
  expect(new Set(seen).size).toBeGreaterThan(20);
});

/** Chance may leave out one route in twenty. */
const fewOf = (routes: readonly Operation[]) => Math.floor(routes.length / 20);

test('nearly every route has answered somebody', async () => {
  const { storm, people, urls } = country;
  const knocking = Object.values(people).flatMap((names) => names.slice(0, 6));
  const except = Object.keys(unreachable);
  const few = fewOf(operations);
  storm.refusing = false;
  storm.still = null;
  await knock(storm, urls['both walls'], await Promise.all(knocking.map(somebody)), { by: chance(seed), except, few });
  expect(asPrinted()).toEqual({ seed, leaks: [] });
  const left = silent(storm, except).map(({ name }) => `${name}: ${storm.tally.get(name)?.last ?? 'never sent'}`);
  expect(left.length > few ? left : []).toEqual([]);
});
