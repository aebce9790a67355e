import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HistoryEvent } from '../../shared/events.ts';
import { defaultSettings, type EligibilityEffect, type SettingsRecord } from '../../shared/settings.ts';
import { client, type Problem } from '../support/client.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-16T09:00:00+08:00' });
});
afterAll(() => world?.close());

const by = (username: string) => world.as(username);
const at = async (orgCode: string, username: string) =>
  (await (await by(username)).get<SettingsRecord>(`/settings/${orgCode}`)).body;

/** Decides some parts more, as the screen does: the others stay as the organisation had them. */
async function decide(orgCode: string, parts: object, username: string) {
  const { own, version } = await at(orgCode, username);
  return (await by(username)).put<SettingsRecord & Problem>(`/settings/${orgCode}`, { ...own, ...parts, version });
}

const batches = [
  { key: 'batch-1', name: '培育一批' },
  { key: 'batch-2', name: '提升一批' },
  { key: 'batch-3', name: '示范一批' },
];

describe('what is in force', () => {
  test('is the nearest decision at or above, and says whose it is', async () => {
    expect(await at('150102', 'xincheng-officer')).toMatchObject({
      version: 0,
      effective: defaultSettings,
      decidedBy: { ledger: null },
    });
    const province = await decide(
      '15',
      { ledger: { ...defaultSettings.ledger, stalledDays: 45 }, batchCategories: batches },
      'nmg-admin',
    );
    expect(province.status).toBe(200);
    await decide('150102', { ranking: { minimumBase: 3 } }, 'xincheng-admin');
    expect(await at('150102', 'xincheng-officer')).toMatchObject({
      own: { ledger: null, ranking: { minimumBase: 3 } },
      effective: { ledger: { stalledDays: 45 }, ranking: { minimumBase: 3 }, batchCategories: batches },
      decidedBy: { ledger: '15', batchCategories: '15', ranking: '150102', targets: null },
    });
    expect((await at('150103', 'huimin-admin')).effective).toMatchObject({
      ledger: { stalledDays: 45 },
      ranking: defaultSettings.ranking,
    });
    expect((await at('44', 'gd-officer')).effective).toEqual(defaultSettings);
    expect((await at('4409', 'gd-officer')).effective).toEqual(defaultSettings);
  });

  test('goes back to the superior when a part is given back, and stands in the history', async () => {
    const { body } = await decide('150102', { ranking: null }, 'xincheng-admin');
    expect(body).toMatchObject({ own: { ranking: null }, decidedBy: { ranking: null } });
    const events = await (
      await by('xincheng-officer')
    ).list<HistoryEvent>('events', {
      subjectType: 'settings',
      subjectId: '150102',
    });
    expect(events.map(({ changes }) => changes)).toContainEqual({ ranking: [{ minimumBase: 3 }, null] });
  });
});

