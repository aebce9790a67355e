import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRobot } from '../robot.ts';
import { startServer, type TestServer } from '../server.ts';
import { openWorld, type World } from '../world.ts';
import { chance } from './chance.ts';
import type { Land } from './compose.ts';
import { operationsOf, type OpenApi } from './contract.ts';
import { enter, populate, provinces, quiet, sow, stands, type Person } from './people.ts';
import { step, type Storm } from './storm.ts';
import { openTree } from './tree.ts';

/** Both walls, then each alone: either must keep tenants apart. */
export const walls = ['both walls', 'row security alone', 'scoped queries alone'] as const;
export type Wall = (typeof walls)[number];

export type Country = {
  world: World;
  storm: Storm;
  /** Where the server with these walls listens; all stand on one database. */
  urls: Record<Wall, string>;
  people: Record<string, string[]>;
  /** A signed-in person at the server of a wall; null for an account that is closed by now. */
  person(wall: Wall, username: string): Promise<Person | null>;
  /** Random people send this many requests. */
  rage(wall: Wall, requests: number, seed: number): Promise<void>;
  close(): Promise<void>;
};

export const clock = '2026-09-01T09:00:00+08:00';

/** What requests are drawn from: the interface's document, and the world as its owner sees it. */
export async function landOf(world: World, codes: readonly string[], robot: string): Promise<Land> {
  const document = (await (await fetch(`${world.url}/api/openapi.json`)).json()) as OpenApi;
  const operations = operationsOf(document);
  const places = await world.owner.query<{ code: string; short_name: string }>(
    'select code, short_name from organisations where code = any($1)',
    [codes],
  );
  const lists = operations.filter(({ path: address, method }) => method === 'get' && /^\/[\w-]+$/.test(address));
  return {
    tree: await openTree(
      world.owner,
      codes.filter(({ length }) => length === 2),
    ),
    operations,
    nouns: new Set(lists.map(({ noun }) => noun)),
    today: clock.slice(0, 10),
    now: () => world.deps.now().toISOString(),
    codes: places.rows.map(({ code }) => code),
    placeNames: new Map(places.rows.map(({ code, short_name }) => [code, short_name])),
    robot,
    stands: (person) => stands(world.owner, person),
  };
}

/** Four provinces with people of every role at every place, work to do, and a server for each wall. */
export async function openCountry(): Promise<Country> {
  const robot = await startRobot();
  let told = 0;
  // Every third message is refused for good.
  robot.answer = (res) => {
    told += 1;
    res.setHeader('content-type', 'application/json');
    res.end(told % 3 === 0 ? '{"errcode":93000,"errmsg":"invalid webhook url"}' : '{"errcode":0,"errmsg":"ok"}');
  };
  const files = await mkdtemp(path.join(tmpdir(), 'union-console-country-'));
  const env = { WEBHOOK_PRIVATE: 'on', PUBLIC_URL: 'http://console.example.org', DATA_DIR: files };
  const world = await openWorld({ clock, env });
  const { database } = world;
  const servers: TestServer[] = [
    await startServer({ database, clock, env, scopeInQueries: false }),
    await startServer({ database, clock, env, bypassRowSecurity: true }),
  ];
  const urls: Record<Wall, string> = {
    'both walls': world.url,
    'row security alone': servers[0]!.url,
    'scoped queries alone': servers[1]!.url,
  };
  const people = await populate(world);
  await sow(world, world.url);
  const storm: Storm = {
    land: await landOf(world, [...Object.values(provinces).flat(), ...quiet, '1503', '4401'], robot.url),
    leaks: [],
    tally: new Map(),
    sent: 0,
    still: null,
    refusing: false,
  };

  const inside = new Map<string, Promise<Person | null>>();
  const person: Country['person'] = (wall, username) => {
    const key = `${wall} ${username}`;
    const known = inside.get(key) ?? enter(urls[wall], world, username);
    inside.set(key, known);
    return known;
  };

  async function rage(wall: Wall, requests: number, seed: number): Promise<void> {
    storm.refusing = wall === 'row security alone';
    const end = storm.sent + requests;
    const lanes = Object.entries(people)
      .filter(([province]) => province !== storm.still)
      .flatMap(([province, names]) => Array.from({ length: Number(province) < 60 ? 2 : 1 }, () => names));
    await Promise.all(
      lanes.map(async (names, index) => {
        const by = chance(seed + index);
        while (storm.sent < end && storm.leaks.length < 10) {
          const username = names[Math.floor(names.length * by.next() ** 2.5)]!;
          const somebody = await person(wall, username);
          // A session that somebody ended, or an account that somebody closed a moment ago: later again.
          if (!somebody) inside.delete(`${wall} ${username}`);
          else if ((await step(storm, urls[wall], somebody, by)) === 401) inside.delete(`${wall} ${username}`);
        }
      }),
    );
  }

  return {
    world,
    storm,
    urls,
    people,
    person,
    rage,
    async close() {
      for (const server of servers) await server.stop();
      await world.close();
      await robot.stop();
      await rm(files, { recursive: true, force: true });
    },
  };
}
