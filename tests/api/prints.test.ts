import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Inspection } from '../../shared/inspections.ts';
import { fillPath } from '../../shared/prints.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { readWord } from '../support/docx.ts';
import { unionActs } from '../support/unionActs.ts';
import { submittedInspection, type World, openWorld } from '../support/world.ts';

describe('codes and papers', () => {
  let world: World;
  let inspection: Inspection;
  let items: Map<string, Rectification>;

  beforeAll(async () => {
    world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
    await world.build.account({ username: 'huimin-officer', role: 'officer', orgCode: '150103' });
    await world.build.unions('150102', 2);
    ({ inspection, items } = await submittedInspection(world, ['Q4', 'Q9']));
    const district = await world.as('xincheng-officer');
    await district.post(`/rectifications/${items.get('Q9')!.id}/rectify`, {
      measures: '已开立工会经费账户',
      attachmentIds: [(await district.upload('开户许可证.png', 'image/png')).body.id],
    });
  });
  afterAll(() => world?.close());

  const paper = async (path: string, username = 'xincheng-officer') =>
    (await world.as(username)).get<Buffer & { code?: string }>(path);
  const fill = async (campaign: string, union: string, username = 'xincheng-officer') =>
    (await world.as(username)).get<Inspection & { code?: string }>(
      fillPath(campaign, union).replace('/fill', '/me/fill'),
    );

  test('a code leads to the inspection of its union; whoever may not see it is told that there is none', async () => {
    const { campaignId, unionId } = inspection;
    const own = await fill(campaignId, unionId);
    expect(own.status).toBe(200);
    expect(own.body.id).toBe(inspection.id);
    await world.build.account({ username: 'one-chair', role: 'reporter', orgCode: '150102', unionId });
    expect((await fill(campaignId, unionId, 'one-chair')).body.id).toBe(inspection.id);
    const { rows } = await world.owner.query<{ id: string }>('select id from unions where id <> $1 limit 1', [unionId]);
    expect((await fill(campaignId, rows[0]!.id, 'one-chair')).status).toBe(404);
    for (const username of ['huimin-officer', 'gd-officer']) {
      expect((await fill(campaignId, unionId, username)).status).toBe(404);
    }
    expect((await fill('none', unionId)).status).toBe(404);
    expect((await fill(unionId, campaignId)).status).toBe(404);
    expect((await fill(campaignId, unionId, 'operator')).status).toBe(403);
    expect((await paper('/me/fill?campaign=x')).status).toBe(400);
  });

  test('a remark that ends in a full stop goes on without it', async () => {
    const district = await world.as('xincheng-officer');
    const [other] = await district.list<Inspection>('inspections', { status: 'pending' });
    const answers = { Q4: { value: 'no', note: '资料不全。', attachmentIds: [] } };
    const saved = await district.post(`/inspections/${other!.id}/save`, { answers });
    expect(saved.status).toBe(200);
    const { paragraphs } = readWord((await paper(`/reports/checklist?inspectionId=${other!.id}`)).body);
    expect(paragraphs).toContain('资料不全；限期整改');
  });

  test('a code of a union that was merged since leads to the union it is part of now', async () => {
    const { city, merge } = await unionActs(world);
    const [other] = await city.list<Inspection>('inspections', { status: 'pending' });
    const { campaignId, unionId } = other!;
    expect((await fill(campaignId, unionId)).body.id).toBe(other!.id);
    expect((await merge(unionId, inspection.unionId)).status).toBe(200);
    expect((await fill(campaignId, unionId)).body.id).toBe(inspection.id);
  });

  test('the filled checklist says what was answered, by whom, and what is bad', async () => {
    const { status, body, headers } = await paper(`/reports/checklist?inspectionId=${inspection.id}`);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('.docx');
    const { paragraphs } = readWord(body);
    expect(paragraphs).toEqual(expect.arrayContaining([inspection.unionName, '内蒙古 › 呼和浩特 › 新城区', 'Q13']));
    expect(paragraphs.filter((one) => one === '否（问题）')).toHaveLength(2);
    expect(paragraphs.some((one) => one.startsWith('问题2项，得分'))).toBe(true);
  });

  test('the blank one has boxes instead of answers, and the code in its corner', async () => {
    const { status, body } = await paper(`/reports/checklist?inspectionId=${inspection.id}&blank=true`);
    expect(status).toBe(200);
    const { paragraphs, text, parts } = readWord(body);
    expect(paragraphs.filter((one) => one === '□是　□否')).toHaveLength(13);
    expect(paragraphs.filter((one) => one === '□不适用')).toHaveLength(2);
    expect(text).not.toContain('（问题）');
    expect(parts['word/document.xml']).toContain('扫码填报');
  });

  test('the dossier of a union has all its parts, and only what the reader may see', async () => {
    const { status, body } = await paper(`/reports/dossier?unionId=${inspection.unionId}`);
    expect(status).toBe(200);
    const { paragraphs, text } = readWord(body);
    for (const part of ['基本情况', '“六有”情况', '历次检查', '问题整改', '佐证材料目录', '办理记录']) {
      expect(text).toContain(part);
    }
    expect(paragraphs).toEqual(
      expect.arrayContaining([inspection.campaignTitle, '已开立工会经费账户', '开户许可证.png', '标记整改到位']),
    );
    for (const path of [
      `/reports/dossier?unionId=${inspection.unionId}`,
      `/reports/checklist?inspectionId=${inspection.id}`,
    ]) {
      expect((await paper(path, 'huimin-officer')).status).toBe(404);
      expect((await paper(path, 'operator')).status).toBe(403);
    }
    expect((await paper('/reports/dossier?unionId=none')).status).toBe(400);
    const chair = readWord((await paper(`/reports/dossier?unionId=${inspection.unionId}`, 'one-chair')).body);
    expect(chair.text).toContain('已开立工会经费账户');
  });

  test('a nation’s leader reads the dossier without telephone numbers', async () => {
    await world.owner.query("update unions set chair_phone = '13912345678' where id = $1", [inspection.unionId]);
    const path = `/reports/dossier?unionId=${inspection.unionId}`;
    expect(readWord((await paper(path)).body).text).toContain('13912345678');
    const leader = readWord((await paper(path, 'nation-leader')).body);
    expect(leader.text).toContain('139****5678');
    expect(leader.text).not.toContain('13912345678');
  });
});
