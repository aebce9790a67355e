import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { readWord } from '../support/docx.ts';
import { answersWith, issuedCampaign, openWorld, type World } from '../support/world.ts';

describe('papers that go to unions', () => {
  let world: World;
  let campaignId: string;

  beforeAll(async () => {
    world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
    await world.build.unions('150102', 4);
    await world.build.unions('150103', 1);
    campaignId = (await issuedCampaign(world, { scope: { orgCodes: ['15'] } })).id;
    const officer = await world.as('hohhot-officer');
    for (const { id } of await officer.list<Inspection>('inspections', { campaignId })) {
      await officer.post(`/inspections/${id}/submit`, { answers: answersWith(['Q4', 'Q12']) });
    }
    const district = await world.as('xincheng-officer');
    const [first] = await district.list<Rectification>('rectifications', { itemKey: 'Q12' });
    await district.post(`/rectifications/${first!.id}/rectify`, { measures: '已建立会员实名台账' });
    await officer.post(`/rectifications/${first!.id}/close`, {});
  });
  afterAll(() => world?.close());

  const notices = async (body: object, username = 'xincheng-officer') =>
    (await world.as(username)).post<Buffer & { errors?: Record<string, string>; code?: string }>(
      '/reports/notices',
      body,
    );

  test('one notice for each union, with its items and a slip to send back', async () => {
    const answer = await notices({
      kind: 'rectification',
      filter: { campaignId },
      docNoPrefix: '新工整〔2026〕',
      firstNo: 7,
      signedOn: '2026-09-02',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('整改通知书（4家）.docx'));
    const { paragraphs, text, parts } = readWord(answer.body);
    expect(paragraphs.filter((one) => one === '整改通知书')).toHaveLength(4);
    expect(paragraphs.filter((one) => one.includes('整改通知书回执'))).toHaveLength(4);
    expect(paragraphs.filter((one) => /^新工整〔2026〕(7|8|9|10)号$/.test(one))).toHaveLength(4);
    expect(paragraphs).toContain('150102工会00001：');
    expect(text).not.toContain('150103工会');
    // Seven items are left of eight: one has been closed.
    expect(paragraphs.filter((one) => one === '2026-12-31' || one === '2026-09-30')).toHaveLength(7);
    expect(text).toContain('2026年9月2日');
    expect(parts['word/styles.xml']).toContain('仿宋');
  });

  test('a closing slip names measures, verifier and days of what has been closed', async () => {
    const { status, body } = await notices({ kind: 'closing', filter: { campaignId } }, 'hohhot-officer');
    expect(status).toBe(200);
    const { paragraphs } = readWord(body);
    expect(paragraphs.filter((one) => one === '销号确认单')).toHaveLength(1);
    expect(paragraphs).toEqual(expect.arrayContaining(['已建立会员实名台账', 'hohhot-officer', '2026-09-01']));
  });

  test('what the filter shows decides, and the scope', async () => {
    const own = await notices({ kind: 'rectification', filter: { orgCode: '150103' } });
    expect(own.status).toBe(422);
    expect(own.body.errors?.['filter']).toMatch(/./);
    const city = await notices(
      { kind: 'rectification', filter: { orgCode: '150103', itemKey: 'Q4' } },
      'hohhot-officer',
    );
    expect(readWord(city.body).paragraphs.filter((one) => one === '整改通知书')).toHaveLength(1);
    expect((await notices({ kind: 'rectification', filter: {} }, 'gd-officer')).status).toBe(422);
    expect((await notices({ kind: 'other', filter: {} })).status).toBe(422);
    expect((await notices({ kind: 'rectification', filter: { nonsense: 1 } })).status).toBe(422);
  });

  test('a union’s reporter prints the notice of its own union', async () => {
    const { rows } = await world.owner.query<{ id: string }>("select id from unions where name = '150102工会00002'");
    await world.build.account({ username: 'second-chair', role: 'reporter', orgCode: '150102', unionId: rows[0]!.id });
    const { status, body } = await notices({ kind: 'rectification', filter: {} }, 'second-chair');
    expect(status).toBe(200);
    const { paragraphs } = readWord(body);
    expect(paragraphs.filter((one) => one === '整改通知书')).toHaveLength(1);
    expect(paragraphs).toContain('150102工会00002：');
  });

  test('the operator has no papers', async () => {
    expect((await notices({ kind: 'rectification', filter: {} }, 'operator')).status).toBe(403);
  });
});