describe('a decision', () => {
  test('is taken by administrators, each for the own place and below', async () => {
    expect((await client(world.url).put('/settings/15', {})).status).toBe(401);
    for (const username of ['nmg-officer', 'nmg-leader', 'operator'])
      expect([username, (await (await by(username)).put('/settings/15', {})).status]).toEqual([username, 403]);
    expect((await (await by('operator')).get('/settings/15')).status).toBe(403);
    for (const [username, orgCode] of [
      ['xincheng-admin', '1501'],
      ['xincheng-admin', '150103'],
      ['gd-admin', '15'],
      ['gd-admin', '441900'],
      ['gd-admin', '449999'],
      ['nmg-admin', 'CN'],
    ] as const) {
      expect([orgCode, (await (await by(username)).get(`/settings/${orgCode}`)).status]).toEqual([orgCode, 404]);
      expect([orgCode, (await (await by(username)).put(`/settings/${orgCode}`, {})).status]).toEqual([orgCode, 404]);
    }
  });

  const quota = { batchCategory: 'batch-1', orgCode: '1501', count: 3 };
  test.each([
    ['targets.sixHavesRate', { targets: { sixHavesRate: 1.2 } }],
    ['eligibility.minEmployees', { eligibility: { minEmployees: 0, minYearsOpen: 0 } }],
    ['siteReporting.dueDay', { siteReporting: { fromMonth: null, toMonth: null, dueDay: 31 } }],
    ['siteReporting.toMonth', { siteReporting: { fromMonth: '2026-06', toMonth: '2026-05', dueDay: 10 } }],
    ['ledger.asOf', { ledger: { ...defaultSettings.ledger, asOf: '2026-02-30' } }],
    ['batchCategories.1.name', { batchCategories: [batches[0], { key: 'batch-2', name: '培育一批' }] }],
    ['batchCategories.1.key', { batchCategories: [batches[0], { key: 'batch-1', name: '另一批' }] }],
    ['batchCategories.0.name', { batchCategories: [{ key: 'batch-1', name: ' ' }] }],
    ['letterKinds', { letterKinds: [] }],
    ['siteQuotas.1.orgCode', { siteQuotas: [quota, quota] }],
    ['siteQuotas.1.count', { siteQuotas: [quota, { ...quota, orgCode: '1502', count: -1 }] }],
    ['siteQuotas.0.orgCode', { siteQuotas: [{ ...quota, orgCode: '4409' }] }],
    ['siteQuotas.0.orgCode', { siteQuotas: [{ ...quota, orgCode: '150102' }] }],
    ['siteQuotas.0.batchCategory', { siteQuotas: [{ ...quota, batchCategory: 'batch-9' }] }],
  ])('is refused at %s', async (field, parts) => {
    const before = await at('15', 'nmg-admin');
    const answer = await decide('15', parts, 'nmg-admin');
    expect([answer.status, Object.keys(answer.body.errors ?? {})]).toEqual([422, [field]]);
    expect(await at('15', 'nmg-admin')).toEqual(before);
  });

  test('on the batches and quotas is the province’s alone', async () => {
    const answer = await decide('150102', { batchCategories: batches, siteQuotas: [] }, 'xincheng-admin');
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: { batchCategories: expect.any(String), siteQuotas: expect.any(String) } },
    });
  });

  test('on a version that has moved on is a conflict', async () => {
    const { own, version } = await at('15', 'nmg-admin');
    const admin = await by('nmg-admin');
    expect((await admin.put('/settings/15', { ...own, ranking: { minimumBase: 7 }, version })).status).toBe(200);
    expect(await admin.put('/settings/15', { ...own, version })).toMatchObject({
      status: 409,
      body: { code: 'stale-version', current: { own: { ranking: { minimumBase: 7 } } } },
    });
    const two = await Promise.all(
      [4, 5].map((minimumBase) => admin.put('/settings/1502', { ranking: { minimumBase }, version: 0 })),
    );
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a kind in use', () => {
  test('of sites is renamed and never removed; how many use it is said', async () => {
    await world.owner.query(
      `insert into sites (province_code, org_code, name, batch_category, kind, has_federation, has_station, has_home)
       select '15', '150102', '建设点' || n, 'batch-3', 'park', true, true, true from generate_series(1, 3) n`,
    );
    const renamed = batches.with(2, { key: 'batch-3', name: '巩固一批' });
    expect((await decide('15', { batchCategories: renamed }, 'nmg-admin')).status).toBe(200);
    const answer = await decide('15', { batchCategories: renamed.slice(0, 2) }, 'nmg-admin');
    expect(answer).toMatchObject({ status: 409, body: { code: 'batch-in-use' } });
    expect(answer.body.errors?.['batchCategories']).toMatch(/巩固一批.*3/);
    const unused = await decide('15', { batchCategories: [renamed[0], renamed[2]] }, 'nmg-admin');
    expect(unused.body.own.batchCategories).toEqual([renamed[0], renamed[2]]);
  });

  test('of letters counts only where no nearer decision names the kinds', async () => {
    const { rows } = await world.owner.query<{ id: string }>(
      `insert into enterprises (province_code, org_code, name, uscc, employees, stage_since, eligible_from)
       values ('15', '150102', '某某有限公司', '91150102MA00000004', 120, '2026-08-01', '-infinity') returning id`,
    );
    await world.owner.query(
      `insert into letters (province_code, enterprise_id, org_code, kind, doc_no, issued_on, reply_due_on)
       values ('15', $1, '150102', 'handling-proposal', '1号', '2026-08-01', '2026-09-01')`,
      [rows[0]!.id],
    );
    const one = defaultSettings.letterKinds.slice(0, 1);
    expect((await decide('15', { letterKinds: one }, 'nmg-admin')).body.code).toBe('letter-kind-in-use');
    await decide('150102', { letterKinds: defaultSettings.letterKinds }, 'xincheng-admin');
    expect((await decide('15', { letterKinds: one }, 'nmg-admin')).status).toBe(200);
    expect((await decide('150102', { letterKinds: null }, 'xincheng-admin')).body.code).toBe('letter-kind-in-use');
  });
});

describe('eligibility', () => {
  test('says beforehand what it brings in and leaves out, and then does just that', async () => {
    await world.owner.query(
      `insert into enterprises (province_code, org_code, name, uscc, employees, opened_on, stage_since, eligible_from)
       select '15', '150202', '企业' || n, '9115020200000000' || chr(64 + n) || 'A', n * 20, '2026-03-01', '2026-03-01',
         case when n * 20 >= 25 then '2026-03-01'::date else 'infinity' end
       from generate_series(1, 6) n`,
    );
    const officer = await by('baotou-officer');
    const effect = async (minEmployees: number, minYearsOpen: number) =>
      (
        await officer.get<EligibilityEffect>(
          `/reports/eligibility?orgCode=1502&minEmployees=${minEmployees}&minYearsOpen=${minYearsOpen}`,
        )
      ).body;
    expect(await effect(20, 0)).toEqual({ eligible: 5, after: 6, becoming: 1, ceasing: 0 });
    expect(await effect(100, 0)).toEqual({ eligible: 5, after: 2, becoming: 0, ceasing: 3 });
    expect(await effect(25, 1)).toEqual({ eligible: 5, after: 0, becoming: 0, ceasing: 5 });
    await decide('1502', { eligibility: { minEmployees: 100, minYearsOpen: 0 } }, 'nmg-admin');
    expect(await effect(100, 0)).toEqual({ eligible: 2, after: 2, becoming: 0, ceasing: 0 });
    expect((await officer.get('/reports/eligibility?orgCode=1501&minEmployees=1&minYearsOpen=0')).status).toBe(404);
    expect((await officer.get('/reports/eligibility?orgCode=1502&minEmployees=0&minYearsOpen=0')).status).toBe(400);
  });
});
