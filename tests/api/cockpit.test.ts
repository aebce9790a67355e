import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoPassword } from '../../server/demo/accounts.ts';
import type { Campaign } from '../../shared/campaigns.ts';
import {
  cockpitKeys,
  type Cockpit,
  type CockpitChildren,
  type CockpitForecast,
  type CockpitRow,
} from '../../shared/cockpit.ts';
import { doorOf, isCampaignCount } from '../../shared/doors.ts';
import { ledgerNames, type LedgerName, type LedgerReport } from '../../shared/enterprises.ts';
import type { Dashboard } from '../../shared/progress.ts';
import { countNames, funnelSteps } from '../../shared/rules/measures.ts';
import { rankedMeasures, rankingRules } from '../../shared/rules/ranking.ts';
import { isRate, type CountKey } from '../../shared/rules/rateParts.ts';
import { standingNames } from '../../shared/rules/standing.ts';
import type { SiteOverview } from '../../shared/site-overview.ts';
import { client, type Client } from '../support/client.ts';
import { differing, report } from '../support/doors.ts';
import { createDatabase, demoDay, type TestDatabase } from '../support/postgres.ts';
import { startServer, type TestServer } from '../support/server.ts';

const today = demoDay;

let database: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  const clock = `${today}T10:00:00+08:00`;
  database = await createDatabase({ demoOf: new Date(clock) });
  server = await startServer({ database, clock });
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

async function signedIn(username: string): Promise<Client> {
  const person = client(server.url);
  expect((await person.login(username, demoPassword)).status).toBe(200);
  return person;
}

const figuresOf = ({ orgCode, figures, haves }: Cockpit) => [
  ...figures.flatMap(({ key, value, door, parts }) => [
    ...(door ? [{ where: `${orgCode} ${key}`, value, door }] : []),
    ...[...(parts?.above ?? []), ...(parts?.below ?? [])].map((part) => ({
      where: `${orgCode} ${key}/${part.key}`,
      ...part,
    })),
  ]),
  ...haves.flatMap(({ have, passed, failed, doors }) => [
    { where: `${orgCode} ${have} passed`, value: passed, door: doors.passed },
    { where: `${orgCode} ${have} failed`, value: failed, door: doors.failed },
  ]),
];

const cellsOf = ({ rows, campaignIds }: CockpitChildren, names: readonly CountKey[]) =>
  rows.flatMap((row) =>
    names.map((name) => ({
      where: `${row.code}${row.own ? ' own' : ''} ${name}`,
      value: row[name],
      door: doorOf(name, {
        ...(row.own ? { orgExact: row.code } : { orgCode: row.code }),
        ...(isCampaignCount(name) ? { campaignId: campaignIds } : {}),
      }),
    })),
  );

const remainingOf = ({ forecasts }: CockpitForecast) =>
  Object.entries(forecasts ?? {}).flatMap(([kind, { total, children }]) =>
    [total, ...children].map(({ code, remaining, door }) => ({ where: `${code} ${kind}`, value: remaining, door })),
  );

const counts: CountKey[] = [...countNames, ...standingNames];
/** Sums are walked at the top; below, the counts of rows. */
const rowCounts = counts.filter((name) => !doorOf(name, {}).sums);

