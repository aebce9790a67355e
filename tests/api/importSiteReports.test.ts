import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HistoryEvent } from '../../shared/events.ts';
import type { SiteReport } from '../../shared/site-reports.ts';
import type { Site } from '../../shared/sites.ts';
import type { Client } from '../support/client.ts';
import { csvOf, faultsIn, importer } from '../support/imports.ts';
import { siteActs, sitePeople } from '../support/sites.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let acts: ReturnType<typeof siteActs>;
let district: Client;
let by: ReturnType<typeof importer>;
let park: Site;

beforeAll(async () => {
  world = await openWorld({ clock: '2019-01-11T09:00:00+08:00' });
  for (const person of sitePeople) await world.build.account(person);
  acts = siteActs(world);
  district = await world.as('maonan-officer');
  by = importer(district);
  park = await acts.site('building', { name: '河东园区' });
});
afterAll(() => world?.close());

const heading = [
  '统计月份',
  '示范点',
  '覆盖工会',
  '企业数',
  '职工人数',
  '农民工',
  '会员',
  '社工',
  '办实事',
  '来访',
  '劳动争议',
  '竞赛人次',
  '合理化建议',
  '经济效益（元）',
  '备注',
  '确认',
];
type Cells = Partial<{ site: string; workers: number; services: number; note: string; ok: string }>;
const line = (month: string, { site = '河东园区', workers = 1200, services = 5, note = '', ok = '' }: Cells = {}) => [
  month,
  site,
  10,
  60,
  workers,
  1000,
  '',
  1,
  services,
  6,
  2,
  30,
  40,
  '10万',
  note,
  ok,
];
const file = (...lines: (string | number)[][]) => ({
  kind: 'site-reports' as const,
  content: csvOf(heading, ...lines),
});
const reports = () => district.list<SiteReport>('site-reports', { siteId: park.id });
const monthsOf = async () => (await reports()).map(({ month }) => month).sort();

describe('a workbook of monthly reports', () => {
  test('comes in, is changed and taken back, and settles the start of building', async () => {
    const rows = [line('2018年11月'), line('2018-12-01', { workers: 1300, note: '年末' })];
    const done = await by.confirm(await by.preview(file(...rows)));
    expect(done).toMatchObject({ status: 'done', counts: { create: 2, error: 0 }, ignored: [] });
    expect(await monthsOf()).toEqual(['2018-11', '2018-12']);
    const [first] = (await reports()).filter(({ month }) => month === '2018-12');
    expect(first).toMatchObject({
      workers: 1300,
      members: null,
      benefitYuan: 100_000,
      note: '年末',
      reportedBy: 'maonan-officer',
      doubts: [],
    });
    const history = await district.list<HistoryEvent>('events', { subjectId: park.id, action: 'create-report' });
    expect(history).toHaveLength(2);
    expect((await acts.step('maonan-officer', park.id, 'withdraw')).status).toBe(409);
    expect((await by.preview(file(...rows))).counts).toEqual({ create: 0, update: 0, unchanged: 2, error: 0 });

    const changed = await by.confirm(await by.preview(file(line('201812', { workers: 1400 }))));
    expect((await by.rows(changed))[0]!.changes).toEqual({ workers: [1300, 1400], note: ['年末', null] });
    expect((await by.undo(changed)).status).toBe('undone');
    expect((await reports()).find(({ month }) => month === '2018-12')).toMatchObject({
      workers: 1300,
      note: '年末',
      version: 3,
    });
    const kept = await district.post<{ code: string; touched: unknown[] }>(`/imports/${done.id}/undo`, {});
    expect([kept.status, kept.body.touched]).toMatchObject([409, [{ label: '河东园区 · 2018-12' }]]);
  });

  test('asks about implausible figures, also among its own rows, and keeps them marked once confirmed', async () => {
    const rows = [line('2018-01', { workers: 1100 }), line('2018-02', { workers: 9000, services: -3 })];
    const seen = await by.preview(file(...rows));
    const faults = faultsIn(await by.rows(seen));
    expect(Object.keys(faults[3]!).sort()).toEqual(['confirmed', 'services', 'workers']);
    expect(faults[3]!.workers).toBe('比上次的 1,100 增加到 5 倍以上，请核对。');
    const sure = await by.confirm(
      await by.preview(file(rows[0]!, line('2018-02', { workers: 9000, services: -3, ok: '是' }))),
    );
    expect(sure).toMatchObject({ status: 'done', counts: { create: 2 } });
    expect((await reports()).find(({ month }) => month === '2018-02')!.doubts.sort()).toEqual(['services', 'workers']);
    expect((await by.undo(sure)).status).toBe('undone');
    expect(await monthsOf()).toEqual(['2018-11', '2018-12']);
  });

  test('refuses a month twice, a future month, a site that does not report or lies elsewhere', async () => {
    const dianbai = await acts.site('nominated', { name: '未开工' });
    expect(dianbai.status).toBe('nominated');
    const foreign = await district.sendFile('/imports', 'x.csv', '统计月份\n', {
      kind: 'site-reports',
      siteId: randomUUID(),
    });
    expect(foreign.status).toBe(404);
    const seen = await by.preview(
      file(
        line('2018-05'),
        line('2018年5月'),
        line('2019-02'),
        line('2018-06', { site: '未开工' }),
        line('2018-06', { site: '没有的点' }),
        line('2018-13'),
        line('2018-07', { workers: -1 }),
      ),
    );
    const faults = faultsIn(await by.rows(seen));
    expect(Object.entries(faults).map(([row, columns]) => [row, Object.keys(columns)])).toEqual([
      ['3', ['']],
      ['4', ['month']],
      ['5', ['siteName']],
      ['6', ['siteName']],
      ['7', ['month']],
      ['8', ['workers']],
    ]);
    const stopped = await district.post<{ code: string }>(`/imports/${seen.id}/confirm`, { policy: 'stop' });
    expect([stopped.status, stopped.body.code]).toEqual([409, 'import-has-errors']);
    const elsewhere = importer(await world.as('dianbai-officer'));
    expect(Object.keys(faultsIn(await elsewhere.rows(await elsewhere.preview(file(line('2018-06')))))[2]!)).toEqual([
      'siteName',
    ]);
    expect((await importer(await world.as('gd-leader')).send(file())).status).toBe(403);
  });
});
