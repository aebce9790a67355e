import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bulletin } from '../../shared/bulletins.ts';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Work } from '../../shared/me.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { addCounts, countNames } from '../../shared/rules/measures.ts';
import type { Problem } from '../support/client.ts';
import { readWord } from '../support/docx.ts';
import { answersWith, issuedCampaign, openWorld, type World } from '../support/world.ts';

let world: World;
let campaign: Campaign;

/** The business clock of the server, which runs on from where it was set. */
const now = async () => (await (await world.as('nmg-officer')).get<{ now: string }>('/auth/me')).body.now;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-11-04T09:00:00+08:00' });
  for (const [place, count] of [['150102', 6], ['150202', 5], ['150302', 4], ['150402', 3], ['15', 1]] as const)
    await world.build.unions(place, count); // prettier-ignore
  campaign = await issuedCampaign(world);
  await submit('150102', ['Q4', 'Q10', 'Q13'], 4);
  await submit('150202', ['Q4', 'Q11'], 5);
  await submit('150302', ['Q4'], 4);
  await rectify('1501', 9);
  await rectify('1502', 8);
});
afterAll(() => world?.close());

async function submit(orgCode: string, bad: string[], count: number): Promise<void> {
  const officer = await world.as('nmg-officer');
  const rows = await officer.list<Inspection>('inspections', { campaignId: campaign.id, orgCode, status: 'pending' });
  for (const { id } of rows.slice(0, count)) {
    const answer = await officer.post(`/inspections/${id}/submit`, { answers: answersWith(bad) });
    expect(answer.status).toBe(200);
  }
}

async function rectify(orgCode: string, count: number): Promise<void> {
  const officer = await world.as('nmg-officer');
  const rows = await officer.list<Rectification>('rectifications', {
    campaignId: campaign.id,
    orgCode,
    status: 'open',
    itemKey: ['Q4', 'Q10', 'Q11', 'Q13'],
  });
  for (const { id } of rows.slice(0, count)) {
    const answer = await officer.post(`/rectifications/${id}/rectify`, { measures: '已补选并备案' });
    expect(answer.status).toBe(200);
  }
}

const draft = async (input: object = {}, username = 'nmg-officer') =>
  (await world.as(username)).post<Bulletin & Pick<Problem, 'errors' | 'code'>>('/bulletins', {
    campaignId: campaign.id,
    cutOffAt: await now(),
    ...input,
  });

async function published(input: object = {}): Promise<Bulletin> {
  const made = await draft(input);
  const answer = await (await world.as('nmg-officer')).post<Bulletin>(`/bulletins/${made.body.id}/publish`, {});
  expect([made.status, answer.status]).toEqual([201, 200]);
  return answer.body;
}

async function wordOf({ id }: Bulletin, username = 'nmg-officer') {
  const answer = await (await world.as(username)).get<Buffer>(`/bulletins/${id}/document.docx`);
  expect(answer.status).toBe(200);
  return { ...readWord(answer.body), headers: answer.headers };
}

