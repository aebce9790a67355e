import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bulletin } from '../../shared/bulletins.ts';
import type { Enterprise } from '../../shared/enterprises.ts';
import { usccCheck } from '../../shared/rules/uscc.ts';
import type { Site } from '../../shared/sites.ts';
import type { Visit } from '../../shared/visits.ts';
import { heldUp } from '../support/locks.ts';
import { siteInput, sitePeople } from '../support/sites.ts';
import { issuedCampaign, openWorld, type World } from '../support/world.ts';

const clock = '2026-09-01T09:00:00+08:00';
let serial = 0;

async function enterprise(world: World): Promise<Enterprise> {
  const code = `91440902${String((serial += 1)).padStart(9, '0')}`;
  const answer = await (
    await world.as('maonan-officer')
  ).post<Enterprise>('/enterprises', {
    orgCode: '440902',
    name: `企业${serial}`,
    uscc: code + usccCheck(code),
    employees: 120,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

const visited = (enterpriseId: string) => ({
  enterpriseId,
  visitedOn: '2026-08-01',
  visitorName: '走访人',
  outcome: 'agreed',
});

describe('two people at one record', () => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld({ clock });
    for (const person of sitePeople) await world.build.account(person);
  });
  afterAll(() => world?.close());

  /** Sends a deletion that has read the row, and lets the change of somebody else be first. */
  async function deletedBehind(path: string, change: string, id: string) {
    const person = await world.as('maonan-officer');
    await world.owner.query('begin');
    await world.owner.query(change, [id]);
    const waiting = person.del<{ code: string }>(`${path}/${id}`);
    await heldUp(world.owner);
    await world.owner.query('commit');
    return waiting;
  }

  test('what somebody has moved on meanwhile is not deleted by what was read of it before', async () => {
    const { id } = await enterprise(world);
    const change = `update enterprises set stage = 'willing', version = version + 1 where id = $1`;
    const { status, body } = await deletedBehind('/enterprises', change, id);
    expect([status, body.code]).toEqual([409, 'stale-version']);
    expect((await (await world.as('maonan-officer')).get(`/enterprises/${id}`)).status).toBe(200);
  });

  test('what somebody has deleted meanwhile is not there', async () => {
    const { id } = await enterprise(world);
    const { status } = await deletedBehind('/enterprises', 'delete from enterprises where id = $1', id);
    expect(status).toBe(404);
  });

  test('a circular that has been changed meanwhile is told in the conflict', async () => {
    await world.build.unions('150102', 2);
    const officer = await world.as('nmg-officer');
    const campaign = await issuedCampaign(world);
    const { asOf } = (await officer.get<{ asOf: string }>('/reports/cockpit')).body;
    const draft = (await officer.post<Bulletin>('/bulletins', { campaignId: campaign.id, cutOffAt: asOf })).body;
    const stale = await officer.post<{ code: string; current: Bulletin }>(`/bulletins/${draft.id}/publish`, {
      version: draft.version + 1,
    });
    expect([stale.status, stale.body.code, stale.body.current.id]).toEqual([409, 'stale-version', draft.id]);
  });

  test('of two changes of the settings at once the slower is told what stands now', async () => {
    const admin = await world.as('nmg-admin');
    const first = (await admin.put<{ version: number }>('/settings/15', { ranking: { minimumBase: 3 } })).body;
    const answers = await Promise.all(
      [4, 5].map((minimumBase) =>
        admin.put<{ version: number; current?: { version: number } }>('/settings/15', {
          ranking: { minimumBase },
          version: first.version,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.current!.version).toBe(first.version + 1);
  });

  test('the pictures of a nomination move with it to another district', async () => {
    const city = await world.as('maoming-officer');
    const photo = (await city.upload('site.png', 'image/png')).body.id;
    const input = siteInput({ name: '换区站', attachmentIds: [photo] });
    const { id } = (await city.post<Site>('/sites', input)).body;
    await (await world.as('gd-officer')).post(`/sites/${id}/return`, { reason: '选址不当' });
    await city.put(`/sites/${id}`, { ...input, orgCode: '440904' });
    const seenBy = async (username: string) => (await (await world.as(username)).get(`/attachments/${photo}`)).status;
    expect([await seenBy('dianbai-officer'), await seenBy('maonan-officer')]).toEqual([200, 404]);
  });
});

describe.each([
  ['row security alone', { scopeInQueries: false }],
  ['scoped queries alone', { bypassRowSecurity: true }],
] as const)('an enterprise that has moved away, by %s', (_name, options) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld({ clock, ...options });
    for (const person of sitePeople) await world.build.account(person);
  });
  afterAll(() => world?.close());

  test('the visits and letters that stay behind no longer tell its name', async () => {
    const district = await world.as('maonan-officer');
    const { id } = await enterprise(world);
    const visit = (await district.post<Visit>('/visits', visited(id))).body;
    const letter = await district.post<{ id: string }>('/letters', {
      enterpriseId: id,
      kind: 'rectification-opinion',
      docNo: '茂南工〔2026〕1号',
      issuedOn: '2026-07-01',
      replyDueOn: '2026-07-31',
      repliedOn: '2026-07-09',
    });
    const move = { orgCode: '440904', on: '2026-08-31', reason: '迁址' };
    await (await world.as('maoming-officer')).post(`/enterprises/${id}/move`, move);
    const left = [
      await district.get<Visit>(`/visits/${visit.id}`),
      await district.get<Visit>(`/letters/${letter.body.id}`),
    ];
    expect(left.map(({ status, body }) => [status, body.enterpriseName])).toEqual([
      [200, null],
      [200, null],
    ]);
    expect((await district.page('visits', { filter: { q: '企业' } })).total).toBe(0);
  });
});

describe('people by the hundred million', () => {
  test('are counted without an end, and a masked number gives no order', async () => {
    const world = await openWorld({ clock });
    try {
      // In one transaction, or the server's own timer might fold them first.
      await world.owner.query('begin');
      await world.build.unions('440902', 300);
      await world.owner.query("set app.scope_from = '0'; set app.scope_to = ':'");
      await world.owner.query("update progress_pending set n = 3000000000 where kind = 'employees'");
      await world.owner.query('commit');
      await world.owner.query('select platform_fold_progress(5000)');
      const leader = await world.as('nation-leader');
      const { status, body } = await leader.get<{ figures: { key: string; value: number }[] }>(
        '/reports/cockpit?orgCode=44',
      );
      expect([status, JSON.stringify(body).includes('3000000000')]).toEqual([200, true]);
      for (const [resource, field] of [
        ['unions', 'chairPhone'],
        ['enterprises', 'contactPhone'],
      ] as const) {
        expect((await leader.page(resource, { sort: [field, 'ASC'] })).status).toBe(400);
      }
    } finally {
      await world.close();
    }
  });
});
