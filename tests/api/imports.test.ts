import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HistoryEvent } from '../../shared/events.ts';
import { isUnderWay, type Import, type ImportRow, type TouchedRow } from '../../shared/imports.ts';
import type { Union } from '../../shared/unions.ts';
import type { Client } from '../support/client.ts';
import { openWorld, until, type World } from '../support/world.ts';

let world: World;
let district: Client;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  district = await world.as('xincheng-officer');
});
afterAll(() => world?.close());

const heading = '单位名称,所属地区,单位性质,职工人数,会员人数,女会员人数,成立日期,主席姓名,主席电话';
const line = (name: string, more: Partial<Record<'org' | 'kind' | 'employees' | 'members' | 'chair', string>> = {}) =>
  `${name},${more.org ?? '新城区'},${more.kind ?? '企业'},${more.employees ?? '120'},${more.members ?? '100'},40,2019年3月8日,${more.chair ?? '张三'},１３８ 0013 8000`;
const csv = (...lines: string[]) => [heading, ...lines].join('\r\n');

const send = (person: Client, content: string | Buffer, filename = '名册.csv', kind = 'unions') =>
  person.sendFile<Import & { code?: string; message?: string; errors: Record<string, string> }>(
    '/imports',
    filename,
    content,
    { kind },
  );

const settled = (person: Client, id: string) =>
  until(async () => {
    const { body } = await person.get<Import>(`/imports/${id}`);
    return isUnderWay(body.status) ? null : body;
  });

/** Sends a file and waits for its preview. */
async function preview(person: Client, content: string | Buffer, filename?: string): Promise<Import> {
  const sent = await send(person, content, filename);
  if (sent.status !== 201) throw new Error(JSON.stringify(sent.body));
  return settled(person, sent.body.id);
}

async function confirmed(person: Client, { id, version }: Import, policy = 'stop'): Promise<Import> {
  const answer = await person.post<Import>(`/imports/${id}/confirm`, { policy, version });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return settled(person, id);
}

const rowsOf = async (person: Client, { id }: Import, query = '') =>
  (await person.get<{ total: number; rows: ImportRow[] }>(`/imports/${id}/rows${query}`)).body;

const named = (name: string) => district.list<Union>('unions', { name });

describe('a file', () => {
  test('is compared, confirmed and written: counts, history and names with it; the same file again changes nothing', async () => {
    const file = csv(line('甲厂工会'), line(' 乙厂工会　', { employees: '"1,200 人"', members: '９００' }));
    const seen = await preview(district, file);
    expect(seen).toMatchObject({
      status: 'ready',
      counts: { create: 2, update: 0, unchanged: 0, error: 0 },
      ignored: [],
    });
    expect(seen.mayActions).toEqual(['confirm', 'cancel']);
    expect(await named('甲厂工会')).toEqual([]);
    const { rows } = await rowsOf(district, seen, '?outcome=create');
    expect(rows[1]).toMatchObject({
      row: 3,
      label: '乙厂工会',
      changes: { employees: [null, 1200], members: [null, 900] },
    });

    expect(await confirmed(district, seen)).toMatchObject({ status: 'done', mayActions: ['undo'] });
    const [union] = await named('甲厂工会');
    expect(union).toMatchObject({ orgCode: '150102', foundedOn: '2019-03-08', chairPhone: '13800138000', version: 1 });
    const history = await district.list<HistoryEvent>('events', { subjectId: [union!.id, seen.id] });
    expect(history.map(({ action }) => action).sort()).toEqual(['create', 'import']);
    expect(await district.list('unions', { q: '乙厂' })).toHaveLength(1);

    const again = await preview(district, file);
    expect(again).toMatchObject({ status: 'ready', counts: { create: 0, update: 0, unchanged: 2, error: 0 } });
    const refused = await district.post<{ code: string }>(`/imports/${again.id}/confirm`, { policy: 'stop' });
    expect([refused.status, refused.body.code]).toEqual([409, 'import-nothing-to-write']);
  });

  test('tells old and new of what changes, and leaves alone what it has no column for', async () => {
    await confirmed(district, await preview(district, csv(line('丙厂工会'))));
    const seen = await preview(district, '工会名称,所属组织,职工数\n丙厂工会,呼和浩特 › 新城区,150\n');
    expect(seen.counts).toEqual({ create: 0, update: 1, unchanged: 0, error: 0 });
    expect((await rowsOf(district, seen)).rows[0]!.changes).toEqual({ employees: [120, 150] });
    await confirmed(district, seen);
    expect(await named('丙厂工会')).toMatchObject([{ employees: 150, members: 100, chairName: '张三', version: 2 }]);
  });
});

