import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Import } from '../../shared/imports.ts';
import type { User } from '../../shared/users.ts';
import { client, type Client } from '../support/client.ts';
import { csvOf, faultsIn, importer } from '../support/imports.ts';
import { recordsOf } from '../support/workbooks.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let admin: Client;
let by: ReturnType<typeof importer>;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  await world.build.unions('150102', 2);
  await world.build.unions('150103', 1);
  admin = await world.as('nmg-admin');
  by = importer(admin);
});
afterAll(() => world?.close());

const heading = ['登录名', '名字', '角色', '所属单位', '基层工会', '启用'];
const file = (...lines: (string | null)[][]) => ({ kind: 'users' as const, content: csvOf(heading, ...lines) });
const account = async (username: string) => (await admin.list<User>('users', { username }))[0];

type Told = { status: number; code?: string | undefined; told: Record<string, string> };

const passwordsOf = async (person: Client, { id }: Import): Promise<Told> => {
  const answer = await person.post<Buffer & { code?: string }>(`/imports/${id}/passwords`, {});
  if (answer.status !== 200) return { status: answer.status, code: answer.body.code, told: {} };
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(answer.body as unknown as ArrayBuffer);
  const rows = recordsOf(book.worksheets[0]!);
  return { status: 200, told: Object.fromEntries(rows.map((row) => [String(row['用户名']), String(row['初始密码'])])) };
};

describe('a workbook of accounts', () => {
  test('makes accounts whose passwords its author fetches once, and nobody else', async () => {
    const rows = [
      ['xc-zhang', '张三', '经办人', '新城区', '', ''],
      [' XC-Chair ', '李四', '基层工会填报人', '新城区', '150102工会00002', ''],
    ];
    const done = await by.confirm(await by.preview(file(...rows)));
    expect(done).toMatchObject({ status: 'done', counts: { create: 2, error: 0 } });
    expect(await account('xc-chair')).toMatchObject({
      role: 'reporter',
      orgCode: '150102',
      mustChangePassword: true,
      active: true,
    });
    expect((await client(world.url).login('xc-zhang', '!')).status).toBe(401);

    expect((await passwordsOf(await world.as('xincheng-admin'), done)).status).toBe(404);
    expect((await passwordsOf(await world.as('nmg-officer'), done)).status).toBe(403);
    const waiting = async () => (await admin.get<object>(`/imports/${done.id}/passwords`)).body;
    expect(await waiting()).toEqual({ waiting: 2 });
    const first = await passwordsOf(admin, done);
    expect(await waiting()).toEqual({ waiting: 0 });
    expect(Object.keys(first.told).sort()).toEqual(['xc-chair', 'xc-zhang']);
    expect(await passwordsOf(admin, done)).toMatchObject({ status: 409, code: 'import-passwords-told' });
    const kept = await world.owner.query<{ text: string }>(
      "select string_agg(i::text, ' ') as text from import_rows i",
    );
    expect(kept.rows[0]!.text).not.toContain(first.told['xc-zhang']);

    const person = client(world.url);
    expect((await person.login('xc-zhang', 'falsch-falsch-1')).status).toBe(401);
    expect((await person.login('xc-zhang', first.told['xc-zhang']!)).status).toBe(200);
    expect((await person.get('/unions')).body).toMatchObject({ code: 'must-change-password' });
    const next = 'neues-passwort-9';
    expect((await person.post('/auth/password', { current: first.told['xc-zhang'], next })).status).toBeLessThan(300);
    expect((await by.preview(file(...rows))).counts).toEqual({ create: 0, update: 0, unchanged: 2, error: 0 });
    const refused = await admin.post<{ code: string }>(`/imports/${done.id}/undo`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'import-touched']);
  });

  test('changes posts, signs out whoever stands elsewhere, and is taken back', async () => {
    const made = await by.confirm(
      await by.preview(
        file(['move-me', '王五', '经办人', '新城区', '', ''], ['off-me', '赵六', '领导', '新城区', '', '']),
      ),
    );
    const { told } = await passwordsOf(admin, made);
    const person = client(world.url);
    await person.login('move-me', told['move-me']!);
    const done = await by.confirm(
      await by.preview(
        file(
          ['move-me', '王五五', '基层工会填报人', '呼和浩特', '150103工会00001', ''],
          ['off-me', '赵六', '领导', '新城区', '', '否'],
        ),
      ),
    );
    expect(done).toMatchObject({ status: 'done', counts: { update: 2 } });
    expect(await account('move-me')).toMatchObject({ name: '王五五', role: 'reporter', orgCode: '150103', version: 2 });
    expect(await account('off-me')).toMatchObject({ active: false });
    expect((await person.get('/auth/me')).status).toBe(401);
    const history = await admin.list<HistoryEvent>('events', { subjectId: (await account('off-me'))!.id });
    expect(history.map(({ action }) => action).sort()).toEqual(['create', 'disable', 'reset-password']);
    expect((await by.undo(done)).status).toBe('undone');
    expect(await account('move-me')).toMatchObject({ name: '王五', role: 'officer', orgCode: '150102', unionId: null });
    expect(await account('off-me')).toMatchObject({ active: true });
  });

  test('is taken back as long as nobody has signed in', async () => {
    const done = await by.confirm(await by.preview(file(['never-used', '某某', '经办人', '新城区', '', ''])));
    expect((await by.undo(done)).status).toBe('undone');
    expect(await account('never-used')).toBeUndefined();
  });

  test('gives no role above the own, no place and no union outside the scope, and tells no names of other tenants', async () => {
    const district = importer(await world.as('xincheng-admin'));
    const seen = await district.preview(
      file(
        ['a-one', '某', '平台运维', '新城区', '', ''],
        ['a-two', '某', '经办人', '呼和浩特', '', ''],
        ['a-three', '某', '基层工会填报人', '新城区', '150103工会00001', ''],
        ['a-four', '某', '基层工会填报人', '新城区', '', ''],
        ['a-five', '某', '经办人', '新城区', '150102工会00001', ''],
        ['gd-admin', '某', '经办人', '新城区', '', ''],
        ['xincheng-admin', 'xincheng-admin', '领导', '新城区', '', ''],
        ['x', '某', '经办人', '新城区', '', ''],
      ),
    );
    expect(seen.counts).toEqual({ create: 0, update: 0, unchanged: 0, error: 8 });
    const faults = faultsIn(await district.rows(seen));
    expect(Object.values(faults).map((columns) => Object.keys(columns))).toEqual([
      ['role'],
      ['orgCode'],
      ['unionName'],
      ['unionName'],
      ['unionName'],
      ['username'],
      ['role'],
      ['username'],
    ]);
    expect(faults[7]!.username).toBe('该用户名已被使用。');
    expect((await importer(await world.as('nmg-officer')).send(file())).status).toBe(403);
  });
});
