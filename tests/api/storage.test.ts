import { appendFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Attachment } from '../../shared/attachments.ts';
import type { Inspection } from '../../shared/inspections.ts';
import { readEnv } from '../../server/env.ts';
import { sweepUploads } from '../../server/features/attachments/attachment.sweep.ts';
import { openScratch } from '../../server/files/scratch.ts';
import { openFileStore } from '../../server/files.ts';
import { pixel } from '../support/client.ts';
import { scene } from '../support/pictures.ts';
import { openS3, s3Key } from '../support/s3.ts';
import { answersWith, issuedCampaign, openWorld, type World } from '../support/world.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'union-console-storage-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const envOf = (name: string, more: Record<string, string> = {}) =>
  readEnv({ DATA_DIR: path.join(folder, name), ...more });
const textOf = async (content: Readable) => Buffer.concat(await content.toArray()).toString();
const filesBelow = async (root: string) =>
  (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
const accept = () => undefined;

describe('a folder', () => {
  test('without room says so, keeps nothing half, and takes the same file once there is room', async () => {
    const env = envOf('full');
    let room = false;
    const scratch = await openScratch(path.join(env.DATA_DIR, 'files', 'incoming'), (file) => {
      const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      return new Writable({
        // A disk that fills up while the file is being written.
        write(chunk: Buffer, _encoding, done) {
          appendFileSync(file, chunk);
          done(room ? null : full);
        },
      });
    });
    const files = await openFileStore(env, scratch);
    const send = () => files.put(Readable.from([Buffer.from('会议纪要')]), accept);
    await expect(send()).rejects.toMatchObject({ status: 507, code: 'storage-full' });
    expect(await filesBelow(path.join(env.DATA_DIR, 'files'))).toEqual([]);
    room = true;
    const { sha256 } = await send();
    expect(await textOf(await files.read(sha256))).toBe('会议纪要');
  });

  test('never hands out the whole of a file that is not what it was', async () => {
    const env = envOf('changed');
    const files = await openFileStore(env);
    const { sha256 } = await files.put(Readable.from([Buffer.from('原件')]), accept);
    await writeFile(path.join(env.DATA_DIR, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256), '改过');
    await expect(textOf(await files.read(sha256))).rejects.toThrow('not what it was');
  });

  test('clears away what was interrupted yesterday, and leaves what another server is receiving', async () => {
    const env = envOf('interrupted');
    const incoming = path.join(env.DATA_DIR, 'files', 'incoming');
    await mkdir(incoming, { recursive: true });
    for (const name of ['old', 'young']) await writeFile(path.join(incoming, name), 'x');
    const longAgo = new Date(Date.now() - 2 * 86_400_000);
    await utimes(path.join(incoming, 'old'), longAgo, longAgo);
    await openFileStore(env);
    expect(await readdir(incoming)).toEqual(['young']);
  });
});

describe('a bucket', () => {
  let s3: Awaited<ReturnType<typeof openS3>>;
  let world: World;
  beforeAll(async () => {
    s3 = await openS3('evidence');
    world = await openWorld({
      env: { FILES_S3_BUCKET: 'evidence', FILES_S3_ENDPOINT: s3.endpoint, FILES_S3_PREFIX: 'console', ...s3Key },
    });
  });
  afterAll(async () => {
    await world?.close();
    await s3?.close();
  });

  test('keeps pictures and their thumbnails, the same bytes once; down, it is told, and the upload can be repeated', async () => {
    const officer = await world.as('xincheng-officer');
    const picture = await scene(1);
    const send = () => officer.upload('会场.jpg', 'image/jpeg', {}, picture);
    const first = (await send()).body as unknown as Attachment;
    const second = (await send()).body as unknown as Attachment;
    expect(second.sha256).toBe(first.sha256);
    const objects = (await filesBelow(s3.directory)).filter(({ name }) => name.endsWith('_object'));
    const at = `${first.sha256.slice(0, 2)}/${first.sha256.slice(2, 4)}/${first.sha256}`;
    expect(
      objects.map(({ parentPath, name }) => path.relative(s3.directory, path.join(parentPath, name))).sort(),
    ).toEqual([`console/${at}._S3rver_object`, `console/${at}.webp._S3rver_object`]);
    const content = `/attachments/${first.id}/content`;
    expect((await officer.get(content)).headers.get('content-length')).toBe(String(first.bytes));
    expect((await officer.get(`/attachments/${first.id}/thumbnail`)).status).toBe(200);

    await s3.down();
    const before = await officer.list('attachments', {});
    const broken = await officer.upload('另一张.jpg', 'image/jpeg', {}, await scene(2));
    expect(broken).toMatchObject({
      status: 503,
      body: { code: 'storage-unavailable', message: expect.stringContaining('请稍后重试') },
    });
    expect((await officer.get(content)).status).toBe(503);
    expect(await officer.list('attachments', {})).toEqual(before);
    await s3.up();
    expect((await officer.upload('另一张.jpg', 'image/jpeg', {}, await scene(2))).status).toBe(201);
    expect((await officer.get(content)).status).toBe(200);
  });

  test.each([
    ['a wrong key', { FILES_S3_ACCESS_KEY_ID: 'nobody', FILES_S3_SECRET_ACCESS_KEY: 'nothing' }],
    ['no such bucket', { FILES_S3_BUCKET: 'elsewhere' }],
  ])('%s is a fault of the storage, not of the file', async (_what, wrong) => {
    const settings = { FILES_S3_BUCKET: 'evidence', FILES_S3_ENDPOINT: s3.endpoint, ...s3Key, ...wrong };
    const files = await openFileStore(envOf('wrong', settings));
    await expect(files.put(Readable.from([Buffer.from('x')]), accept)).rejects.toMatchObject({
      status: 503,
      code: 'storage-unavailable',
    });
  });

  test('hands out nothing whole that is not what its name says', async () => {
    const settings = { FILES_S3_BUCKET: 'evidence', FILES_S3_ENDPOINT: s3.endpoint, ...s3Key };
    const files = await openFileStore(envOf('verified', settings));
    const { sha256 } = await files.put(Readable.from([Buffer.from('原件')]), accept);
    const object = path.join(s3.directory, sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}._S3rver_object`);
    expect(await readFile(object, 'utf8')).toBe('原件');
    await writeFile(object, '改过');
    await expect(textOf(await files.read(sha256))).rejects.toThrow('not what it was');
    await files.remove(sha256);
    await expect(files.read(sha256)).rejects.toMatchObject({ status: 503 });
  });

  test.each([
    [{ FILES_S3_ENDPOINT: 'http://127.0.0.1:9000' }, 'FILES_S3_BUCKET'],
    [{ FILES_S3_BUCKET: 'b', FILES_S3_ACCESS_KEY_ID: 'a' }, 'FILES_S3_SECRET_ACCESS_KEY'],
    [{ FILES_S3_BUCKET: 'b', FILES_S3_ENDPOINT: 'minio:9000' }, 'FILES_S3_ENDPOINT'],
    [{ FILES_S3_BUCKET: 'b', FILES_S3_PREFIX: '../x y' }, 'FILES_S3_PREFIX'],
  ])('settings that do not fit stop the start: %j', (settings, name) => {
    expect(() => envOf('settings', settings as Record<string, string>)).toThrow(new RegExp(`^${name} `));
  });
});

describe('what nothing uses', () => {
  let world: World;
  let pool: pg.Pool;
  let env: ReturnType<typeof envOf>;
  beforeAll(async () => {
    env = envOf('swept');
    world = await openWorld({ clock: '2026-09-02T09:00:00+08:00', env: { DATA_DIR: env.DATA_DIR } });
    pool = new pg.Pool({ connectionString: world.database.appUrl, max: 3 });
  });
  afterAll(async () => {
    await pool?.end();
    await world?.close();
  });
  const kept = ({ sha256 }: Attachment) =>
    path.join(env.DATA_DIR, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const isKept = (file: Attachment) =>
    readFile(kept(file)).then(
      () => true,
      () => false,
    );
  const sweep = async (day: string, loose = 0) => {
    const now = () => new Date(`${day}T12:00:00+08:00`);
    await sweepUploads({ pool, env, now, files: await openFileStore(env) }, { loose });
  };

  test('goes after a week with its file; what a record or another upload has stays, and so does what was just kept', async () => {
    await world.build.unions('150102', 1);
    const officer = await world.as('xincheng-officer');
    await issuedCampaign(world, { scope: { orgCodes: ['150102'] } });
    const send = async (text: string) => {
      const content = Buffer.from(`%PDF-1.7\n${text}`);
      return (await officer.upload(`${text}.pdf`, 'application/pdf', {}, content)).body as unknown as Attachment;
    };
    const [unused, bound, twin] = [await send('多余'), await send('签到表'), await send('签到表')];
    const picture = (await officer.upload('a.png', 'image/png', {}, pixel('a'))).body as unknown as Attachment;
    const [inspection] = await officer.list<Inspection>('inspections', {});
    const answers = { ...answersWith([]), Q1: { value: 'yes', attachmentIds: [bound.id] } };
    expect((await officer.post(`/inspections/${inspection!.id}/save`, { answers })).status).toBe(200);

    await sweep('2026-09-05');
    expect(await Promise.all([unused, bound, picture].map(isKept))).toEqual([true, true, true]);
    // The rows go; their files wait until nobody can be about to name them.
    await sweep('2026-09-12', 86_400_000);
    expect((await officer.get(`/attachments/${unused.id}`)).status).toBe(404);
    expect((await officer.get(`/attachments/${twin.id}`)).status).toBe(404);
    expect(await isKept(unused)).toBe(true);
    await sweep('2026-09-12');
    expect(await Promise.all([unused, bound, picture].map(isKept))).toEqual([false, true, false]);
    expect((await officer.get(`/attachments/${bound.id}/content`)).status).toBe(200);
    // Taken off the answer it stays, as what was there before.
    const emptied = { answers: { ...answers, Q1: { value: 'yes', attachmentIds: [] } } };
    expect((await officer.post(`/inspections/${inspection!.id}/save`, emptied)).status).toBe(200);
    const former = await officer.get<Attachment>(`/attachments/${bound.id}`);
    expect(former.body).toMatchObject({ supersededBy: 'xincheng-officer', supersededById: null });
    await sweep('2026-12-12');
    expect(await isKept(bound)).toBe(true);
    // The same bytes again are kept again.
    expect(await isKept(await send('多余'))).toBe(true);
  });

  test('loses against an act that is just taking it up', async () => {
    const officer = await world.as('xincheng-officer');
    const file = (await officer.upload('批复.pdf', 'application/pdf', {}, Buffer.from('%PDF-1.7\n批复')))
      .body as unknown as Attachment;
    await world.owner.query('begin');
    await world.owner.query('select from attachments where id = $1 for update', [file.id]);
    await sweep('2026-10-12');
    await world.owner.query('commit');
    expect((await officer.get(`/attachments/${file.id}/content`)).status).toBe(200);
  });
});
