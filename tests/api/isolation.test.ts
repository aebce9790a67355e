import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '../../server/app.ts';
import { can, resources, roles, type Resource } from '../../shared/permissions.ts';
import type { RouteDef } from '../../server/http/route.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { client } from '../support/client.ts';
import { answersWith, issuedCampaign, openWorld, type World } from '../support/world.ts';

/** Both walls, then each alone: either must keep tenants apart. */
const walls = [
  ['both walls', {}],
  ['row security alone', { scopeInQueries: false }],
  ['scoped queries alone', { bypassRowSecurity: true }],
] as const;

const signedInAs: Record<(typeof roles)[number], string> = {
  operator: 'operator',
  admin: 'nmg-admin',
  officer: 'nmg-officer',
  leader: 'nmg-leader',
  reporter: 'xincheng-chair',
};

/** One record of each resource below 150102, made through the interface. */
async function records(world: World): Promise<Record<Resource, string>> {
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
  const [event] = await district.list<{ id: string }>('events', { subjectId: item!.id });
  return {
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
  };
}

const resourceOf = ({ path }: RouteDef) => path.split('/')[1] as Resource;
const withId = (path: string, id: string) => path.replace(':id', id);
const ofRecords = routes.filter((route) => route.path.includes(':id') && resources.includes(resourceOf(route)));
const lists = routes.filter((route) => route.method === 'get' && resources.some((name) => route.path === `/${name}`));
const idOf = (row: { id: string }) => row.id;

describe.each(walls)('isolation by %s', (_name, options) => {
  let world: World;
  let ids: Record<Resource, string>;

  beforeAll(async () => {
    world = await openWorld({ clock: '2026-09-01T09:00:00+08:00', ...options });
    ids = await records(world);
  });
  afterAll(() => world?.close());

  const send = (person: Awaited<ReturnType<World['as']>>, route: RouteDef, id = '') =>
    person.send(route.method, withId(route.path, id), route.method === 'get' ? undefined : {});

  test('nobody signed in gets nothing but 401', async () => {
    const nobody = client(world.url);
    for (const route of routes)
      expect([route.path, (await send(nobody, route, ids[resourceOf(route)])).status]).toEqual([route.path, 401]);
  });

  test('a role without the right gets 403, on every route that asks for one', async () => {
    for (const route of routes) {
      if (route.permission === 'signed-in') continue;
      const [action, resource] = route.permission;
      for (const role of roles.filter((name) => !can({ role: name }, action, resource))) {
        const answer = await send(await world.as(signedInAs[role]), route, ids[resourceOf(route)]);
        expect([role, route.method, route.path, answer.status]).toEqual([role, route.method, route.path, 403]);
      }
    }
  });

  test.each([
    ['another province', 'gd-admin'],
    ['a sibling district', 'huimin-admin'],
    ['a sibling city', 'baotou-officer'],
  ])('%s finds no record, by any verb', async (_who, username) => {
    const person = await world.as(username);
    for (const route of ofRecords) {
      const [action, resource] = route.permission as readonly [string, Resource];
      if (!can({ role: username.endsWith('admin') ? 'admin' : 'officer' }, action, resource)) continue;
      const answer = await send(person, route, ids[resourceOf(route)]);
      expect([route.method, route.path, answer.status]).toEqual([route.method, route.path, 404]);
    }
    for (const route of lists) {
      const resource = resourceOf(route);
      if (!can({ role: username.endsWith('admin') ? 'admin' : 'officer' }, 'list', resource)) continue;
      const all = await person.page<{ id: string }>(resource, { range: [0, 999] });
      expect([resource, all.rows.map(idOf).includes(ids[resource])]).toEqual([resource, false]);
      const asked = await person.page(resource, { filter: { id: [ids[resource]] } });
      expect([resource, asked.total]).toEqual([resource, 0]);
    }
    expect((await person.get(`/progress?campaignId=${ids.campaigns}`)).status).toBe(404);
    expect((await person.get(`/reports/dashboard?campaignId=${ids.campaigns}`)).status).toBe(404);
    const bulk = await person.post<{ results: { code: string }[] }>('/rectifications/bulk/rectify', {
      ids: [ids.rectifications],
      measures: '越权',
    });
    expect(bulk.body.results).toMatchObject([{ ok: false, code: 'not-found' }]);
  });

  test('everything that another province reads lies in that province', async () => {
    const person = await world.as('gd-admin');
    for (const resource of ['unions', 'inspections', 'rectifications', 'users', 'attachments'] as const) {
      const { rows } = await person.page<{ orgCode?: string }>(resource, { range: [0, 999] });
      for (const row of rows) expect(row.orgCode?.startsWith('44') ?? true).toBe(true);
    }
    const reach = await person.post<{ targets: number }>('/reports/reach', { scope: { orgCodes: ['15'] } });
    expect(reach.body.targets).toBe(0);
  });

  test('superiors read what lies below them', async () => {
    for (const username of ['nmg-admin', 'nmg-leader']) {
      const person = await world.as(username);
      for (const resource of resources.filter(
        (name) => name !== 'tokens' && can({ role: username === 'nmg-admin' ? 'admin' : 'leader' }, 'show', name),
      )) {
        expect([username, resource, (await person.get(`/${resource}/${ids[resource]}`)).status]).toEqual([
          username,
          resource,
          200,
        ]);
      }
    }
  });

  test("a chair reads one union's records and nothing else of the district", async () => {
    const chair = await world.as('xincheng-chair');
    expect((await chair.page('unions', {})).total).toBe(1);
    expect((await chair.page<Inspection>('inspections', {})).rows.map(({ unionId }) => unionId)).toEqual([ids.unions]);
    for (const { unionId } of (await chair.page<Rectification>('rectifications', {})).rows)
      expect(unionId).toBe(ids.unions);
    expect((await chair.get(`/progress?campaignId=${ids.campaigns}`)).status).toBe(403);
    const others = await world.owner.query<{ id: string }>('select id from inspections where union_id <> $1 limit 3', [
      ids.unions,
    ]);
    for (const { id } of others.rows) expect((await chair.get(`/inspections/${id}`)).status).toBe(404);
  });

  test('an upload that nothing has bound is seen by its uploader alone', async () => {
    const photo = await (await world.as('xincheng-officer')).upload('草稿.png', 'image/png');
    for (const username of ['xincheng-admin', 'hohhot-officer', 'nmg-admin']) {
      const person = await world.as(username);
      expect([username, (await person.get(`/attachments/${photo.body.id}`)).status]).toEqual([username, 404]);
      expect([username, (await person.get(`/attachments/${photo.body.id}/content`)).status]).toEqual([username, 404]);
    }
  });
});
