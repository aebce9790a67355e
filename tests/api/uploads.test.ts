import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Attachment, UploadState } from '../../shared/attachments.ts';
import type { Inspection } from '../../shared/inspections.ts';
import { password } from '../support/builders.ts';
import type { Client } from '../support/client.ts';
import { announce, finish, hashOf, KB, picture, put } from '../support/uploads.ts';
import { issuedCampaign, openWorld, type World } from '../support/world.ts';
import { fc } from '../support/property.ts';

describe('a file in parts', () => {
  let world: World;
  let officer: Client;
  beforeAll(async () => {
    world = await openWorld({ clock: '2026-09-03T15:00:00+08:00', env: { MAX_UPLOAD_BYTES: String(600 * KB) } });
    officer = await world.as('xincheng-officer');
  });
  afterAll(() => world?.close());

  const partsOf = async (id: string) =>
    (await world.owner.query('select 1 from upload_parts where upload_id = $1', [id])).rowCount;

  test('arrives as it was, wherever the connection breaks and whatever is sent twice', async () => {
    const step = fc.record({
      bytes: fc.integer({ min: 4096, max: 120 * KB }),
      // The answer got lost: the part is sent again, or the sender asks how far it has come.
      next: fc.constantFrom('go on', 'again', 'ask', 'an old part'),
    });
    let seed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 * KB }),
        fc.array(step, { minLength: 1, maxLength: 8 }),
        async (bytes, steps) => {
          const content = picture(Math.max(bytes, 80), `property ${(seed += 1)}`);
          const { body: begun } = await announce(officer, content);
          let offset = begun.offset;
          for (let n = 0; offset < content.length; n += 1) {
            const { bytes: length, next } = steps[n % steps.length]!;
            const part = content.subarray(offset, offset + length);
            const sent = await put(officer, begun.id, offset, part);
            expect([sent.status, sent.body.offset]).toEqual([200, offset + part.length]);
            if (next === 'again')
              expect((await put(officer, begun.id, offset, part)).body.offset).toBe(sent.body.offset);
            if (next === 'an old part') {
              const old = await put(officer, begun.id, 0, content.subarray(0, Math.min(4096, sent.body.offset)));
              expect([old.status, old.body.offset]).toEqual([200, sent.body.offset]);
            }
            const asked = next === 'ask' && (await officer.get<UploadState>(`/uploads/${begun.id}`)).body;
            offset = asked ? asked.offset : sent.body.offset;
          }
          const done = await finish(officer, begun.id);
          expect(done).toMatchObject({ status: 201, body: { filename: '现场.png', subjectId: null } });
          expect((await finish(officer, begun.id)).body.id).toBe(done.body.id);
          expect(await partsOf(begun.id)).toBe(0);
          const { rows } = await world.owner.query<{ n: number }>(
            'select count(*)::int as n from attachments where id = $1 and uploader_id = (select id from users where username = $2)',
            [done.body.id, 'xincheng-officer'],
          );
          expect(rows[0]!.n).toBe(1);
          const back = await fetch(`${world.url}/api/attachments/${done.body.id}/content`, {
            headers: { cookie: await cookieOf('xincheng-officer') },
          });
          const stored = Buffer.from(await back.arrayBuffer());
          expect(hashOf(stored)).toBe(done.body.sha256);
        },
      ),
      { numRuns: 12 },
    );
  });

  /** For answers whose bytes matter; the client of the tests reads text. */
  const cookies = new Map<string, string>();
  async function cookieOf(username: string): Promise<string> {
    const known = cookies.get(username);
    if (known) return known;
    const answer = await fetch(`${world.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
    cookies.set(username, cookie);
    return cookie;
  }

  test('takes only the part that comes next, and no more than was announced', async () => {
    const content = picture(40 * KB, 'offsets');
    const { body: upload } = await announce(officer, content);
    await put(officer, upload.id, 0, content.subarray(0, 10 * KB));
    expect(await put(officer, upload.id, 20 * KB, content.subarray(20 * KB))).toMatchObject({
      status: 409,
      body: { code: 'wrong-offset', current: { offset: 10 * KB } },
    });
    expect((await put(officer, upload.id, 5 * KB, content.subarray(5 * KB, 30 * KB))).status).toBe(409);
    expect((await put(officer, upload.id, 10 * KB, Buffer.alloc(31 * KB))).status).toBe(422);
    expect((await put(officer, upload.id, 10 * KB, content.subarray(10 * KB, 10 * KB + 9))).status).toBe(422);
    expect((await put(officer, upload.id, 10 * KB, Buffer.alloc(1025 * KB))).status).toBe(413);
    const text = await officer.send('put', `/uploads/${upload.id}?offset=0`, { a: 1 });
    expect(text.status).toBe(415);
    expect(await finish(officer, upload.id)).toMatchObject({ status: 409, body: { code: 'upload-unfinished' } });
    expect((await officer.del(`/uploads/${upload.id}`)).status).toBe(200);
    expect((await officer.get(`/uploads/${upload.id}`)).status).toBe(404);
    expect(await partsOf(upload.id)).toBe(0);
  });

  test('is refused before it is sent when it is too large, and after it when it is not what it says', async () => {
    expect((await announce(officer, picture(601 * KB, 'large'))).status).toBe(413);
    const page = Buffer.from('<html><script>alert(1)</script></html>'.padEnd(5000));
    const { body: upload } = await announce(officer, page);
    await put(officer, upload.id, 0, page);
    expect(await finish(officer, upload.id)).toMatchObject({
      status: 422,
      body: { errors: { file: expect.any(String) } },
    });
    expect((await officer.get(`/uploads/${upload.id}`)).status).toBe(404);
    expect(await partsOf(upload.id)).toBe(0);
  });

  test('that was damaged on its way is sent again', async () => {
    const content = picture(9000, 'damaged');
    const { body: upload } = await announce(officer, content);
    await put(officer, upload.id, 0, Buffer.concat([content.subarray(0, 8999), Buffer.from('x')]));
    const refused = await finish(officer, upload.id);
    expect(refused).toMatchObject({ status: 422, body: { errors: { sha256: expect.any(String) } } });
    expect((await officer.get<UploadState>(`/uploads/${upload.id}`)).body.offset).toBe(0);
    await put(officer, upload.id, 0, content);
    expect((await finish(officer, upload.id)).status).toBe(201);
  });

  test('of which a part breaks off keeps what was whole', async () => {
    const content = picture(50 * KB, 'broken');
    const { body: upload } = await announce(officer, content);
    await put(officer, upload.id, 0, content.subarray(0, 20 * KB));
    const { port } = new URL(world.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `PUT /api/uploads/${upload.id}?offset=${20 * KB} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
        `Cookie: ${await cookieOf('xincheng-officer')}\r\nContent-Type: application/octet-stream\r\n` +
        `Content-Length: ${30 * KB}\r\n\r\n`,
    );
    await new Promise<void>((written) => socket.write(content.subarray(20 * KB, 30 * KB), () => written()));
    socket.destroy();
    await new Promise((closed) => socket.once('close', closed));
    expect((await officer.get<UploadState>(`/uploads/${upload.id}`)).body.offset).toBe(20 * KB);
    await put(officer, upload.id, 20 * KB, content.subarray(20 * KB));
    expect((await finish(officer, upload.id)).status).toBe(201);
  });

  test('is forgotten when nothing comes for three days', async () => {
    const content = picture(9000, 'forgotten');
    const { body: upload } = await announce(officer, content);
    await put(officer, upload.id, 0, content.subarray(0, 5000));
    await world.owner.query("update uploads set touched_at = now() - interval '73 hours' where id = $1", [upload.id]);
    expect((await put(officer, upload.id, 5000, content.subarray(5000))).status).toBe(404);
    await world.owner.query("select platform_forget_uploads(now() - interval '72 hours')");
    expect(await partsOf(upload.id)).toBe(0);
  });

  test('may belong to a record from the beginning, if its sender sees the record', async () => {
    await world.build.unions('150102', 1);
    await issuedCampaign(world, { orgCode: '150102', scope: { orgCodes: ['150102'] } });
    const [inspection] = await officer.list<Inspection>('inspections', {});
    const content = picture(5000, 'bound');
    const fields = { subjectType: 'inspections', subjectId: inspection!.id };
    const { body: upload } = await announce(officer, content, { fields });
    await put(officer, upload.id, 0, content);
    expect((await finish(officer, upload.id)).body).toMatchObject(fields);
    const stranger = await world.as('huimin-admin');
    expect((await announce(stranger, content, { fields })).status).toBe(404);
  });
});

