import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { exportLists, type Export, type ExportList } from '../../shared/exports.ts';
import { listOf } from '../../server/features/exports/kinds/index.ts';
import { filterLabel } from '../../server/features/exports/filterWords.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Union } from '../../shared/unions.ts';
import { cellsOf, exported, recordsOf, settled, workbook } from '../support/workbooks.ts';
import { openWorld, submittedInspection, until, type World } from '../support/world.ts';

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('a list as a workbook', () => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
    await world.build.unions('150102', 1250);
    await world.build.unions('150103', 40, 'government');
    await world.build.unions('440902', 30);
    await world.owner.query(
      `update unions set founded_on = '2019-05-04', chair_phone = '13800001234', chair_name = '某某' where org_code = '150102'`,
    );
  });
  afterAll(() => world?.close());

  test('holds every row that the filter shows, beyond a thousand, in the order of the list', async () => {
    const officer = await world.as('hohhot-officer');
    const made = await exported(officer, { kind: 'unions', filter: { orgCode: '150102' }, sort: ['name', 'DESC'] });
    expect(made).toMatchObject({ status: 'done', counts: { rows: 1250 }, progress: { done: 1250, total: 1250 } });
    const rows = recordsOf((await workbook(officer, made)).worksheets[0]!);
    const list = await officer.page<Union>('unions', {
      filter: { orgCode: '150102' },
      sort: ['name', 'DESC'],
      range: [0, 999],
    });
    expect(rows.length).toBe(list.total);
    expect(rows.slice(0, 1000).map((row) => row['编号'])).toEqual(ids(list.rows));
  });

  test.each([
    { filter: { kind: 'government' } },
    { filter: { orgCode: '150102', employees_gte: 300, employees_lte: 900 } },
    { filter: { q: '工会0001' } },
    { filter: { kind: ['enterprise', 'government'], active: true } },
    { filter: { name: '没有这样的名称' } },
  ])('has as many rows as the list tells: $filter', async ({ filter }) => {
    const officer = await world.as('nmg-officer');
    const made = await exported(officer, { kind: 'unions', filter });
    const { total } = await officer.page('unions', { filter });
    const sheet = (await workbook(officer, made)).worksheets[0]!;
    expect([made.counts.rows, sheet.rowCount - 1]).toEqual([total, total]);
  });

  test('has headings, widths, a frozen head, a filter, real numbers and days, words, and what it is in a second sheet', async () => {
    const officer = await world.as('xincheng-officer');
    const made = await exported(officer, { kind: 'unions', filter: { orgCode: '150102', employees_gte: 30 } });
    expect(made.filename).toMatch(/^基层工会_20260901-\d{4}\.xlsx$/);
    const book = await workbook(officer, made);
    const [sheet, about] = book.worksheets;
    expect(sheet!.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet!.autoFilter).toBe(`A1:${sheet!.getColumn(sheet!.columnCount).letter}${sheet!.rowCount}`);
    expect(sheet!.getColumn(1).width).toBe(30);
    const [row] = recordsOf(sheet!);
    expect(row).toMatchObject({
      单位名称: expect.stringContaining('工会'),
      所属地区: '新城区',
      组织路径: expect.stringMatching(/^内蒙古.* › .*呼和浩特.* › 新城区$/),
      单位性质: '企业',
      职工人数: expect.any(Number),
      成立日期: new Date('2019-05-04T00:00:00Z'),
      届满日期: null,
      主席电话: '13800001234',
      启用: '是',
      更新时间: expect.any(Date),
      版本: 1,
    });
    const facts = about!.getSheetValues().map((line) => (line as unknown[] | undefined)?.slice(1));
    expect(facts).toEqual(
      expect.arrayContaining([
        ['内容', '基层工会'],
        ['筛选条件', '地区（含下级）：新城区'],
        [undefined, '职工人数不少于：30'],
        ['行数', String(made.counts.rows)],
      ]),
    );
  });

  test('lets no cell become a formula', async () => {
    const evil = ['=HYPERLINK("http://x","y")', '+1+1', '-2+3', '@SUM(A1)', '＝1+1', '="a"&"<b>"'];
    const officer = await world.as('xincheng-officer');
    const found = await officer.list<Union>('unions', { orgCode: '150102' });
    for (const [index, name] of evil.entries()) {
      await world.owner.query('update unions set chair_name = $1 where id = $2', [name, found[index]!.id]);
    }
    const filter = { id: ids(found.slice(0, evil.length)) };
    const made = await exported(officer, { kind: 'unions', filter });
    const sheet = (await workbook(officer, made)).worksheets[0]!;
    const place = cellsOf(sheet, 1).indexOf('主席姓名') + 1;
    const cells = evil.map((_, index) => sheet.getCell(index + 2, place));
    expect(cells.map(({ type }) => type)).toEqual(evil.map(() => ExcelJS.ValueType.String));
    expect(cells.map(({ value }) => value).sort()).toEqual([...evil].sort());
    const csv = await exported(officer, { kind: 'unions', filter, format: 'csv' });
    const { body } = await officer.get<string>(`/exports/${csv.id}/content`);
    expect(body).toContain(`,"'=HYPERLINK(""http://x"",""y"")",`);
    expect(body).toContain(",'+1+1,");
    expect(body.trimEnd().split('\r\n')).toHaveLength(evil.length + 1);
  });

  test('shows the leader of the nation no telephone numbers', async () => {
    const leader = await world.as('nation-leader');
    const made = await exported(leader, { kind: 'unions', filter: { orgCode: '150102', employees_gte: 3740 } });
    const rows = recordsOf((await workbook(leader, made)).worksheets[0]!);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row['主席电话']).toBe('138****1234');
  });

  test('is its own requester’s alone, and stands in the history of the account', async () => {
    const officer = await world.as('xincheng-officer');
    const made = await exported(officer, { kind: 'unions', filter: { kind: 'enterprise' } });
    for (const username of ['nmg-admin', 'hohhot-officer', 'gd-admin', 'operator']) {
      const other = await world.as(username);
      expect([username, (await other.get(`/exports/${made.id}`)).status]).toEqual([username, 404]);
      expect([username, (await other.get(`/exports/${made.id}/content`)).status]).toEqual([username, 404]);
      expect((await other.list<Export>('exports')).map(({ id }) => id)).not.toContain(made.id);
    }
    const events = await officer.list<{ changes: Record<string, unknown> }>('events', { action: 'export' });
    expect(events.map(({ changes }) => changes)).toContainEqual({
      exported: [null, '基层工会'],
      rows: [null, made.counts.rows],
      filter: [null, '单位性质：企业'],
    });
  });

  test('asks for the right to the list itself', async () => {
    await world.build.account({
      username: 'chair',
      role: 'reporter',
      orgCode: '150103',
      unionId: (await (await world.as('hohhot-officer')).list<Union>('unions', { orgCode: '150103' }))[0]!.id,
    });
    expect((await (await world.as('chair')).post('/exports', { kind: 'unions' })).status).toBe(403);
    expect((await (await world.as('xincheng-officer')).post('/exports', { kind: 'users' })).status).toBe(403);
    expect((await (await world.as('operator')).post('/exports', { kind: 'unions' })).status).toBe(403);
    const accounts = await exported(await world.as('operator'), { kind: 'users', filter: { orgCode: '15' } });
    expect(accounts.counts.rows).toBe(
      (await (await world.as('operator')).page('users', { filter: { orgCode: '15' } })).total,
    );
  });

  test.each([
    [{ kind: 'secrets' }, 'kind'],
    [{ kind: 'unions', format: 'pdf' }, 'format'],
    [{ kind: 'unions', filter: { colour: 'red' } }, 'filter'],
    [{ kind: 'unions', filter: { employees_gte: 'many' } }, 'filter'],
    [{ kind: 'unions', sort: ['passwordHash', 'ASC'] }, 'sort'],
    [{ kind: 'progress-summary', filter: {} }, 'filter'],
  ])('%j is refused at the field %s', async (body, field) => {
    const answer = await (await world.as('xincheng-officer')).post<{ errors?: object }>('/exports', body);
    expect([answer.status, Object.keys(answer.body.errors ?? {})]).toEqual([422, [field]]);
  });

  test('is made again when the server that made it died, and given up after three times', async () => {
    const officer = await world.as('xincheng-officer');
    const [first] = await officer.list<Export>('exports', { status: 'done' });
    const copy = async (attempts: number) => {
      const { rows } = await world.owner.query<{ id: string }>(
        `insert into exports (requested_by, org_code, kind, format, language, filter, filename, status, total, done, attempts, beat_at)
         select requested_by, org_code, 'unions', 'xlsx', 'zh', '{"kind":"government"}', filename, 'running', 9, 4, $2, now()
         from exports where id = $1 returning id`,
        [first!.id, attempts],
      );
      return rows[0]!.id;
    };
    const [taken, lost] = [await copy(1), await copy(3)];
    expect((await officer.get(`/exports/${taken}/content`)).body.code).toBe('export-not-ready');
    await world.owner.query("update exports set beat_at = now() - interval '2 minutes' where id = any($1)", [
      [taken, lost],
    ]);
    expect(await settled(officer, taken)).toMatchObject({ status: 'done', counts: { rows: 0 }, errors: [] });
    expect(await settled(officer, lost)).toMatchObject({
      status: 'failed',
      errors: [expect.stringContaining('重新导出')],
    });
  });

  test('has a name for every filter of its list', () => {
    for (const kind of exportLists) {
      const list = listOf(kind as ExportList);
      const fields = Object.keys((list.filter as unknown as { shape: object }).shape);
      const nameless = fields.filter((field) => filterLabel(list, field) === undefined);
      expect([kind, nameless]).toEqual([kind, []]);
    }
  });
});

