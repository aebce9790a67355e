import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Attachment } from '../../shared/attachments.ts';
import type { HistoryEvent } from '../../shared/events.ts';
import type { EvidenceFlag } from '../../shared/evidence.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import type { Client } from '../support/client.ts';
import { blank, fromPhone, scene, shrunk } from '../support/pictures.ts';
import { answersWith, issuedCampaign, openWorld, type World } from '../support/world.ts';

let world: World;
let dataDir: string;
/** One item of each of five unions: three in 150102, two in 150103. */
let items: Rectification[];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'union-console-pictures-'));
  world = await openWorld({ clock: '2026-09-02T09:00:00+08:00', env: { DATA_DIR: dataDir } });
  const unions = [...(await world.build.unions('150102', 3)), ...(await world.build.unions('150103', 2))];
  await world.build.account({ username: 'chair', role: 'reporter', orgCode: '150102', unionId: unions[0]! });
  const campaign = await issuedCampaign(world, { scope: { orgCodes: ['150102', '150103'] } });
  const city = await world.as('hohhot-officer');
  for (const { id } of await city.list<Inspection>('inspections', { campaignId: campaign.id }))
    await city.post(`/inspections/${id}/submit`, { answers: answersWith(['Q1', 'Q2']) });
  const all = await city.list<Rectification>('rectifications', { campaignId: campaign.id, itemKey: 'Q1' });
  items = unions.map((unionId) => all.find((item) => item.unionId === unionId)!);
});
afterAll(async () => {
  await world?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const fileOf = (sha256: string, ending = '') =>
  path.join(dataDir, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256 + ending);

async function send(person: Client, filename: string, content: Buffer<ArrayBuffer>, mediaType = 'image/jpeg') {
  const { status, body } = await person.upload(filename, mediaType, {}, content);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body as unknown as Attachment;
}

/** Marks an item with this evidence; the item starts anew each time. */
async function prove(person: Client, item: Rectification, attachmentIds: string[], more: object = {}) {
  const now = (await person.get<Rectification>(`/rectifications/${item.id}`)).body;
  if (now.status === 'rectified')
    await (await world.as('nmg-officer')).post(`/rectifications/${item.id}/return`, { reason: '重来' });
  const answer = await person.post<Rectification>(`/rectifications/${item.id}/rectify`, {
    measures: '已整改',
    attachmentIds,
    ...more,
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

const flags = async (username: string, ids: string[]) =>
  (await (await world.as(username)).get<EvidenceFlag[]>(`/reports/evidence?ids=${ids.join(',')}`)).body;

describe('a picture', () => {
  test('is kept upright and without what hung on it; its thumbnail is small and has the same rights', async () => {
    const officer = await world.as('xincheng-officer');
    const sent = await fromPhone(await scene(1));
    expect((await sharp(sent).metadata()).orientation).toBe(6);
    const picture = await send(officer, '会场.jpg', sent);
    const kept = await readFile(fileOf(picture.sha256));
    const { exif, xmp, icc, iptc, orientation, width, height } = await sharp(kept).metadata();
    expect({ exif, xmp, icc, iptc, orientation, width, height }).toEqual({ width: 600, height: 800 });
    expect(kept.includes('Huawei') || kept.includes('script')).toBe(false);
    expect(kept.length).toBe(picture.bytes);

    const thumbnail = await officer.get(`/attachments/${picture.id}/thumbnail`);
    expect([thumbnail.status, thumbnail.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(await sharp(await readFile(fileOf(picture.sha256, '.webp'))).metadata()).toMatchObject({
      width: 240,
      height: 320,
    });
    expect((await (await world.as('xincheng-admin')).get(`/attachments/${picture.id}/thumbnail`)).status).toBe(404);
    // What came in without one gets it when it is asked for.
    await rm(fileOf(picture.sha256, '.webp'));
    expect((await officer.get(`/attachments/${picture.id}/thumbnail`)).status).toBe(200);
    expect((await stat(fileOf(picture.sha256, '.webp'))).size).toBeLessThan(30_000);
  });

  test('of other files there is no thumbnail; a file that is gone from the storage is told', async () => {
    const officer = await world.as('xincheng-officer');
    const reply = await send(officer, '批复.pdf', Buffer.from('%PDF-1.7\n批复一'), 'application/pdf');
    expect((await officer.get(`/attachments/${reply.id}/thumbnail`)).status).toBe(404);
    await rm(fileOf(reply.sha256));
    const gone = await officer.get(`/attachments/${reply.id}/content`);
    expect(gone).toMatchObject({ status: 503, body: { code: 'storage-unavailable' } });
    expect(gone.headers.get('cache-control')).toBe('no-store');
  });

  test('a program hidden behind it is not kept', async () => {
    const officer = await world.as('xincheng-officer');
    const polyglot = Buffer.concat([await scene(2), Buffer.from('<html><script>alert(1)</script></html>PK\x03\x04')]);
    const picture = await send(officer, '会场.jpg', polyglot);
    expect((await readFile(fileOf(picture.sha256))).includes('<script>')).toBe(false);
  });
});

describe('a picture that was used for another union', () => {
  test('is flagged by its bytes and by its looks: by name within the scope, by number beyond it', async () => {
    const [first, second, third, fourth, fifth] = items;
    const [district, other, city] = await Promise.all(
      ['xincheng-officer', 'huimin-admin', 'hohhot-officer'].map((u) => world.as(u)),
    );
    const original = await scene(10);
    const pieces = {
      first: await send(district!, '会场.jpg', original),
      same: await send(district!, '同一张.jpg', original),
      alike: await send(other!, '转发.jpg', await shrunk(original, 400)),
      downloaded: await send(
        other!,
        '下载.jpg',
        Buffer.from(await readFile(fileOf((await send(district!, 'x.jpg', original)).sha256))),
      ),
      stranger: await send(district!, '别的.jpg', await scene(11)),
    };
    await prove(district!, first!, [pieces.first.id]);
    expect(await flags('xincheng-officer', [pieces.first.id])).toEqual([]);
    await prove(district!, second!, [pieces.same.id]);
    await prove(district!, third!, [pieces.stranger.id]);
    await prove(other!, fourth!, [pieces.alike.id]);
    await prove(other!, fifth!, [pieces.downloaded.id]);

    const seen = await flags(
      'hohhot-officer',
      Object.values(pieces).map(({ id }) => id),
    );
    expect(seen.map(({ attachmentId, kind, elsewhere }) => [attachmentId, kind, elsewhere])).toEqual([
      [pieces.first.id, 'same', 0],
      [pieces.same.id, 'same', 0],
      [pieces.alike.id, 'alike', 0],
      [pieces.downloaded.id, 'same', 0],
    ]);
    expect(seen[2]!.uses.map(({ kind, door }) => [kind, door.resource, door.id]).sort()).toEqual(
      [first!, second!, fifth!].map(({ id }) => ['alike', 'rectifications', id]).sort(),
    );
    expect(seen[0]!.uses[0]).toMatchObject({ kind: 'same', unionName: expect.any(String), title: first!.itemText });

    const [own] = await flags('xincheng-officer', [pieces.first.id]);
    expect(own).toMatchObject({ kind: 'same', elsewhere: 2 });
    expect(own!.uses.map(({ door }) => door.id)).toEqual([second!.id]);
    expect(JSON.stringify(own)).not.toContain('150103');
    // Whoever may not see a piece learns nothing of it, and a chair nothing at all.
    expect(await flags('xincheng-officer', [pieces.alike.id])).toEqual([]);
    expect(await flags('gd-officer', [pieces.first.id])).toEqual([]);
    const chair = await world.as('chair');
    expect((await chair.get(`/reports/evidence?ids=${pieces.first.id}`)).status).toBe(403);
    expect((await city!.get('/reports/evidence?ids=x')).status).toBe(400);
  });

  test('is none where nothing is on it, nor twice in one union', async () => {
    const [first, second] = items;
    const district = await world.as('xincheng-officer');
    const sheet = await blank(240);
    const blanks = [await send(district, '白纸.jpg', sheet), await send(district, '白纸.jpg', sheet)];
    await prove(district, first!, [blanks[0]!.id]);
    await prove(district, second!, [blanks[1]!.id]);
    const twice = [
      await send(district, '选票.jpg', await scene(20)),
      await send(district, '选票2.jpg', await scene(20)),
    ];
    await prove(district, first!, [twice[0]!.id]);
    const [sibling] = await district.list<Rectification>('rectifications', { unionId: first!.unionId, itemKey: 'Q2' });
    await prove(district, sibling!, [twice[1]!.id]);
    expect(
      await flags(
        'hohhot-officer',
        [...blanks, ...twice].map(({ id }) => id),
      ),
    ).toEqual([]);
  });
});

describe('a document that is meant for many', () => {
  const reply = () => Buffer.from(`%PDF-1.7\n批复 ${Math.random()}`);

  test('raises no alarm once a federation says so, nor do its copies below; and it can be taken back', async () => {
    const [first, second, third] = items;
    const district = await world.as('xincheng-officer');
    const content = reply();
    const copies = [];
    for (const item of [first!, second!, third!]) {
      const piece = await send(district, '批复.pdf', content, 'application/pdf');
      await prove(district, item, [piece.id]);
      copies.push(piece);
    }
    const ids = copies.map(({ id }) => id);
    expect((await flags('hohhot-officer', ids)).map(({ kind }) => kind)).toEqual(['same', 'same', 'same']);

    const { version, mayActions } = (await district.get<Attachment>(`/attachments/${ids[0]}`)).body;
    expect(mayActions).toEqual(['share']);
    const loose = await send(district, '未用.pdf', content, 'application/pdf');
    expect(loose.mayActions).toEqual([]);
    expect((await district.post(`/attachments/${loose.id}/share`, { shared: true })).status).toBe(409);
    const path = `/attachments/${ids[0]}/share`;
    const marked = await district.post<Attachment>(path, { shared: true, version });
    expect(marked).toMatchObject({ status: 200, body: { shared: true, sharedBy: 'xincheng-officer' } });
    expect(await flags('hohhot-officer', ids)).toEqual([]);
    expect((await district.post(path, { shared: false, version })).status).toBe(409);
    expect((await (await world.as('chair')).post(path, { shared: false })).status).toBe(403);
    expect((await (await world.as('huimin-admin')).post(path, { shared: false })).status).toBe(404);
    expect((await district.post(path, {})).status).toBe(422);
    await district.post(path, { shared: false, version: marked.body.version });
    expect(await flags('hohhot-officer', ids)).toHaveLength(3);
    const history = await district.list<HistoryEvent>('events', { subjectId: ids[0] });
    expect(history.map(({ action }) => action).sort()).toEqual(['bind', 'share', 'unshare']);
  });

  test('can be said of what a bulk act brings to many unions; a chair can’t say it', async () => {
    const district = await world.as('xincheng-officer');
    const ids = items.slice(0, 3).map(({ id }) => id);
    const bulk = async (shared: boolean) => {
      const piece = await send(district, '批复.pdf', reply(), 'application/pdf');
      for (const item of items.slice(0, 3)) {
        const { status } = (await district.get<Rectification>(`/rectifications/${item.id}`)).body;
        if (status === 'rectified')
          await (await world.as('nmg-officer')).post(`/rectifications/${item.id}/return`, { reason: '重来' });
      }
      await district.post('/rectifications/bulk/rectify', {
        ids,
        measures: '已批复',
        attachmentIds: [piece.id],
        shared,
      });
      const bound = await district.list<Attachment>('attachments', { sha256: piece.sha256 });
      return {
        bound,
        flags: await flags(
          'hohhot-officer',
          bound.map(({ id }) => id),
        ),
      };
    };
    const silent = await bulk(true);
    expect(silent.bound.map(({ shared }) => shared)).toEqual([true, true, true]);
    expect(silent.flags).toEqual([]);
    expect((await bulk(false)).flags).toHaveLength(3);

    const chair = await world.as('chair');
    const own = await send(chair, '批复.pdf', reply(), 'application/pdf');
    await (await world.as('nmg-officer')).post(`/rectifications/${ids[0]}/return`, { reason: '重来' });
    const said = await chair.post(`/rectifications/${ids[0]}/rectify`, {
      measures: '已批复',
      attachmentIds: [own.id],
      shared: true,
    });
    expect(said.status).toBe(403);
  });
});

describe('evidence that is replaced', () => {
  test('stays, with who replaced it and by what; taking the act back makes it current again', async () => {
    const district = await world.as('xincheng-officer');
    const [former, later] = [
      await send(district, '一.jpg', await scene(30)),
      await send(district, '二.jpg', await scene(31)),
    ];
    const item = items[1]!;
    const before = (await prove(district, item, [former.id])).attachmentIds;
    const marked = await prove(district, item, [later.id], { replacedIds: before });
    expect(marked.attachmentIds).toEqual([later.id]);
    const superseded = (filter: object) =>
      district.list<Attachment>('attachments', { subjectId: item.id, superseded: true, ...filter });
    expect(await superseded({ id: [former.id] })).toMatchObject([
      { supersededBy: 'xincheng-officer', supersededById: later.id, supersededAt: expect.any(String) },
    ]);
    expect((await district.get(`/attachments/${former.id}/content`)).status).toBe(200);
    expect((await district.del(`/attachments/${former.id}`)).status).toBe(409);
    const { version } = marked;
    expect((await district.post(`/rectifications/${item.id}/withdraw`, { version })).status).toBe(200);
    expect(await superseded({ id: [former.id, later.id] })).toMatchObject([
      { id: later.id, supersededById: expect.any(String) },
    ]);
    const history = await district.list<HistoryEvent>('events', { subjectId: former.id });
    expect(history.map(({ action }) => action).sort()).toEqual(['bind', 'supersede', 'unsupersede']);
  });
});
