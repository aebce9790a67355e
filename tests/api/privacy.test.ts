import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Enterprise } from '../../shared/enterprises.ts';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Union } from '../../shared/unions.ts';
import { cipherWith, keyIdOf, parseKey, sealedWith } from '../../server/cipher.ts';
import { SettingsError } from '../../server/env.ts';
import { rekey, sealFirst } from '../../server/privacy/rekey.ts';
import { testCipher, testDataKey } from '../support/cipher.ts';
import { readWord } from '../support/docx.ts';
import { dumpOf, foundIn } from '../support/dump.ts';
import { csvOf, importer } from '../support/imports.ts';
import { startServer } from '../support/server.ts';
import { exported } from '../support/workbooks.ts';
import { openWorld, type World } from '../support/world.ts';

const phone = '13812345678';
const certificate = '81150102000044556677';
const shown = { chairPhone: phone, certificateNo: certificate };
const masked = { chairPhone: '138****5678', certificateNo: '81****6677' };
const others = ['13698765432', '13511112222', '13577778888', '13333334444', '04715556666'];

const clock = '2026-09-01T09:00:00+08:00';
let world: World;
let union: Union;
let enterprise: Enterprise;

beforeAll(async () => {
  world = await openWorld({ clock });
  await world.build.account({ username: 'huimin-officer', role: 'officer', orgCode: '150103' });
  await world.build.account({ username: 'xincheng-leader', role: 'leader', orgCode: '150102' });
  const district = await world.as('xincheng-officer');
  const input = { orgCode: '150102', name: '某某有限公司工会', kind: 'enterprise', ownership: 'private', employees: 120, members: 100, femaleMembers: 40, chairName: '某某' }; // prettier-ignore
  const made = await district.post<Union>('/unions', { ...input, ...shown }, { 'idempotency-key': randomUUID() });
  union = made.body;
  const company = { orgCode: '150102', name: '某某制造有限公司', uscc: '92150102MB00000016', employees: 130, stage: 'outreach', benchmark: false, benchmarkReasons: [], contactPhone: others[0] }; // prettier-ignore
  enterprise = (await district.post<Enterprise>('/enterprises', company)).body;
  await world.build.account({
    username: 'this-chair',
    role: 'reporter',
    orgCode: '150102',
    unionId: union.id,
  });
});
afterAll(() => world?.close());

const who = async (username: string) => world.as(username);
const read = async (username: string) => (await (await who(username)).get<Union>(`/unions/${union.id}`)).body;

