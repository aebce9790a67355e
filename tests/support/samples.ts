import type { Inspection } from '../../shared/inspections.ts';
import type { Resource } from '../../shared/permissions.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { answersWith, issuedCampaign, type World } from './world.ts';

type Registers =
  | 'reinspections'
  | 'bulletins'
  | 'sites'
  | 'site-reports'
  | 'enterprises'
  | 'visits'
  | 'letters'
  | 'settings'
  | 'channels'
  | 'deliveries'
  | 'failed-jobs';

/** Rows of the registers at 150102, written as the owner: whatever the interface asks of their makers, they are there. */
async function registersOf(
  { owner }: World,
  { campaignId, item }: { campaignId: string; item: Rectification },
): Promise<Record<Registers, string>> {
  const row = async (table: string, values: Record<string, unknown>): Promise<string> => {
    const all = { province_code: '15', org_code: '150102', ...values };
    const names = Object.keys(all);
    const { rows } = await owner.query<{ id: string }>(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})
       returning ${table === 'settings' ? 'org_code as id' : 'id'}`,
      Object.values(all),
    );
    return rows[0]!.id;
  };
  const has = { has_federation: true, has_station: true, has_home: true };
  const site = await row('sites', { name: '园区站', batch_category: 'batch-1', kind: 'park', ...has });
  const figures = Object.fromEntries(
    'unions enterprises workers migrant_workers social_workers services visitors disputes participants suggestions benefit_yuan'
      .split(' ')
      .map((name) => [name, 1]),
  );
  const enterprise = await row('enterprises', {
    name: '某某有限公司',
    uscc: '91150102MA00000004',
    employees: 120,
    stage_since: '2026-08-01',
    eligible_from: '-infinity',
  });
  const draw = await row('reinspections', {
    campaign_id: campaignId,
    seed: '1',
    method: '{"size":1}',
    strata: '[{"code":"150102","name":"新城区","population":1,"sample":1}]',
    due_on: '2026-09-30',
    drawn_by: '某某',
    population_size: 1,
    sample_size: 1,
  });
  await row('reinspection_items', {
    reinspection_id: draw,
    rectification_id: item.id,
    union_id: item.unionId,
    stratum: '150102',
    position: 1,
  });
  await owner.query(
    `insert into reinspection_populations (province_code, reinspection_id, org_code, ids, strata)
     values ('15', $1, '150102', array[$2::uuid], '{0}')`,
    [draw, item.id],
  );
  return {
    sites: site,
    'site-reports': await row('site_reports', { site_id: site, month: '2026-07', reported_by: '某某', ...figures }),
    enterprises: enterprise,
    visits: await row('visits', {
      enterprise_id: enterprise,
      visited_on: '2026-08-02',
      visitor_name: '某某',
      outcome: 'informed',
    }),
    letters: await row('letters', {
      enterprise_id: enterprise,
      kind: 'handling-proposal',
      doc_no: '1号',
      issued_on: '2026-08-02',
      reply_due_on: '2026-09-02',
    }),
    bulletins: await row('bulletins', {
      title: '通报',
      body: '正文',
      addressees: ['150102001'],
      signed_by: '新城区总工会',
      cut_off_at: '2026-08-31T12:00:00+08:00',
      figures: '{}',
    }),
    reinspections: draw,
    settings: await row('settings', { ranking: '{"minimumBase":5}' }),
    channels: await row('channels', {
      kind: 'wecom',
      name: '本区工作群',
      url_sealed: '-',
      address_hint: 'qyapi.weixin.qq.com',
      address_mark: '-',
      topics: ['overdue'],
      active: false,
      scanned_at: '2026-09-01T09:00:00+08:00',
    }),
    'failed-jobs': await row('failed_jobs', {
      org_code: '15',
      kind: 'climb-ladder',
      subject_id: campaignId,
      status: 'set-aside',
      attempts: 5,
      fault: '23514 sample',
      next_at: 'infinity',
    }),
    deliveries: await row('deliveries', {
      via: 'wecom',
      kind: 'group',
      recipient: '本区工作群',
      key: 'sample',
      status: 'failed',
      at: '2026-09-01T09:00:00+08:00',
    }),
  };
}

/** A notice of the district's officer, and an order that its city has issued. */
async function personalOf({ owner }: World, { campaignId, itemId }: { campaignId: string; itemId: string }) {
  const notice = await owner.query<{ id: string }>(
    `insert into notifications (province_code, org_code, recipient_id, kind, subject_type, subject_id, campaign_id, params, reason_key)
     select '15', '150102', id, 'extension-decided', 'campaigns', $1, $1, '{"count":1,"day":"2026-09-01"}', 'sample'
     from users where username = 'xincheng-officer' returning id`,
    [campaignId],
  );
  const order = await owner.query<{ id: string }>(
    `insert into supervisions (province_code, org_code, addressee_code, campaign_id, item_ids, demand, status, year, number,
       doc_no, reply_by, issued_at, issued_by)
     values ('15', '1501', '150102', $1, array[$2::uuid], '限期办结', 'issued', 2026, 900, '督〔2026〕900号', '2026-09-08',
       '2026-09-01T09:00:00+08:00', '某某') returning id`,
    [campaignId, itemId],
  );
  return { notifications: notice.rows[0]!.id, supervisions: order.rows[0]!.id };
}

/** One record of each resource below 150102, made through the interface. */
export async function records(world: World): Promise<Record<Resource, string>> {
  const [unionId] = await world.build.unions('150102', 3);
  await world.build.unions('440902', 3);
  await world.build.account({ username: 'xincheng-chair', role: 'reporter', orgCode: '150102', unionId: unionId! });
  const chair = await world.owner.query<{ id: string }>("select id from users where username = 'xincheng-chair'");
  const campaign = await issuedCampaign(world, { orgCode: '150102', scope: { orgCodes: ['150102'] } });
  await issuedCampaign(world, { scope: { orgCodes: ['44'] } }, 'gd-officer');
  const district = await world.as('xincheng-officer');
  const [inspection] = await district.list<Inspection>('inspections', { unionId });
  await district.post(`/inspections/${inspection!.id}/submit`, { answers: answersWith(['Q4', 'Q10']) });
  const [item] = await district.list<Rectification>('rectifications', { inspectionId: inspection!.id });
  const photo = await district.upload('现场.png', 'image/png', { subjectType: 'rectifications', subjectId: item!.id });
  const checklist = await district.post<{ id: string }>('/checklists', {
    title: '本区检查表',
    purpose: 'other',
    items: [{ key: 'A1', text: '是否公示' }],
  });
  if (photo.status !== 201) throw new Error(JSON.stringify(photo.body));
  const token = await district.post<{ id: string }>('/tokens', { name: '报表', expiresOn: '2027-01-01' });
  const file = await district.post<{ id: string }>('/exports', { kind: 'unions' });
  const sheet = await district.sendFile<{ id: string }>(
    '/imports',
    '名册.csv',
    '单位名称,所属地区\n某某工会,新城区\n',
    {
      kind: 'unions',
    },
  );
  const provider = await (
    await world.as('xincheng-admin')
  ).post<{ id: string }>('/identity-providers', {
    orgCode: '150102',
    name: '统一登录',
    issuer: 'https://sso.example.com',
    clientId: 'console',
    rules: [{ claim: '', value: '*', role: 'officer', orgCode: '150102' }],
  });
  const view = await district.post<{ id: string }>('/views', { name: '本区', resource: 'unions', filter: {} });
  const [event] = await district.list<{ id: string }>('events', { subjectId: item!.id });
  const registers = await registersOf(world, { campaignId: campaign.id, item: item! });
  const notified = await personalOf(world, { campaignId: campaign.id, itemId: item!.id });
  return {
    ...registers,
    ...notified,
    organisations: '150102001',
    users: chair.rows[0]!.id,
    unions: unionId!,
    checklists: checklist.body.id,
    campaigns: campaign.id,
    inspections: inspection!.id,
    rectifications: item!.id,
    attachments: photo.body.id,
    events: event!.id,
    tokens: token.body.id,
    imports: sheet.body.id,
    exports: file.body.id,
    views: view.body.id,
    'identity-providers': provider.body.id,
  };
}
