import { connect } from 'node:net';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Attachment } from '../../shared/attachments.ts';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { pixel } from '../support/client.ts';
import { answersWith, issuedCampaign, openWorld, until, type World } from '../support/world.ts';
import { zip } from '../support/zip.ts';

const LIMIT = 200_000;
/** A photograph of one pixel. */
const jpeg = await sharp(Buffer.alloc(3, 90), { raw: { width: 1, height: 1, channels: 3 } })
  .jpeg()
  .toBuffer();
let world: World;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'union-console-uploads-'));
  world = await openWorld({ env: { MAX_UPLOAD_BYTES: String(LIMIT), DATA_DIR: dataDir } });
  await world.build.unions('150102', 2);
});
afterAll(async () => {
  await world?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const by = (username: string) => world.as(username);
const upload = async (filename: string, type: string, content?: Buffer<ArrayBuffer>) =>
  (await by('xincheng-officer')).upload(filename, type, {}, content);

/** The head of a PNG that says how large it is, with hardly any content. */
function bomb(side: number): Buffer<ArrayBuffer> {
  const png = Buffer.from(pixel(''));
  png.writeUInt32BE(side, 16);
  png.writeUInt32BE(side, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

const types = '[Content_Types].xml';
const openXml = 'application/vnd.openxmlformats-officedocument.';
/** Big enough that the main part lies far behind the head of the file. */
const padding = { 'word/media/photo.bin': Buffer.alloc(100_000, 7) };

describe('what may be uploaded', () => {
  test.each([
    ['现场.png', 'image/png', pixel('a'), 'image/png'],
    ['现场.JPG', 'image/jpg', Buffer.from(jpeg), 'image/jpeg'],
    ['批复.pdf', 'application/octet-stream', Buffer.from('%PDF-1.7\n'), 'application/pdf'],
    [
      '说明.docx',
      'application/wps-office.docx',
      zip({ ...padding, 'word/document.xml': '', [types]: '' }),
      `${openXml}wordprocessingml.document`,
    ],
    ['台账.xlsx', '', zip({ [types]: '', 'xl/workbook.xml': '' }), `${openXml}spreadsheetml.sheet`],
  ])('%s', async (filename, type, content, mediaType) => {
    expect(await upload(filename, type, content)).toMatchObject({
      status: 201,
      body: { filename, mediaType, bytes: expect.any(Number), subjectId: null, uploadedBy: 'xincheng-officer' },
    });
  });

  test.each([
    ['a page that says it is a picture', 'a.png', 'image/png', Buffer.from('<html><script>alert(1)</script>')],
    [
      'a drawing that can run scripts',
      'a.svg',
      'image/svg+xml',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    ['a program', 'a.exe', 'application/octet-stream', Buffer.from('4d5a90000300', 'hex')],
    ['a picture with the name of a program', 'a.png.exe', 'image/png', pixel('b')],
    ['a picture declared as a page', 'a.png', 'text/html', pixel('c')],
    ['any archive', 'a.docx', '', zip({ 'word/readme.txt': 'x' })],
    [
      'an Office file with macros',
      'a.docx',
      '',
      zip({ [types]: '', 'word/document.xml': '', 'word/vbaProject.bin': '' }),
    ],
    [
      'an Office file whose macros hide before the part of its directory that is looked at',
      'a.xlsx',
      '',
      zip({
        'xl/vbaProject.bin': '',
        ...Object.fromEntries(
          Array.from({ length: 900 }, (_, index) => [`xl/media/a-picture-with-a-name-${index}.png`, '']),
        ),
        [types]: '',
        'xl/workbook.xml': '',
      }),
    ],
    [
      'an Office file with a gap in its directory',
      'a.xlsx',
      '',
      Buffer.concat([zip({ [types]: '', 'xl/workbook.xml': '' }), Buffer.from('PK')]),
    ],
    ['a picture that ends after its beginning', 'a.png', 'image/png', Buffer.from('89504e470d0a1a0a61', 'hex')],
    ['a picture of ten thousand megapixels in a few bytes', 'a.png', 'image/png', bomb(100_000)],
    ['a program behind the beginning of a picture', 'a.gif', 'image/gif', Buffer.from('GIF89a=1;alert(1);//')],
    ['a page behind a drawing', 'a.svg', 'image/png', Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>')],
    ['a table with the name of a text', 'a.docx', '', zip({ [types]: '', 'xl/workbook.xml': '' })],
  ])('not %s', async (_what, filename, type, content) => {
    const answer = await upload(filename, type, content);
    expect(answer).toMatchObject({ status: 422, body: { errors: { file: expect.any(String) } } });
  });

  test('not more than the limit, and not nothing', async () => {
    const large = (bytes: number) => Buffer.concat([pixel('d'), Buffer.alloc(bytes)]);
    expect((await upload('a.png', 'image/png', large(LIMIT))).status).toBe(413);
    expect((await upload('a.png', 'image/png', large(LIMIT * 5))).status).toBe(413);
    expect((await upload('a.png', 'image/png', Buffer.alloc(0))).status).toBe(422);
    const officer = await by('xincheng-officer');
    expect((await officer.post('/attachments', { file: 'x' })).status).toBe(415);
  });

  test('under a name that is safe', async () => {
    const { body } = await upload('../../etc/\u202egnp."><b>.png', 'image/png');
    expect((body as unknown as Attachment).filename).toBe('_gnp.___b_.png');
  });

  test('a broken upload leaves nothing behind', async () => {
    const officer = await by('xincheng-officer');
    const before = await officer.list('attachments', {});
    const expiresOn = new Date(Date.now() + 86_400_000 * 7).toISOString().slice(0, 10);
    const { body } = await officer.post<{ token: string }>('/tokens', { name: '上传', expiresOn });
    const { port } = new URL(world.url);
    const socket = connect(Number(port), '127.0.0.1');
    const head = 'Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png';
    socket.write(
      `POST /api/attachments HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${body.token}\r\n` +
        `Content-Type: multipart/form-data; boundary=X\r\nContent-Length: 9999\r\n\r\n--X\r\n${head}\r\n\r\n`,
    );
    socket.write(pixel('e'));
    const incoming = path.join(dataDir, 'files', 'incoming');
    const waiting = async (count: number) => ((await readdir(incoming)).length === count ? true : null);
    await until(() => waiting(1));
    socket.destroy();
    await until(() => waiting(0));
    expect(await officer.list('attachments', {})).toEqual(before);
  });
});

describe('who sees a file', () => {
  const content = (id: string) => `/attachments/${id}/content`;

  test('its uploader alone, until an act takes it up; then everybody who sees the record', async () => {
    const [district, city, chairOffice] = await Promise.all(
      ['xincheng-officer', 'hohhot-officer', 'xincheng-admin'].map(by),
    );
    await issuedCampaign(world, { orgCode: '150102', scope: { orgCodes: ['150102'] } });
    const [inspection] = await district!.list<Inspection>('inspections', { status: 'pending' });
    await district!.post(`/inspections/${inspection!.id}/submit`, { answers: answersWith(['Q1', 'Q4']) });
    const items = await district!.list<Rectification>('rectifications', { inspectionId: inspection!.id });
    const { body: file } = await district!.upload('整改.png', 'image/png');
    for (const other of [city!, chairOffice!]) {
      expect((await other.get(`/attachments/${file.id}`)).status).toBe(404);
      expect((await other.get(content(file.id))).status).toBe(404);
      expect((await other.del(`/attachments/${file.id}`)).status).toBe(404);
    }
    const act = { measures: '已补开会员大会', attachmentIds: [file.id] };
    const stolen = await chairOffice!.post<{ errors: object }>(`/rectifications/${items[0]!.id}/rectify`, act);
    expect(stolen).toMatchObject({ status: 422, body: { errors: { attachmentIds: expect.any(String) } } });
    expect((await district!.post(`/rectifications/${items[0]!.id}/rectify`, act)).status).toBe(200);
    const seen = await city!.get<Attachment>(`/attachments/${file.id}`);
    expect(seen.body).toMatchObject({ subjectType: 'rectifications', subjectId: items[0]!.id });
    const bound = await city!.list<HistoryEvent>('events', { subjectId: file.id });
    expect(bound.map(({ action }) => action)).toEqual(['bind']);
    expect((await (await by('gd-officer')).get(content(file.id))).status).toBe(404);
    expect(await district!.del(`/attachments/${file.id}`)).toMatchObject({
      status: 409,
      body: { code: 'not-deletable' },
    });
    const elsewhere = await district!.post(`/rectifications/${items[1]!.id}/rectify`, act);
    expect(elsewhere.status).toBe(422);
  });

  test('a record that one does not see can’t be named', async () => {
    const officer = await by('xincheng-officer');
    const subject = { subjectType: 'rectifications', subjectId: '01890000-0000-7000-8000-000000000000' };
    expect((await officer.upload('a.png', 'image/png', subject)).status).toBe(404);
  });

  test('a file can’t do anything; a document comes back as it was', async () => {
    const officer = await by('xincheng-officer');
    const { body: file } = await officer.upload('照片.png', 'image/png', {}, pixel('<script>alert(1)</script>'));
    const answer = await officer.get<string>(content(file.id));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('照片.png')}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
    expect(answer.body).not.toContain('<script>');
    const pdf = Buffer.from('%PDF-1.7\n一份批复');
    const { body: reply } = await officer.upload('批复.pdf', 'application/pdf', {}, pdf);
    expect(await officer.get(content(reply.id))).toMatchObject({ status: 200, body: pdf.toString() });
    expect((await officer.get(content(file.id), { 'if-none-match': answer.headers.get('etag')! })).status).toBe(304);
    const { body: text } = await officer.upload('表.xlsx', '', {}, zip({ [types]: '', 'xl/workbook.xml': '' }));
    expect((await officer.get(content(text.id))).headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  test('an upload that nothing uses can be thrown away', async () => {
    const officer = await by('xincheng-officer');
    const { body: file } = await officer.upload('多余.png', 'image/png');
    expect((await officer.del(`/attachments/${file.id}`)).status).toBe(200);
    expect((await officer.get(content(file.id))).status).toBe(404);
    expect((await (await by('nmg-leader')).upload('a.png', 'image/png')).status).toBe(403);
  });
});