describe.each(['gd-leader', 'nmg-leader'])('every number that %s sees', (username) => {
  test('of the cockpit has exactly its rows, here and one level down', async () => {
    const leader = await signedIn(username);
    const cockpit = await report<Cockpit>(leader, 'cockpit');
    const children = await report<CockpitChildren>(leader, 'cockpit/children');
    const forecast = await report<CockpitForecast>(leader, 'cockpit/forecast');
    const walked = await differing(leader, [
      ...figuresOf(cockpit),
      ...cellsOf(children, rowCounts),
      ...remainingOf(forecast),
    ]);
    expect(walked.differences).toEqual([]);
    expect(walked.walked).toBeGreaterThan(300);
    expect(cockpit.figures.map(({ key }) => key).sort()).toEqual(Object.values(cockpitKeys).flat().sort());

    const busiest = children.rows.filter(({ own }) => !own).toSorted((a, b) => b.enterprises - a.enterprises)[0]!;
    const below = { orgCode: busiest.code };
    const down = await report<Cockpit>(leader, 'cockpit', below);
    const downChildren = await report<CockpitChildren>(leader, 'cockpit/children', below);
    const deeper = await differing(leader, [...figuresOf(down), ...cellsOf(downChildren, rowCounts)]);
    expect(deeper.differences).toEqual([]);
    const figure = (name: CountKey) => down.figures.find(({ key }) => key === name)!.value;
    expect(counts.map((name) => [name, figure(name)])).toEqual(counts.map((name) => [name, busiest[name]]));
  });

  test('adds up: the rows to the total, the own level included', async () => {
    const leader = await signedIn(username);
    const { rows, total } = await report<CockpitChildren>(leader, 'cockpit/children');
    const sum = (name: CountKey) => rows.reduce((whole, row) => whole + row[name], 0);
    expect(counts.map((name) => [name, sum(name)])).toEqual(counts.map((name) => [name, total[name]]));
  });

  test('of the campaign dashboard has exactly its rows', async () => {
    const leader = await signedIn(username);
    const [campaign] = await leader.list<Campaign>('campaigns', { status: 'issued' });
    const board = await report<Dashboard>(leader, 'dashboard', { campaignId: campaign!.id });
    const cockpit = await report<Cockpit>(leader, 'cockpit', { campaignId: campaign!.id });
    const where = { campaignId: campaign!.id };
    const names = [...new Set([...countNames, ...funnelSteps])];
    const numbers = [
      ...names.map((name) => ({
        where: `total ${name}`,
        value: board.total[name],
        door: doorOf(name, { ...where, orgCode: board.orgCode }),
      })),
      ...board.children.flatMap((row) =>
        names.map((name) => ({
          where: `${row.code} ${name}`,
          value: row[name],
          door: doorOf(name, { ...where, ...(row.own ? { orgExact: row.code } : { orgCode: row.code }) }),
        })),
      ),
      ...board.items.map((row) => ({
        where: `item ${row.code}`,
        value: row.items,
        door: doorOf('items', { ...where, orgCode: board.orgCode, itemKey: row.code }),
      })),
      ...board.worst.map((row) => ({
        where: `worst ${row.code}`,
        value: row.overdue,
        door: doorOf('overdue', { ...where, orgCode: row.code }),
      })),
    ];
    expect((await differing(leader, numbers)).differences).toEqual([]);
    // Two pages that tell one number tell the same number.
    const told = (name: CountKey) => cockpit.figures.find(({ key }) => key === name)!.value;
    expect(countNames.map(told)).toEqual(countNames.map((name) => board.total[name]));
  });

  test('of the sites and of the ledger is that of the cockpit', async () => {
    const leader = await signedIn(username);
    const cockpit = await report<Cockpit>(leader, 'cockpit');
    const told = (name: CountKey) => cockpit.figures.find(({ key }) => key === name)!.value;
    const sites = await report<SiteOverview>(leader, 'sites');
    expect([sites.total.sites, sites.total.listed, sites.total.preparing]).toEqual(
      (['sites', 'sitesListed', 'sitesPreparing'] as const).map(told),
    );
    const numbers = [...sites.children].flatMap((row) => {
      const place = row.own ? { orgExact: row.code } : { orgCode: row.code };
      return [
        { where: `${row.code} sites`, value: row.sites, door: doorOf('sites', place) },
        { where: `${row.code} listed`, value: row.listed, door: doorOf('sitesListed', place) },
        { where: `${row.code} preparing`, value: row.preparing, door: doorOf('sitesPreparing', place) },
      ];
    });
    expect((await differing(leader, numbers)).differences).toEqual([]);
    const ledger = await report<LedgerReport>(leader, 'ledger');
    const lines = [{ ...ledger.total, code: ledger.orgCode }, ...ledger.rows];
    const carried = lines.flatMap((line) =>
      Object.entries(line.doors).map(([name, door]) => ({
        where: `${line.code} ${name}`,
        value: line[name as LedgerName],
        door,
      })),
    );
    const walked = await differing(
      leader,
      carried.filter(({ door }, index) => !door.sums || index < ledgerNames.length),
    );
    expect(walked.differences).toEqual([]);
    expect(walked.walked).toBeGreaterThan(100);
    for (const name of ledgerNames.filter((one) => (standingNames as readonly string[]).includes(one))) {
      expect([name, ledger.total[name]]).toEqual([name, told(name as CountKey)]);
    }
  });
});

describe('what a figure tells beside its value', () => {
  test('its course ends in the present, and what was not counted yet is no number', async () => {
    const leader = await signedIn('nmg-leader');
    const { figures, campaignStep, since } = await report<Cockpit>(leader, 'cockpit');
    expect(campaignStep).toBe('week');
    expect(since).toEqual({ campaign: '2026-09-09', registers: '2026-06-16' });
    for (const { key, series, value, group } of figures) {
      expect([key, series.at(-1)]).toEqual([key, { day: today, value }]);
      expect([key, series.length]).toEqual([key, group === 'campaign' ? 13 : 9]);
      expect(series.map(({ day }) => day)).toEqual(series.map(({ day }) => day).toSorted());
    }
    const rates = figures.filter(({ key }) => isRate(key));
    expect(rates.every(({ parts, door }) => parts !== null && door === null)).toBe(true);
  });

  test('earlier values are those of the history of the campaign', async () => {
    const leader = await signedIn('nmg-leader');
    const { figures, campaign } = await report<Cockpit>(leader, 'cockpit');
    const { body } = await leader.get<{ total: Record<string, number> }>(
      `/progress?campaignId=${campaign!.id}&asOf=${encodeURIComponent('2026-09-09T23:59:59+08:00')}`,
    );
    const previous = (name: string) => figures.find(({ key }) => key === name)!.previous;
    expect(countNames.map((name) => [name, previous(name)])).toEqual(
      countNames.map((name) => [name, body.total[name]]),
    );
  });
});

