import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { backup } from '../../server/backup/backup.ts';
import { restore } from '../../server/backup/restore.ts';
import { tablesOf } from '../../server/backup/tables.ts';
import { readEnv } from '../../server/env.ts';
import { openFileStore } from '../../server/files.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { password } from '../support/builders.ts';
import { client } from '../support/client.ts';
import { createDatabase } from '../support/postgres.ts';
import { startServer } from '../support/server.ts';
import { openWorld, submittedInspection, type World } from '../support/world.ts';

const clock = '2026-09-02T09:00:00+08:00';
let world: World;
let folder: string;
let kept: string;
let photoId: string;

const place = () => ({ ownerUrl: world.database.ownerUrl, files: world.deps.files });
const storeIn = (data: string) => openFileStore(readEnv({ DATA_DIR: data }));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'union-console-backup-'));
  kept = path.join(folder, 'kept');
  world = await openWorld({ clock });
  await world.build.unions('150102', 20);
  const { items } = await submittedInspection(world, ['Q1', 'Q9']);
  const district = await world.as('xincheng-officer');
  photoId = (await district.upload('现场.png', 'image/png')).body.id;
  const act = { measures: '已召开大会', attachmentIds: [photoId] };
  await district.post(`/rectifications/${items.get('Q1')!.id}/rectify`, act);
  await backup(place(), kept);
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Of each table the number of its rows and one number over all of them. */
async function contentsOf(url: string): Promise<Record<string, unknown>> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    const contents: Record<string, unknown> = {};
    for (const { name } of await tablesOf(owner)) {
      const { rows } = await owner.query(
        `select count(*)::int as rows, bit_xor(hashtextextended(t::text, 0)) as hash from "${name}" t`,
      );
      contents[name] = rows[0];
    }
    return contents;
  } finally {
    await owner.end();
  }
}

describe('backup and restore', () => {
  test('an empty place gets every row and every file back, with both walls up, and people work there', async () => {
    const database = await createDatabase();
    const data = await mkdtemp(path.join(folder, 'restored-'));
    const restored = await restore({ ownerUrl: database.ownerUrl, files: await storeIn(data) }, kept);
    expect(restored).toMatchObject({ missing: [], files: 1 });
    const there = await contentsOf(database.ownerUrl);
    for (const { name, rows } of restored.tables) expect([name, there[name]]).toMatchObject([name, { rows }]);
    const again = path.join(folder, 'again');
    const second = await backup({ ownerUrl: database.ownerUrl, files: await storeIn(data) }, again);
    expect(second.tables.map(({ name, rows }) => [name, rows])).toEqual(
      restored.tables.map(({ name, rows }) => [name, rows]),
    );

    const server = await startServer({ database, clock, env: { DATA_DIR: data } });
    const officer = client(server.url);
    expect((await officer.login('xincheng-officer', password)).status).toBe(200);
    const items = await officer.list<Rectification>('rectifications', { status: 'rectified' });
    expect(items.map(({ attachmentIds }) => attachmentIds)).toEqual([[photoId]]);
    expect((await officer.get(`/attachments/${photoId}/content`)).status).toBe(200);
    const stranger = client(server.url);
    await stranger.login('huimin-admin', password);
    expect((await stranger.get(`/rectifications/${items[0]!.id}`)).status).toBe(404);
    await server.stop();
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const { rows: open } = await owner.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity and not relrowsecurity`,
    );
    expect(open).toEqual([]);
    await owner.end();
    await database.drop();
  });

  test('row by row, what comes back is what was there', async () => {
    const quiet = path.join(folder, 'quiet');
    const database = await createDatabase();
    const source = await createDatabase();
    const files = await storeIn(path.join(folder, 'quiet-store'));
    await backup({ ownerUrl: source.ownerUrl, files }, quiet);
    await expect(restore({ ownerUrl: world.database.ownerUrl, files }, quiet)).rejects.toThrow(/has accounts already/);
    await restore({ ownerUrl: database.ownerUrl, files }, quiet);
    expect(await contentsOf(database.ownerUrl)).toEqual(await contentsOf(source.ownerUrl));
    await source.drop();
    await database.drop();
  });

  test('a folder in use, an unfinished and a damaged backup are refused, and nothing is changed', async () => {
    await expect(backup(place(), kept)).rejects.toThrow(/not empty/);
    const database = await createDatabase();
    const fresh = await contentsOf(database.ownerUrl);
    const target = { ownerUrl: database.ownerUrl, files: await storeIn(path.join(folder, 'other')) };
    await expect(restore(target, path.join(folder, 'other'))).rejects.toThrow(/no finished backup/);
    const file = path.join(kept, 'tables', 'unions.copy.gz');
    const whole = await readFile(file);
    await writeFile(file, gzipSync(gunzipSync(whole).toString().replace('工会', '公会')));
    await expect(restore(target, kept)).rejects.toThrow(/unions is damaged/);
    await writeFile(file, whole);
    expect(await contentsOf(database.ownerUrl)).toEqual(fresh);
    await database.drop();
  });

  test('what is written while it runs is wholly in it or not at all', async () => {
    const target = path.join(folder, 'busy');
    const district = await world.as('xincheng-officer');
    const union = { orgCode: '150102', kind: 'enterprise', employees: 30, members: 28 };
    const writing = Promise.all(
      Array.from({ length: 20 }, (_, index) => district.post('/unions', { ...union, name: `新建工会${index}` })),
    );
    const taken = await backup(place(), target);
    await writing;
    const textOf = async (name: string) =>
      gunzipSync(await readFile(path.join(target, 'tables', `${name}.copy.gz`))).toString();
    for (const { name, rows, sha256 } of taken.tables) {
      const text = await textOf(name);
      expect([name, createHash('sha256').update(text).digest('hex')]).toEqual([name, sha256]);
      expect([name, text.split('\n').length - 1]).toEqual([name, rows]);
    }
    // Each new union with its event, or neither.
    const created = (await textOf('events')).split('\n').filter((line) => /\tunions\t.*\tcreate\t/.test(line));
    expect((await textOf('unions')).match(/新建工会/g)?.length ?? 0).toBe(created.length);
    expect((await readdir(target)).toSorted()).toEqual(['files', 'manifest.json', 'tables']);
  });
});