describe('a circular', () => {
  test('says what the ledger said at its cut-off, with a text drafted from it', async () => {
    const { status, body } = await draft();
    expect(status).toBe(201);
    const officer = await world.as('nmg-officer');
    const { body: progress } = await officer.get<Progress>(
      `/progress?campaignId=${campaign.id}&asOf=${encodeURIComponent(body.cutOffAt)}`,
    );
    expect(body.figures.total).toEqual(progress.total);
    const taking = progress.rows.filter((row) => row.targets > 0);
    expect(body.figures.rows.map(({ code, items, targets }) => [code, targets, items])).toEqual(
      taking.map(({ code, items, targets }) => [code, targets, items]),
    );
    const sum = addCounts(body.figures.rows);
    for (const name of countNames) expect([name, sum[name]]).toEqual([name, body.figures.total[name]]);
    expect(body.figures.ranking.rows.map(({ code, place, apart }) => [code, place, apart])).toEqual([
      ['1502', 1, null],
      ['1501', 2, null],
      ['1503', null, 'small'],
      ['1504', null, 'no-value'],
    ]);
    expect(body.figures.items.map(({ key, items }) => [key, items])).toEqual([
      ['Q4', 13],
      ['Q11', 5],
      ['Q10', 4],
      ['Q13', 4],
    ]);
    expect(body.figures.days).toEqual([
      { day: '2026-11-04', open: body.figures.total.items - body.figures.total.rectified },
    ]);
    expect(body).toMatchObject({
      orgCode: '15',
      status: 'draft',
      title: '关于全区基层工会组织建设自查自纠进展情况的通报',
      signedBy: '内蒙古自治区总工会',
      signedOn: null,
      receipts: [],
      mayActions: ['publish'],
    });
    expect(body.addressees.slice(0, 3)).toEqual(['1501', '1502', '1503']);
    expect(body.addresseeNames[0]).toBe('呼和浩特市总工会');
    expect(body.body).toContain('应自查基层工会19家，已自查13家，自查率68.4%');
    expect(body.body).toContain('按整改率排名，居前的是：包头市（80.0%）；居后的是：呼和浩特市（75.0%）');
    expect(body.body).toContain('乌海市因问题数不足10，单独列示');
  });

  test('gives the same figures for the same cut-off, whatever changes since, and a published one stays', async () => {
    const first = await published({ rankedBy: 'onTimeRate' });
    const officer = await world.as('nmg-officer');
    const before = await wordOf(first);
    await submit('150402', ['Q4', 'Q13'], 3);
    await rectify('1503', 4);
    await world.owner.query('select platform_fold_progress(100000)');
    const again = await draft({ cutOffAt: first.cutOffAt, rankedBy: 'onTimeRate' });
    expect(again.body.figures).toEqual(first.figures);
    const later = await draft();
    expect(later.body.figures.total.items).toBeGreaterThan(first.figures.total.items);
    expect(later.body.figures.ranking.previous?.cutOffAt).toBe(first.cutOffAt);
    expect((await officer.get<Bulletin>(`/bulletins/${first.id}`)).body).toEqual(first);
    const after = await wordOf(first);
    expect(after.text).toBe(before.text);
    expect(after.parts['word/media/image1.svg']).toBe(before.parts['word/media/image1.svg']);
  });

  test.each([
    ['in the future', '2030-01-01T00:00:00+08:00', { cutOffAt: '截止时点不能晚于现在。' }],
    ['before the campaign', '2026-01-01T00:00:00+08:00', { cutOffAt: '截止时点早于该督导活动的下发时间。' }],
    ['that is no instant', '昨天', { cutOffAt: '内容不正确。' }],
  ])('is not made for a cut-off %s, and nothing is written', async (_what, cutOffAt, errors) => {
    const count = () => world.owner.query('select count(*) from bulletins').then(({ rows }) => rows[0]);
    const before = await count();
    const { status, body } = await draft({ cutOffAt });
    expect([status, body.errors]).toEqual([422, errors]);
    expect(await count()).toEqual(before);
  });

  test('needs an issued campaign, and addressees below its issuer', async () => {
    const officer = await world.as('nmg-officer');
    const { body: unissued } = await officer.post<Campaign>('/campaigns/' + campaign.id + '/clone', {});
    expect((await draft({ campaignId: unissued.id })).body.errors).toEqual({ campaignId: '请选择已下发的督导活动。' });
    expect((await draft({ addressees: ['15'] })).body.errors).toEqual({
      addressees: '主送单位须是本级以下的工会组织。',
    });
    for (const code of ['1599', '44']) expect((await draft({ addressees: [code] })).status).toBe(422);
    expect((await draft({ orgCode: '15' }, 'hohhot-officer')).body.errors).toHaveProperty('orgCode');
  });

  test('of a city speaks to its districts, by what lies below it', async () => {
    const { status, body } = await draft({}, 'hohhot-officer');
    expect(status).toBe(201);
    expect(body.figures.rows.map(({ code }) => code)).toEqual(['150102']);
    expect(body.figures.total.targets).toBe(6);
    expect(body.addressees).toContain('150102');
  });
});