describe('places', () => {
  const lineOf = (children: CockpitChildren, code: string) =>
    children.rankings.closedRate.find((line) => line.code === code)!;

  test('every ranked measure ranks every federation below once, and nobody with too small a base', async () => {
    const leader = await signedIn('nmg-leader');
    const children = await report<CockpitChildren>(leader, 'cockpit/children');
    const codes = children.rows.filter(({ own }) => !own).map(({ code }) => code);
    const rowOf = new Map(children.rows.filter(({ own }) => !own).map((row) => [row.code, row]));
    for (const measure of rankedMeasures) {
      const lines = children.rankings[measure];
      expect(lines.map(({ code }) => code).sort()).toEqual(codes);
      for (const { code, place } of lines.filter((line) => line.place !== null)) {
        const base = rankingRules[measure].base.reduce((sum, name) => sum + (rowOf.get(code) as CockpitRow)[name], 0);
        expect([code, place! > 0, base >= children.minimumBase]).toEqual([code, true, true]);
      }
    }
    expect(children.since.campaign).toEqual({ at: '2026-09-09T23:59:59.999+08:00', bulletinId: null });
  });

  test('movement counts from the cut-off of the newest circular on the campaign here', async () => {
    const officer = await signedIn('nmg-officer');
    const leader = await signedIn('nmg-leader');
    const before = await report<CockpitChildren>(leader, 'cockpit/children');
    const cutOffAt = '2026-09-16T00:30:00.000Z';
    const made = await officer.post<{ id: string; version: number }>('/bulletins', {
      campaignId: before.campaignIds[0],
      cutOffAt,
    });
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ id: expect.any(String) })]);
    const published = await officer.post(`/bulletins/${made.body.id}/publish`, { version: made.body.version });
    expect([published.status, published.body]).toEqual([200, expect.anything()]);
    const after = await report<CockpitChildren>(leader, 'cockpit/children');
    expect(after.since.campaign).toEqual({ at: cutOffAt, bulletinId: made.body.id });
    const moved = await leader.get<{ rows: CockpitRow[] }>(
      `/progress?campaignId=${before.campaignIds[0]}&asOf=${encodeURIComponent(cutOffAt)}`,
    );
    const then = moved.body.rows.filter(({ own }) => !own).toSorted((a, b) => b.closedRate! - a.closedRate!);
    for (const [index, { code, closedRate }] of then.entries()) {
      const place = then.findIndex((row) => row.closedRate === closedRate) + 1;
      const line = lineOf(after, code);
      expect([code, index, line.moved]).toEqual([code, index, place - line.place!]);
    }
  });
});

describe('who may see it', () => {
  test('not without signing in, not a chair, nobody beyond the own subtree', async () => {
    const stranger = client(server.url);
    const chair = await signedIn('xincheng-chair');
    const operator = await signedIn('operator');
    const leader = await signedIn('nmg-leader');
    for (const path of ['cockpit', 'cockpit/children', 'cockpit/forecast']) {
      expect((await stranger.get(`/reports/${path}`)).status).toBe(401);
      expect((await chair.get(`/reports/${path}`)).status).toBe(403);
      expect((await operator.get(`/reports/${path}`)).status).toBe(403);
      for (const orgCode of ['44', '4409', 'CN', '159999']) {
        expect([path, orgCode, (await leader.get(`/reports/${path}?orgCode=${orgCode}`)).status]).toEqual([
          path,
          orgCode,
          404,
        ]);
      }
      expect((await leader.get(`/reports/${path}?orgcode=15`)).status).toBe(400);
    }
    const gd = await report<Cockpit>(await signedIn('gd-leader'), 'cockpit');
    const foreign = await leader.get(`/reports/cockpit?campaignId=${gd.campaign!.id}`);
    expect(foreign.status).toBe(404);
  });

  test('the nation sees its provinces, and only those that take part', async () => {
    const nation = await signedIn('nation-leader');
    const cockpit = await report<Cockpit>(nation, 'cockpit');
    const children = await report<CockpitChildren>(nation, 'cockpit/children');
    expect(cockpit.path).toEqual([{ code: 'CN', name: expect.any(String) }]);
    expect(children.rows.map(({ code }) => code)).toEqual(['15', '31', '44']);
    const figure = (name: CountKey) => cockpit.figures.find(({ key }) => key === name)!.value;
    expect(standingNames.map((name) => [name, figure(name)])).toEqual(
      standingNames.map((name) => [name, children.rows.reduce((sum, row) => sum + row[name], 0)]),
    );
  });
});
