import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Enterprise } from '../../shared/enterprises.ts';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Client } from '../support/client.ts';
import { anotherUscc } from '../support/enterprises.ts';
import { csvOf, faultsIn, importer } from '../support/imports.ts';
import { ledgerOf, registersOf } from '../support/recountRegisters.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let district: Client;
let by: ReturnType<typeof importer>;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  await world.build.unions('150102', 3);
  await world.build.unions('150103', 1);
  district = await world.as('xincheng-officer');
  by = importer(district);
});
afterAll(() => world?.close());

const heading = ['单位名称', '信用代码', '所在地区', '从业人数', '建会状态', '变更说明', '覆盖工会名称', '电话'];
const file = (...lines: (string | number | null)[][]) => ({
  kind: 'enterprises' as const,
  content: csvOf(heading, ...lines),
});
const named = async (name: string) => (await district.list<Enterprise>('enterprises', { name }))[0]!;
const recounted = async () => expect(await ledgerOf(world.owner, '15')).toEqual(await registersOf(world.owner, '15'));

describe('a workbook of enterprises', () => {
  test('is created, changed and taken back; the same file again changes nothing', async () => {
    const codes = [anotherUscc(), anotherUscc(), anotherUscc()];
    const rows = [
      ['甲企业', ` ${codes[0]!.toLowerCase()} `, '新城区', '１２０人', '', '', '', '138 0013 8000'],
      ['乙企业', codes[1]!, '新城区', 30, '有意愿', '', '', ''],
      ['丙企业', codes[2]!, '新城区', 300, '', '', '150102工会00001；150102工会00002', ''],
    ];
    const seen = await by.preview(file(...rows));
    expect(seen).toMatchObject({ status: 'ready', counts: { create: 3, error: 0 }, ignored: [] });
    const done = await by.confirm(seen);
    expect(done.status).toBe('done');
    const [first, third] = [await named('甲企业'), await named('丙企业')];
    expect(first).toMatchObject({
      uscc: codes[0],
      employees: 120,
      stage: 'outreach',
      contactPhone: '13800138000',
      eligible: true,
    });
    expect(third).toMatchObject({ stage: 'established', unionIds: [expect.any(String), expect.any(String)] });
    expect((await district.list<HistoryEvent>('events', { subjectId: first.id })).map(({ action }) => action)).toEqual([
      'create',
    ]);
    expect(await district.list('enterprises', { q: '丙企' })).toHaveLength(1);
    await recounted();
    expect((await by.preview(file(...rows))).counts).toEqual({ create: 0, update: 0, unchanged: 3, error: 0 });

    const edits = [
      ['甲企业', codes[0]!, '新城区', 130, '已建会', '', '150102工会00003', ''],
      ['乙企业（改）', codes[1]!, '新城区', 30, '宣传发动', '企业换了负责人', '', ''],
      ['丙企业', codes[2]!, '新城区', 300, '正在组建', '工会已撤', '', ''],
    ];
    const changed = await by.preview(file(...edits));
    expect(changed.counts).toEqual({ create: 0, update: 3, unchanged: 0, error: 0 });
    expect((await by.rows(changed))[0]!.changes).toEqual({
      employees: [120, 130],
      contactPhone: ['13800138000', null],
      stage: ['outreach', 'established'],
      unionNames: [[], ['150102工会00003']],
    });
    const written = await by.confirm(changed);
    expect(await named('丙企业')).toMatchObject({ stage: 'forming', unionIds: [] });
    const second = await named('乙企业（改）');
    const history = await district.list<HistoryEvent>('events', { subjectId: second.id });
    expect(history.map(({ action, reason }) => [action, reason])).toEqual(
      expect.arrayContaining([
        ['change-stage', '企业换了负责人'],
        ['edit', null],
      ]),
    );
    await recounted();
    expect((await by.preview(file(...edits))).counts).toMatchObject({ unchanged: 3 });

    expect((await by.undo(written)).status).toBe('undone');
    expect(await named('甲企业')).toMatchObject({
      employees: 120,
      stage: 'outreach',
      stageSince: first.stageSince,
      unionIds: [],
      contactPhone: '13800138000',
    });
    expect((await named('丙企业')).unionIds).toEqual(third.unionIds);
    await recounted();
    expect(await district.list('enterprises', { q: '（改）' })).toEqual([]);
  });

  test('tells row by row what is wrong, and nothing of other districts', async () => {
    const [own] = await world.build.enterprises('150102', 1, { stage: 'willing' });
    await world.build.enterprises('150103', 1);
    const known = (await district.get<Enterprise>(`/enterprises/${own}`)).body;
    const {
      rows: [elsewhere],
    } = await world.owner.query<{ uscc: string; name: string }>(
      "select uscc, name from enterprises where org_code = '150103'",
    );
    const twice = anotherUscc();
    const seen = await by.preview(
      file(
        ['错代码', '91150102MA00000005', '新城区', 10, '', '', '', ''],
        ['别区已有', elsewhere!.uscc, '新城区', 10, '', '', '', ''],
        ['别区', anotherUscc(), '回民区', 10, '', '', '', ''],
        [known.name, known.uscc, '新城区', 120, '拒绝', '', '', ''],
        ['无工会', anotherUscc(), '新城区', 10, '已建会', '', '', ''],
        ['别区工会', anotherUscc(), '新城区', 10, '', '', '150103工会00001', ''],
        ['重复', twice, '新城区', 10, '', '', '', ''],
        ['重复', twice, '新城区', 11, '', '', '', ''],
        ['后退未清', anotherUscc(), '新城区', 10, '有意愿', '', '150102工会00001', ''],
      ),
    );
    expect(seen.counts).toEqual({ create: 1, update: 0, unchanged: 0, error: 8 });
    const rows = await by.rows(seen);
    const faults = faultsIn(rows);
    expect(Object.fromEntries(Object.entries(faults).map(([row, columns]) => [row, Object.keys(columns)]))).toEqual({
      2: ['uscc'],
      3: ['uscc'],
      4: ['orgCode'],
      5: ['note'],
      6: ['unionNames'],
      7: ['unionNames'],
      9: [''],
      10: ['stage'],
    });
    expect(JSON.stringify(rows)).not.toContain(elsewhere!.name);
    expect(faults[3]!.uscc).toContain('内蒙古');
    const done = await by.confirm(seen, 'skip');
    expect(done).toMatchObject({ status: 'done', counts: { create: 1, error: 8 } });
    await recounted();
  });

  test('is not taken back once somebody has visited, and belongs to whoever may write', async () => {
    const done = await by.confirm(await by.preview(file(['走访过', anotherUscc(), '新城区', 50, '', '', '', ''])));
    const { id } = await named('走访过');
    await district.post('/visits', {
      enterpriseId: id,
      visitedOn: '2026-08-30',
      visitorName: '某某',
      outcome: 'informed',
    });
    const refused = await district.post<{ code: string; touched: object[] }>(`/imports/${done.id}/undo`, {});
    expect([refused.status, refused.body.code, refused.body.touched]).toMatchObject([
      409,
      'import-touched',
      [{ label: '走访过' }],
    ]);
    const leader = importer(await world.as('nmg-leader'));
    expect((await leader.send(file())).status).toBe(403);
    expect((await (await world.as('huimin-admin')).get(`/imports/${done.id}`)).status).toBe(404);
    const province = importer(await world.as('gd-officer'));
    const foreign = await province.preview(file(['外省', anotherUscc(), '新城区', 50, '', '', '', '']));
    expect(Object.keys(faultsIn(await province.rows(foreign))[2]!)).toEqual(['orgCode']);
  });
});