describe('what is wrong with a file', () => {
  test('is told by row and column, in words, and nothing is written until somebody says to skip', async () => {
    const file = csv(
      line('丁厂工会'),
      line('戊厂工会', { org: '茂南区' }),
      line('己厂工会', { kind: '外星', employees: '3.5' }),
      line('庚厂工会', { members: '20' }),
      line('丁厂工会'),
      // As the template marks what must be filled in.
    ).replace('所属地区', '*所属地区');
    const seen = await preview(district, file);
    expect(seen.counts).toEqual({ create: 1, update: 0, unchanged: 0, error: 4 });
    const { rows } = await rowsOf(district, seen, '?outcome=error');
    expect(
      rows.map(({ row, errors }) => [row, ...errors.map(({ heading, message }) => `${heading}：${message}`)]),
    ).toEqual([
      [3, '所属地区：“茂南区”不在您的管理范围内，或没有这个组织。'],
      [4, expect.stringMatching(/^单位性质：.*外星.*企业、事业单位/), '职工人数：须为整数。'],
      [5, '女会员人数：不能多于会员总数。'],
      [6, '：与第 2 行重复。'],
    ]);
    const stopped = await district.post<{ code: string }>(`/imports/${seen.id}/confirm`, { policy: 'stop' });
    expect([stopped.status, stopped.body.code]).toEqual([409, 'import-has-errors']);
    expect(await named('丁厂工会')).toEqual([]);
    const errors = await district.get<string>(`/imports/${seen.id}/errors`);
    expect(errors.body).toMatch(/错误说明/);
    expect(errors.body).toMatch(/与第 2 行重复/);
    expect(await confirmed(district, seen, 'skip')).toMatchObject({ status: 'done' });
    expect(await named('丁厂工会')).toHaveLength(1);
    expect(await named('己厂工会')).toEqual([]);
  });

  test('what a database keeps no text of, NUL and a character cut in two, is told like any other fault', async () => {
    const long = `${'长'.repeat(199)}😀`;
    const unknown = `${'x'.repeat(59)}😀`;
    // Beyond the first bytes, by which a file is known as text.
    const far = `${line(long)},${'y'.repeat(5000)}`;
    const seen = await preview(district, [`${heading},${unknown}`, far, line('壬\u0000厂工会')].join('\r\n'));
    expect(seen).toMatchObject({ status: 'ready', counts: { create: 1, error: 1 }, ignored: ['x'.repeat(59)] });
    const { rows } = await rowsOf(district, seen);
    expect(rows.map(({ label }) => label)).toEqual(['长'.repeat(199), '壬厂工会']);
  });

  test('10,001 errors are all counted and all in the workbook; a thousand are listed', async () => {
    const lines = Array.from({ length: 10_001 }, (_, n) => line(`坏${n}`, { employees: '很多' }));
    const seen = await preview(district, csv(...lines));
    expect(seen.counts).toEqual({ create: 0, update: 0, unchanged: 0, error: 10_001 });
    const last = await rowsOf(district, seen, '?outcome=error&from=950&count=100');
    expect([last.total, last.rows.length]).toEqual([10_001, 50]);
    const errors = await district.get<string>(`/imports/${seen.id}/errors`);
    expect(errors.body.match(/不是数字/g)).toHaveLength(10_001);
  });

  test('a file that is no table, too large, or of nobody’s kind is refused with a sentence', async () => {
    const broken = await preview(district, Buffer.from('PK\x03\x04 and nothing more'), '名册.xlsx');
    expect(broken).toMatchObject({ status: 'failed', errors: [expect.stringMatching(/损坏|不完整/)] });
    const picture = await send(district, Buffer.from('89504e470d0a1a0a0000', 'hex'), '照片.png');
    expect([picture.status, Object.keys(picture.body.errors)]).toEqual([422, ['file']]);
    expect((await send(district, '', '空.csv')).status).toBe(422);
    expect((await send(district, csv(), '名册.csv', 'nonsense')).status).toBe(422);
    expect((await district.post('/imports', { kind: 'unions' })).status).toBe(415);
    const headings = await preview(district, '甲,乙\n1,2\n');
    expect(headings).toMatchObject({ status: 'failed', errors: [expect.stringMatching(/单位名称/)] });
  });

  test('a record that was changed since its export, or lies elsewhere, is an error at its row', async () => {
    const [stranger] = await world.build.unions('440902', 1);
    await confirmed(district, await preview(district, csv(line('辛厂工会'), line('午厂工会'))));
    const [[union], [other]] = [await named('辛厂工会'), await named('午厂工会')];
    const seen = await preview(
      district,
      `编号,版本,单位名称,职工人数\n${union!.id},${union!.version},辛厂工会,130\n${other!.id},9,午厂工会,131\n${stranger},1,他省工会,1\n`,
    );
    expect(seen.counts).toEqual({ create: 0, update: 1, unchanged: 0, error: 2 });
    const { rows } = await rowsOf(district, seen, '?outcome=error');
    expect(rows.map(({ errors }) => errors[0]!.message)).toEqual([
      expect.stringMatching(/导出之后/),
      expect.stringMatching(/不存在，或不在/),
    ]);
  });
});