describe.each([
  ['row security alone', { scopeInQueries: false }],
  ['scoped queries alone', { bypassRowSecurity: true }],
] as const)('a file in parts, by %s', (_name, options) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ ...options, env: { MAX_UNUSED_BYTES: String(100 * KB) } });
  });
  afterAll(() => world?.close());

  test('is its sender’s alone', async () => {
    const officer = await world.as('xincheng-officer');
    const content = picture(20 * KB, 'mine');
    const { body: upload } = await announce(officer, content);
    await put(officer, upload.id, 0, content.subarray(0, 8 * KB));
    for (const username of ['xincheng-admin', 'nmg-admin', 'gd-admin']) {
      const other = await world.as(username);
      expect((await other.get(`/uploads/${upload.id}`)).status).toBe(404);
      expect((await put(other, upload.id, 8 * KB, content.subarray(8 * KB))).status).toBe(404);
      expect((await finish(other, upload.id)).status).toBe(404);
      expect((await other.del(`/uploads/${upload.id}`)).status).toBe(404);
    }
    expect((await announce(await world.as('nmg-leader'), content)).status).toBe(403);
    await put(officer, upload.id, 8 * KB, content.subarray(8 * KB));
    expect((await finish(officer, upload.id)).status).toBe(201);
  });

  test('counts, with all that nobody has used, against what one person may leave lying about', async () => {
    const person = await world.as('huimin-admin');
    const other = await world.as('baotou-officer');
    const first = await announce(person, picture(60 * KB, 'first'));
    const paper = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(50 * KB)]);
    const sendPaper = () => person.upload('a.pdf', 'application/pdf', {}, paper);
    expect(first.status).toBe(201);
    expect(await announce(person, picture(60 * KB, 'second'))).toMatchObject({
      status: 409,
      body: { code: 'too-much-unused' },
    });
    expect((await sendPaper()).status).toBe(409);
    expect((await announce(other, picture(60 * KB, 'second'))).status).toBe(201);
    await person.del(`/uploads/${first.body.id}`);
    const plain = await sendPaper();
    expect(plain.status).toBe(201);
    expect((await announce(person, picture(60 * KB, 'second'))).status).toBe(409);
    await person.del(`/attachments/${plain.body.id}`);
    expect((await announce(person, picture(60 * KB, 'second'))).status).toBe(201);
  });
});