describe('a number', () => {
  test.each(['xincheng-officer', 'this-chair'])('is shown to %s, who works with the union', async (username) => {
    expect(await read(username)).toMatchObject(shown);
    expect((await read(username)).mayActions).not.toContain('reveal');
  });

  test.each(['hohhot-officer', 'nmg-officer', 'nmg-admin', 'nmg-leader', 'nation-leader', 'xincheng-leader'])(
    'is masked for %s in the list, on the page, in a file and on paper',
    async (username) => {
      const person = await who(username);
      expect(await read(username)).toMatchObject(masked);
      const listed = await person.list<Union>('unions', { id: [union.id] });
      expect(listed).toEqual([expect.objectContaining(masked)]);
      const made = await exported(person, { kind: 'unions', format: 'csv', filter: { id: [union.id] } });
      const file = (await person.get<string>(`/exports/${made.id}/content`)).body;
      expect(file).toContain(masked.chairPhone);
      const paper = readWord((await person.get<Buffer>(`/reports/dossier?unionId=${union.id}`)).body).text;
      expect(paper).toContain(masked.chairPhone);
      for (const text of [file, paper]) for (const number of Object.values(shown)) expect(text).not.toContain(number);
      const [company] = await person.list<Enterprise>('enterprises', { id: [enterprise.id] });
      expect(company!.contactPhone).toBe('136****5432');
    },
  );

  test('is shown to a superior who asks, and its history says who did', async () => {
    const city = await who('hohhot-officer');
    expect((await read('hohhot-officer')).mayActions).toContain('reveal');
    const asked = await city.post<Union>(`/unions/${union.id}/reveal`, {}, { 'idempotency-key': randomUUID() });
    expect(asked.body).toEqual({ id: union.id, ...shown });
    const company = await city.post<Enterprise>(`/enterprises/${enterprise.id}/reveal`, {});
    expect(company.body).toEqual({ id: enterprise.id, contactPhone: others[0] });
    for (const [reader, subjectId] of [
      ['this-chair', union.id],
      ['xincheng-officer', enterprise.id],
    ] as const) {
      const history = await (await who(reader)).list<HistoryEvent>('events', { subjectId, action: 'reveal' });
      expect(history.map(({ actorName }) => actorName)).toEqual(['hohhot-officer']);
    }
  });

  test.each([
    ['nmg-leader', 403],
    ['nation-leader', 403],
    ['xincheng-officer', 403],
    ['this-chair', 403],
    ['operator', 403],
    ['huimin-officer', 404],
    ['gd-officer', 404],
  ])('is not revealed to %s: %i', async (username, status) => {
    expect((await (await who(username)).post(`/unions/${union.id}/reveal`, {})).status).toBe(status);
  });

  test('that a form was shown masked stays when it comes back so, and no mask takes its place', async () => {
    const city = await who('hohhot-officer');
    const seen = await read('hohhot-officer');
    const saved = await city.put<Union>(`/unions/${union.id}`, { ...seen, employees: 121 });
    expect(saved.body).toMatchObject({ ...masked, employees: 121 });
    expect(await read('xincheng-officer')).toMatchObject(shown);
    const wrong = await city.put<Union & { errors: object }>(`/unions/${union.id}`, {
      ...saved.body,
      chairPhone: '139****0000',
    });
    expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([422, ['chairPhone']]);
    const own = { ...saved.body, chairPhone: others[1] };
    expect((await city.put<Union>(`/unions/${union.id}`, own)).body.chairPhone).toBe('135****2222');
    const district = await who('xincheng-officer');
    await district.put(`/unions/${union.id}`, { ...(await read('xincheng-officer')), ...shown });
    const history = await district.list<HistoryEvent>('events', { subjectId: union.id, action: 'edit' });
    expect(history.map(({ changes }) => changes?.chairPhone).filter(Boolean)).toContainEqual([
      masked.chairPhone,
      '135****2222',
    ]);
  });

  test('of a file is compared with what is there in clear; what was there is masked in the preview', async () => {
    const [head, line] = [
      ['单位名称', '所属地区', '单位性质', '职工人数', '会员人数', '主席电话'],
      ['某某有限公司工会', '新城区', '企业', 121, 100],
    ];
    const [district, city] = [importer(await who('xincheng-officer')), importer(await who('hohhot-officer'))];
    const same = await district.preview({ kind: 'unions', content: csvOf(head, [...line, phone]) });
    expect(same.counts).toMatchObject({ unchanged: 1, update: 0 });
    const kept = await city.preview({ kind: 'unions', content: csvOf(head, [...line, masked.chairPhone]) });
    expect(kept.counts).toMatchObject({ unchanged: 1, update: 0 });
    const other = await city.preview({ kind: 'unions', content: csvOf(head, [...line, others[2]!]) });
    expect((await city.rows(other))[0]!.changes).toEqual({ chairPhone: [masked.chairPhone, others[2]] });
    const full = await district.preview({ kind: 'unions', content: csvOf(head, [...line, others[2]!]) });
    expect((await district.rows(full))[0]!.changes).toEqual({ chairPhone: [phone, others[2]] });
    const bad = await district.preview({ kind: 'unions', content: csvOf(head, [...line, `电话${others[3]}号`]) });
    expect((await district.rows(bad))[0]!.errors[0]!.value).toContain(others[3]);
    expect((await district.confirm(full)).status).toBe('done');
    expect((await read('xincheng-officer')).chairPhone).toBe(others[2]);
    expect(
      (await district.undo((await (await who('xincheng-officer')).get<typeof full>(`/imports/${full.id}`)).body))
        .status,
    ).toBe('undone');
    expect(await read('xincheng-officer')).toMatchObject(shown);
  });

  test('gives no order and no filter', async () => {
    const city = await who('hohhot-officer');
    for (const field of ['certificateNo', 'chairPhone']) {
      expect((await city.page('unions', { sort: [field, 'ASC'] })).status).toBe(400);
      expect((await city.page('unions', { filter: { [field]: phone } })).status).toBe(400);
    }
  });

  test('stands nowhere in the database in clear, and sealed text in no answer', async () => {
    const admin = await who('nmg-admin');
    const { body: office } = await admin.get<object>('/organisations/150102');
    const input = { ...office, contactName: '某某', contactPhone: others[4] };
    expect((await admin.put('/organisations/150102', input)).status).toBe(200);
    const dump = await dumpOf(world.owner);
    expect(dump.size).toBeGreaterThan(50);
    expect(foundIn(dump, [phone, certificate, ...others])).toEqual([]);
    expect(sealedWith(/\bs1\.[\w.-]+/.exec(dump.get('public.unions')!)![0])).toBe(testCipher.keyId);
    const reader = await who('xincheng-officer');
    for (const resource of ['unions', 'enterprises', 'organisations', 'events', 'imports', 'exports']) {
      const { rows } = await reader.page<object>(resource, { range: [0, 99] });
      expect(JSON.stringify(rows)).not.toMatch(/s1\.[\w-]{4}\./);
    }
  });

  test('in a file that was taken along is told of', async () => {
    const taken = await (await who('nmg-admin')).list<HistoryEvent>('events', { action: ['export', 'download'] });
    expect(new Set(taken.map(({ action, subjectType }) => `${action} ${subjectType}`))).toEqual(
      new Set(['export users', 'download users', 'download unions']),
    );
  });
});