describe('finished documents', () => {
  let world: World;
  let campaignId: string;

  beforeAll(async () => {
    world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
    await world.build.unions('150102', 4);
    await world.build.unions('150103', 2);
    await world.build.unions('1502', 1);
    campaignId = (await submittedInspection(world, ['Q1', 'Q4', 'Q13'])).inspection.campaignId;
  });
  afterAll(() => world?.close());

  const columns =
    '序号 单位名称 所属地区 问题编号 问题描述 问题类别 整改措施 责任单位 责任人 整改类型 整改时限 进展 佐证 完成日期 核查人 是否销号 销号日期 备注';

  test('问题整改台账 has its 18 columns in their order, a title, and prints across A4 with its head on every page', async () => {
    const officer = await world.as('nmg-officer');
    const made = await exported(officer, {
      kind: 'rectification-ledger',
      filter: { campaignId },
      sort: ['itemKey', 'ASC'],
    });
    const sheet = (await workbook(officer, made)).worksheets[0]!;
    expect(sheet.getCell('A1').value).toBe('问题整改台账');
    expect(sheet.getCell('A2').value).toBe('填报单位：内蒙古自治区总工会　　截至2026年9月1日');
    expect(cellsOf(sheet, 3)).toEqual(columns.split(' '));
    expect(sheet.pageSetup).toMatchObject({
      orientation: 'landscape',
      paperSize: 9,
      fitToPage: true,
      fitToHeight: 0,
      printTitlesRow: '1:3',
    });
    const rows = recordsOf(sheet, 3);
    expect(rows.map((row) => [row['序号'], row['问题编号'], row['是否销号']])).toEqual([
      [1, 'Q1', '否'],
      [2, 'Q13', '否'],
      [3, 'Q4', '否'],
    ]);
    expect(rows[0]).toMatchObject({ 整改时限: new Date('2026-12-31T00:00:00Z'), 进展: '待整改', 责任单位: '基层工会' });
  });

  test('汇总表 is what /api/progress tells, and its total is the sum of its rows', async () => {
    const officer = await world.as('nmg-officer');
    const progress = await until(async () => {
      const { body } = await officer.get<Progress>(`/progress?campaignId=${campaignId}&by=child`);
      return body.total.items === 3 ? body : null;
    });
    const made = await exported(officer, { kind: 'progress-summary', filter: { campaignId } });
    const sheet = (await workbook(officer, made)).worksheets[0]!;
    const rows = recordsOf(sheet, 3);
    const total = rows.pop()!;
    expect(cellsOf(sheet, 3)).toEqual(
      '地区 应查 已查 自查率 有问题单位 问题数 已整改 整改率 逾期 已销号 空壳数'.split(' '),
    );
    expect(total).toMatchObject({ 地区: '合计', 应查: 7, 已查: 1, 问题数: 3, 空壳数: 1, 整改率: 0 });
    expect(rows.map((row) => row['地区'])).toEqual(progress.rows.map(({ name }) => name));
    for (const name of ['应查', '已查', '有问题单位', '问题数', '已整改', '逾期', '已销号', '空壳数']) {
      expect([name, rows.reduce((sum, row) => sum + Number(row[name]), 0)]).toEqual([name, total[name]]);
    }
    expect(
      (await (await world.as('gd-officer')).post('/exports', { kind: 'progress-summary', filter: { campaignId } }))
        .status,
    ).toBe(404);
  });
});

describe.each([
  ['row security alone', { scopeInQueries: false }],
  ['scoped queries alone', { bypassRowSecurity: true }],
] as const)('an export behind %s', (_name, options) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ clock: '2026-09-01T09:00:00+08:00', ...options });
    await world.build.unions('150102', 5);
    await world.build.unions('150103', 5);
    await world.build.unions('440902', 5);
  });
  afterAll(() => world?.close());

  test('holds nothing of others, and is nobody else’s', async () => {
    const officer = await world.as('xincheng-officer');
    const made = await exported(officer, { kind: 'unions', filter: {} });
    const rows = recordsOf((await workbook(officer, made)).worksheets[0]!);
    expect(rows.map((row) => row['所属地区'])).toEqual(Array.from({ length: 5 }, () => '新城区'));
    const foreign = await exported(officer, { kind: 'unions', filter: { orgCode: ['150103', '44'] } });
    expect(foreign.counts.rows).toBe(0);
    for (const username of ['huimin-admin', 'nmg-officer', 'gd-officer'])
      expect((await (await world.as(username)).get(`/exports/${made.id}/content`)).status).toBe(404);
  });
});