describe('who may do what', () => {
  test('a draft is changed and deleted by its federation alone; others do not find it', async () => {
    const { body } = await draft();
    const officer = await world.as('nmg-officer');
    const edit = { ...body, body: '改过的正文', docNo: '内工发〔2026〕12号', addressees: ['1502', '1501'] };
    for (const username of ['hohhot-officer', 'xincheng-officer', 'gd-officer']) {
      const person = await world.as(username);
      expect([username, (await person.get(`/bulletins/${body.id}`)).status]).toEqual([username, 404]);
      expect([username, (await person.put(`/bulletins/${body.id}`, edit)).status]).toEqual([username, 404]);
      expect([username, (await person.post(`/bulletins/${body.id}/publish`, {})).status]).toEqual([username, 404]);
    }
    expect((await (await world.as('nmg-leader')).put(`/bulletins/${body.id}`, edit)).status).toBe(403);
    const changed = await officer.put<Bulletin>(`/bulletins/${body.id}`, edit);
    expect(changed.body).toMatchObject({
      body: '改过的正文',
      addressees: ['1502', '1501'],
      addresseeNames: ['包头市总工会', '呼和浩特市总工会'],
      figures: body.figures,
      version: body.version + 1,
    });
    expect((await officer.put(`/bulletins/${body.id}`, edit)).status).toBe(409);
    expect((await officer.post(`/bulletins/${body.id}/publish`, { version: body.version })).status).toBe(409);
    expect((await officer.del(`/bulletins/${body.id}`)).status).toBe(200);
    expect((await officer.get(`/bulletins/${body.id}`)).status).toBe(404);
  });

  test('a published one can be neither changed nor deleted nor published again', async () => {
    const bulletin = await published();
    const officer = await world.as('nmg-officer');
    expect(bulletin).toMatchObject({ status: 'published', signedOn: '2026-11-04', publishedBy: 'nmg-officer' });
    expect((await officer.put(`/bulletins/${bulletin.id}`, { ...bulletin, version: undefined })).status).toBe(409);
    expect((await officer.del(`/bulletins/${bulletin.id}`)).status).toBe(409);
    expect((await officer.post(`/bulletins/${bulletin.id}/publish`, {})).status).toBe(409);
    const city = await world.as('hohhot-officer');
    expect((await city.put(`/bulletins/${bulletin.id}`, bulletin)).status).toBe(403);
    expect((await city.del(`/bulletins/${bulletin.id}`)).status).toBe(403);
  });

  test('its addressees acknowledge it once and reply; siblings do not see it', async () => {
    const { id } = await published({ addressees: ['1501', '1502'] });
    const [officer, hohhot, baotou, district] = await Promise.all(
      ['nmg-officer', 'hohhot-officer', 'baotou-officer', 'xincheng-officer'].map((name) => world.as(name)),
    );
    const waiting = async () =>
      (await hohhot!.get<Work>('/me/work')).body.counts.find(({ key }) => key === 'toAcknowledge')!;
    const door = await waiting();
    expect(door.count).toBe((await hohhot!.page('bulletins', { filter: door.filter })).total);
    expect((await hohhot!.list<Bulletin>('bulletins', door.filter)).map((row) => row.id)).toContain(id);

    const seen = await hohhot!.get<Bulletin>(`/bulletins/${id}`);
    expect([seen.status, seen.body.mayActions]).toEqual([200, ['acknowledge']]);
    expect(seen.body.receipts).toEqual([
      { orgCode: '1501', orgName: '呼和浩特市总工会', acknowledgedAt: null, acknowledgedBy: null, reply: null },
    ]);
    const given = await hohhot!.post<Bulletin>(`/bulletins/${id}/acknowledge`, {});
    expect(given.body.receipts).toMatchObject([{ acknowledgedBy: 'hohhot-officer', reply: null }]);
    expect((await waiting()).count).toBe(door.count - 1);
    expect((await hohhot!.post<Problem>(`/bulletins/${id}/acknowledge`, {})).body.code).toBe('already-acknowledged');
    const replied = await hohhot!.post<Bulletin>(`/bulletins/${id}/acknowledge`, { reply: '已部署整改' });
    expect(replied.body.receipts).toEqual([{ ...given.body.receipts[0], reply: '已部署整改' }]);

    expect((await baotou!.get<Bulletin>(`/bulletins/${id}`)).body.receipts.map((one) => one.orgCode)).toEqual(['1502']);
    const all = await officer!.get<Bulletin>(`/bulletins/${id}`);
    expect(all.body.receipts.map(({ orgCode, reply }) => [orgCode, reply])).toEqual([['1501', '已部署整改'], ['1502', null]]); // prettier-ignore
    expect((await officer!.post(`/bulletins/${id}/acknowledge`, {})).status).toBe(403);
    expect((await district!.get<Bulletin>(`/bulletins/${id}`)).body).toMatchObject({ receipts: [], mayActions: [] });
    expect((await district!.post(`/bulletins/${id}/acknowledge`, {})).status).toBe(403);
    expect((await (await world.as('gd-officer')).get(`/bulletins/${id}`)).status).toBe(404);
  });

  test('a chair has no part in circulars', async () => {
    const [unionId] = await world.build.unions('150103', 1);
    await world.build.account({ username: 'a-chair', role: 'reporter', orgCode: '150103', unionId: unionId! });
    const chair = await world.as('a-chair');
    expect((await chair.get('/bulletins')).status).toBe(403);
    expect((await draft({}, 'a-chair')).status).toBe(403);
  });
});