describe('the key', () => {
  const [first, second] = [randomBytes(32), randomBytes(32)];
  const place = 'unions.chair_phone';

  test('opens what it sealed, there alone and unchanged; each time it is another text', () => {
    const cipher = cipherWith([first]);
    const [one, two] = [cipher.seal(phone, place), cipher.seal(phone, place)];
    expect(one).not.toBe(two);
    expect([one, two].map((text) => cipher.open(text, place))).toEqual([phone, phone]);
    expect(() => cipher.open(one, 'enterprises.contact_phone')).toThrow(/sealed for another place or changed/);
    const changed = `${one.slice(0, -3)}${one.at(-3) === 'A' ? 'B' : 'A'}${one.slice(-2)}`;
    expect(() => cipher.open(changed, place)).toThrow(/changed/);
    expect(() => cipherWith([second]).open(one, place)).toThrow(`sealed with the key ${keyIdOf(first)}`);
    expect(cipherWith([second, first]).open(one, place)).toBe(phone);
    expect(cipher.open(phone, place)).toBe(phone);
    expect(parseKey('too short')).toBeNull();
    expect(parseKey(first.toString('hex'))).toEqual(parseKey(first.toString('base64url')));
  });

  const start = (key: Buffer, ...previous: string[]) =>
    startServer({
      database: world.database,
      clock,
      env: { DATA_KEY: key.toString('base64'), DATA_KEY_PREVIOUS: previous.join(',') },
    });

  test('that is wrong stops the start with what is missing', async () => {
    await expect(start(first)).rejects.toThrow(SettingsError);
    await expect(start(first)).rejects.toThrow(`sealed with the key ${testCipher.keyId}`);
  });

  test('is changed while a server works, after which the one before is not needed', async () => {
    const { ownerUrl } = world.database;
    // As an earlier version left it.
    await world.owner.query('update unions set chair_phone = $1 where id = $2', [phone, union.id]);
    expect((await read('xincheng-officer')).chairPhone).toBe(phone);
    await sealFirst(ownerUrl, testCipher);
    const column = async () =>
      (await world.owner.query<{ v: string }>('select chair_phone as v from unions where id = $1', [union.id])).rows[0]!
        .v;
    expect(testCipher.isFresh(await column())).toBe(true);
    const both = await start(second, testDataKey);
    await both.stop();
    expect(testCipher.isFresh(await column())).toBe(true);
    const cipher = cipherWith([second, parseKey(testDataKey)!]);
    // What was begun and ended in the middle is taken up where it ended.
    await world.owner.query(`update enterprises set contact_phone = $1`, [
      cipher.seal(others[0]!, 'enterprises.contact_phone'),
    ]);
    const done = await rekey({ ownerUrl, cipher, blocks: 1 });
    const sealed = Object.fromEntries(done.map((line) => [`${line.table}.${line.column}`, line.sealed]));
    expect(sealed).toMatchObject({
      'unions.chair_phone': 1,
      'unions.certificate_no': 1,
      'enterprises.contact_phone': 0,
    });
    expect(sealed['idempotency_keys.answer']).toBeGreaterThan(0);
    expect(sealed['import_rows.values']).toBeGreaterThan(0);
    expect(foundIn(await dumpOf(world.owner), [`s1.${testCipher.keyId}.`, phone])).toEqual([]);
    expect((await rekey({ ownerUrl, cipher })).every((line) => line.sealed === 0)).toBe(true);
    const alone = await start(second);
    const seen = await alone.deps.pool.query('select key_id, complete_at is not null as complete from data_keys');
    await alone.stop();
    expect(seen.rows).toEqual([{ key_id: keyIdOf(second), complete: true }]);
    await expect(startServer({ database: world.database })).rejects.toThrow(`sealed with the key ${keyIdOf(second)}`);
  });
});