describe('what a picture says of itself', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ clock: '2026-09-03T15:00:00+08:00' });
  });
  afterAll(() => world?.close());

  test('is kept, in Shanghai where the camera names no offset, and told to federations', async () => {
    const [unionId] = await world.build.unions('150102', 1);
    for (const username of ['chair-one', 'chair-two'])
      await world.build.account({ username, role: 'reporter', orgCode: '150102', unionId: unionId! });
    const [one, two, district] = await Promise.all(
      ['chair-one', 'chair-two', 'xincheng-officer'].map((n) => world.as(n)),
    );
    await issuedCampaign(world, { orgCode: '150102', scope: { orgCodes: ['150102'] } });
    const [inspection] = await one!.list<Inspection>('inspections', {});
    const { body: file } = await one!.upload('会场.png', 'image/png', {
      takenAt: '2026-09-03T14:05:00',
      takenLat: '40.84',
      takenLng: '111.75',
      subjectType: 'inspections',
      subjectId: inspection!.id,
    });
    const told = { takenAt: '2026-09-03T06:05:00.000Z', takenPlace: { lat: 40.84, lng: 111.75 } };
    expect(file).toMatchObject(told);
    expect((await district!.get<Attachment>(`/attachments/${file.id}`)).body).toMatchObject(told);
    expect((await two!.get<Attachment>(`/attachments/${file.id}`)).body).toMatchObject({
      takenAt: null,
      takenPlace: null,
    });
    const { body: upload } = await announce(one!, picture(5000, 'offset'), {
      fields: { takenAt: '2026-09-03T14:05:00+09:00' },
    });
    await put(one!, upload.id, 0, picture(5000, 'offset'));
    expect((await finish(one!, upload.id)).body).toMatchObject({
      takenAt: '2026-09-03T05:05:00.000Z',
      takenPlace: null,
    });
  });

  test.each([
    ['takenAt', { takenAt: '昨天' }],
    ['takenAt', { takenAt: '2026-13-40T14:05:00' }],
    ['takenAt', { takenAt: '1970-01-01T00:00:00Z' }],
    ['takenAt', { takenAt: '2199-01-01T00:00:00Z' }],
    ['takenLat', { takenLat: '90.1', takenLng: '1' }],
    ['takenLng', { takenLat: '1', takenLng: '-181' }],
    ['takenLng', { takenLat: '40' }],
    ['takenLat', { takenLat: 'NaN', takenLng: '1' }],
    ['subjectId', { subjectType: 'inspections' }],
  ])('is refused at %s: %j', async (field, fields) => {
    const officer = await world.as('xincheng-officer');
    const plain = await officer.upload('a.png', 'image/png', fields);
    expect(plain).toMatchObject({ status: 422, body: { errors: { [field]: expect.any(String) } } });
    const inParts = await announce(officer, picture(5000, 'fields'), { fields });
    expect(inParts).toMatchObject({ status: 422, body: { errors: { [`fields.${field}`]: expect.any(String) } } });
  });
});