describe('who', () => {
  test('a reader may not; an officer may not bring accounts; an import is its author’s alone', async () => {
    expect((await send(await world.as('nmg-leader'), csv(line('壬厂工会')))).status).toBe(403);
    expect((await send(district, '用户名,姓名\nx,y\n', '账号.csv', 'users')).status).toBe(403);
    const seen = await preview(district, csv(line('壬厂工会')));
    for (const username of ['xincheng-admin', 'hohhot-officer', 'gd-officer']) {
      const other = await world.as(username);
      expect((await other.get(`/imports/${seen.id}`)).status).toBe(404);
      expect((await other.get(`/imports/${seen.id}/rows`)).status).toBe(404);
      expect((await other.post(`/imports/${seen.id}/confirm`, { policy: 'stop' })).status).toBe(404);
    }
    const given = await district.post<Import>(`/imports/${seen.id}/cancel`, {});
    expect(given.body).toMatchObject({ status: 'cancelled', mayActions: [] });
    expect((await district.post(`/imports/${seen.id}/confirm`, { policy: 'stop' })).status).toBe(409);
  });

  test('of two who bring the same at once, one writes and the other sees what became of it', async () => {
    const file = csv(line('癸厂工会'), line('子厂工会'));
    const admin = await world.as('xincheng-admin');
    const [one, two] = await Promise.all([preview(district, file), preview(admin, file)]);
    const [first, second] = await Promise.all([confirmed(district, one), confirmed(admin, two)]);
    const after = [first, second].sort((a, b) => a.status.localeCompare(b.status));
    expect(after[0]).toMatchObject({ status: 'done' });
    expect(after[1]).toMatchObject({
      status: 'ready',
      counts: { create: 0, update: 0, unchanged: 2, error: 0 },
      errors: [expect.stringMatching(/预览之后/)],
    });
    expect(await named('癸厂工会')).toHaveLength(1);
  });

  test('the template is made for the person: its headings are read, its example is not', async () => {
    const { body, headers } = await district.get<Buffer>('/reports/import-template?kind=unions');
    expect(headers.get('content-disposition')).toMatch(/\.xlsx$/);
    const seen = await preview(district, body, '模板.xlsx');
    expect(seen).toMatchObject({ ignored: [], counts: { create: 0, update: 0, unchanged: 0, error: 0 } });
    expect((await district.get('/reports/import-template?kind=users')).status).toBe(403);
    expect((await district.get('/reports/import-template?kind=nonsense')).status).toBe(400);
  });
});

describe('an undo', () => {
  test('takes everything back: new records go, old values return, names and history with them', async () => {
    await confirmed(district, await preview(district, csv(line('丑厂工会'))));
    const [before] = await named('丑厂工会');
    const seen = await preview(district, csv(line('丑厂工会', { employees: '500' }), line('寅厂工会')));
    expect(seen.counts).toMatchObject({ create: 1, update: 1 });
    const { version } = await confirmed(district, seen);
    expect(await named('丑厂工会')).toMatchObject([{ employees: 500 }]);
    expect((await district.post(`/imports/${seen.id}/undo`, { version })).status).toBe(200);
    expect(await settled(district, seen.id)).toMatchObject({ status: 'undone', mayActions: [] });
    expect(await named('丑厂工会')).toMatchObject([{ employees: 120, version: before!.version + 2 }]);
    expect(await named('寅厂工会')).toEqual([]);
    expect(await district.list('unions', { q: '寅厂' })).toEqual([]);
  });

  test('is refused with the rows that somebody has touched since, and changes nothing', async () => {
    const seen = await preview(district, csv(line('卯厂工会'), line('辰厂工会')));
    await confirmed(district, seen);
    const [union] = await named('辰厂工会');
    const colleague = await world.as('xincheng-admin');
    expect((await colleague.put(`/unions/${union!.id}`, { ...union, employees: 7 })).status).toBe(200);
    const refused = await district.post<{ code: string; touched: TouchedRow[] }>(`/imports/${seen.id}/undo`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'import-touched']);
    expect(refused.body.touched).toMatchObject([{ row: 3, label: '辰厂工会', by: expect.any(String) }]);
    expect(await named('卯厂工会')).toHaveLength(1);
  });
});

test('after some days file and rows are dropped, and what happened is kept', async () => {
  const seen = await confirmed(district, await preview(district, csv(line('巳厂工会'))));
  await world.owner.query("update imports set created_at = created_at - interval '31 days' where id = $1", [seen.id]);
  await world.owner.query('select platform_forget_files($1, $1, 20)', ['2026-08-15T00:00:00+08:00']);
  const { body } = await district.get<Import>(`/imports/${seen.id}`);
  expect(body).toMatchObject({ status: 'done', dropped: true, counts: { create: 1 }, mayActions: [] });
  expect((await rowsOf(district, seen)).rows).toEqual([]);
  expect((await district.get(`/imports/${seen.id}/content`)).status).toBe(409);
});