describe('its Word file', () => {
  test('is laid out as GB/T 9704 asks, with every figure of the annexes', async () => {
    const { body } = await draft({ docNo: '内工发〔2026〕12号', addressees: ['1501', '1502'] });
    const officer = await world.as('nmg-officer');
    const bulletin = (await officer.post<Bulletin>(`/bulletins/${body.id}/publish`, {})).body;
    const { paragraphs, parts, headers } = await wordOf(bulletin, 'hohhot-officer');
    expect(headers.get('content-type')).toContain('wordprocessingml.document');
    expect(decodeURIComponent(headers.get('content-disposition')!)).toContain(`${bulletin.title}.docx`);

    const head = paragraphs.slice(0, 4);
    expect(head).toEqual([
      '内蒙古自治区总工会文件',
      '内工发〔2026〕12号',
      bulletin.title,
      '呼和浩特市总工会、包头市总工会：',
    ]);
    const order = ['附件：1. 排名表', '2. 进展情况汇总表', '3. 整改情况图', '内蒙古自治区总工会', '2026年11月4日', '附件1', '附件2', '附件3']; // prettier-ignore
    const found = order.map((words) => paragraphs.indexOf(words));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);

    const after = (words: string, count: number) => paragraphs.slice(paragraphs.lastIndexOf(words), paragraphs.lastIndexOf(words) + count); // prettier-ignore
    const { total, rows } = bulletin.figures;
    expect(after('合计', 11).map((cell) => (cell.endsWith('%') ? cell : Number(cell)))).toEqual([
      Number.NaN, total.targets, total.submitted, `${(total.inspectionRate! * 100).toFixed(1)}%`, total.defective, total.items,
      total.rectified, `${(total.rectifiedRate! * 100).toFixed(1)}%`, total.overdue, total.closed, total.shells,
    ]); // prettier-ignore
    for (const row of rows) expect(paragraphs.filter((words) => words === row.name).length).toBeGreaterThanOrEqual(row.own ? 1 : 3); // prettier-ignore

    const xml = parts['word/document.xml']!;
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
    // 37, 28, 35 and 26 mm.
    for (const margin of ['w:top="2098"', 'w:left="1587"', 'w:bottom="1984"', 'w:right="1474"']) expect(xml).toContain(margin); // prettier-ignore
    expect(xml).toContain('w:eastAsia="仿宋_GB2312"');
    expect(xml).toContain('w:eastAsia="方正小标宋简体"');
    expect(parts['word/styles.xml']).toMatch(/w:styleId="GbBody".*?w:line="579" w:lineRule="exact"|w:styleId="GbBody".*?w:lineRule="exact" w:line="579"/s); // prettier-ignore
    expect(parts['word/fontTable.xml']).toContain('<w:altName w:val="仿宋,FangSong');
    expect(Object.keys(parts).filter((name) => /media\/.*\.(svg|png)$/.test(name))).toEqual([
      'word/media/image1.svg',
      'word/media/image1.png',
    ]);
  });

  test('of a draft says that it is one', async () => {
    const { body } = await draft();
    const { paragraphs, parts } = await wordOf(body);
    expect(paragraphs).toContain('（征求意见稿）');
    expect(parts['word/header1.xml']).toContain('征求意见稿，未印发');
    expect((await wordOf(await published())).text).not.toContain('征求意见稿');
  });
});
