import { describe, expect, test } from '@jest/globals';
import type { Actor } from '../../shared/permissions.ts';
import { addMonths, monthNumber, monthsBetween } from '../../shared/rules/months.ts';
import { isAtOrAbove, isStrictlyAbove, levelOf } from '../../shared/rules/orgCode.ts';
import { beforeOf } from '../../shared/rules/rectification.ts';
import { siteParagraph, wholeOf, yuanInWords } from '../../shared/rules/siteParagraph.ts';
import {
  blockedSteps,
  doubtsOf,
  isComplete,
  jumpFactor,
  jumpFloor,
  lastAuthorOf,
  lastDueMonth,
  missingMonths,
  nominationBy,
  owedMonths,
  quotaOf,
  quotaPlaceOf,
  renominated,
  siteChange,
  type SiteAct,
  type SiteState,
} from '../../shared/rules/sites.ts';
import { mayActions, statusAfter, type Flow } from '../../shared/rules/transitions.ts';
import { siteFigures, siteFlows, siteStocks, type SiteFigure } from '../../shared/site-reports.ts';
import type { SiteTotals } from '../../shared/site-overview.ts';
import type { SiteStatus } from '../../shared/sites.ts';
import { fc } from '../support/property.ts';

const person = (orgCode: string, id = `officer-${orgCode}`): Actor => ({
  id,
  username: id,
  name: id,
  role: 'officer',
  orgCode,
  level: levelOf(orgCode),
  unionId: null,
});
const line = ['44', '4409', '440902', '440902001'];
const officer = fc.constantFrom(...line).map((code) => person(code));
const today = '2019-01-15';

const flowOf = (site: SiteState, orgCode: string): Flow => ({
  status: site.status,
  subject: { orgCode, author: lastAuthorOf(site) },
  blocked: blockedSteps(site),
});
const fresh: SiteState = {
  status: 'nominated',
  nominatedBy: null,
  recommendedBy: null,
  buildingOn: null,
  acceptedOn: null,
  listedOn: null,
  revokedOn: null,
  returnReason: null,
  reinspectedOn: null,
};

const acts = {
  recommend: { action: 'recommend' },
  'start-building': { action: 'start-building' },
  accept: { action: 'accept' },
  list: { action: 'list' },
  revoke: { action: 'revoke', reason: '关门' },
  return: { action: 'return', reason: '材料不全' },
  reinspect: { action: 'reinspect', inspectedOn: today, passed: true },
} satisfies Record<string, SiteAct>;
type Action = keyof typeof acts;

describe('the way of a site', () => {
  test('every walk of whoever may: nobody recommends their own, nothing is built without a complete recommendation', () => {
    const walk = fc.array(
      fc.tuple(officer, fc.constantFrom(...([...Object.keys(acts), 'edit'] as (Action | 'edit')[]))),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(officer, walk, (nominator, steps) => {
        const orgCode = '440902001';
        let site: SiteState = { ...fresh, ...nominationBy(nominator) };
        for (const [who, action] of steps) {
          if (action === 'edit') {
            site = { ...site, ...renominated(site, who) };
            continue;
          }
          if (!mayActions('sites', who, flowOf(site, orgCode)).includes(action)) continue;
          const to = statusAfter('sites', action, site.status) as SiteStatus;
          const change = siteChange(acts[action], to, who, today);
          const next = { ...site, ...change };
          expect({ ...next, ...beforeOf(site, change) }).toEqual(site);
          expect(next.status).toBe(action === 'revoke' ? 'revoked' : to);
          if (action === 'recommend') expect(isStrictlyAbove(who.orgCode, lastAuthorOf(site)!.orgCode)).toBe(true);
          if (action === 'start-building') expect(isComplete(lastAuthorOf(site))).toBe(true);
          if (['accept', 'list', 'revoke', 'reinspect'].includes(action)) expect(who.orgCode).toBe('44');
          if (next.status === 'accepted' || next.status === 'listed') expect(next.acceptedOn).not.toBeNull();
          if (next.status === 'listed') expect(next.listedOn).not.toBeNull();
          expect(isAtOrAbove(who.orgCode, orgCode)).toBe(true);
          site = next;
        }
        if (site.status === 'recommended') expect(site.recommendedBy).not.toBeNull();
      }),
    );
  });

  test.each([
    ['the city', '4409', true],
    ['the district of a city', '440902', false],
    ['a township', '440902001', false],
    ['the province', '44', true],
    ['a district of a municipality', '310107', true],
    ['a district directly under its province', '429004', true],
    ['a town of a city without districts', '441900003', false],
  ])('a recommendation by %s', (_who, orgCode, complete) => {
    expect(isComplete({ id: 'a', orgCode, role: 'officer' })).toBe(complete);
  });

  test('a quota is that of the federation right below the province', () => {
    expect(['440902001', '4409', '310107', '429004'].map(quotaPlaceOf)).toEqual(['4409', '4409', '310107', '429004']);
    const quotas = [{ batchCategory: 'batch-1', orgCode: '4409', count: 3 }];
    expect(quotaOf(quotas, '440902', 'batch-1')).toBe(3);
    expect(quotaOf(quotas, '440902', 'batch-2')).toBeNull();
    expect(quotaOf(quotas, '440304', 'batch-1')).toBeNull();
  });
});

const figures = fc.record(
  Object.fromEntries(siteFigures.map((figure) => [figure, fc.integer({ min: 0, max: 100_000 })])) as Record<
    SiteFigure,
    fc.Arbitrary<number>
  >,
);

describe('figures that are asked about', () => {
  test('a stock is, exactly from a factor of five on and from ten upwards', () => {
    fc.assert(
      fc.property(figures, figures, (now, before) => {
        const doubts = doubtsOf(now, before);
        for (const stock of siteStocks.filter((name) => name !== 'migrantWorkers' && name !== 'members')) {
          const [a, b] = [before[stock], now[stock]];
          expect(stock in doubts).toBe(a >= jumpFloor && (b >= a * jumpFactor || b * jumpFactor <= a));
        }
      }),
    );
  });

  test('the first report of a site is compared with nothing', () => {
    fc.assert(
      fc.property(figures, (now) => {
        const plain = { ...now, migrantWorkers: 0, members: null };
        expect(doubtsOf(plain, null)).toEqual({});
        expect(Object.keys(doubtsOf({ ...plain, services: -1, benefitYuan: -1 }, null))).toEqual([
          'services',
          'benefitYuan',
        ]);
        expect(
          Object.keys(doubtsOf({ ...plain, migrantWorkers: now.workers + 1, members: now.workers + 1 }, null)),
        ).toEqual(['migrantWorkers', 'members']);
      }),
    );
  });

  test('a report that repeats the last one is not asked about', () => {
    fc.assert(
      fc.property(figures, (same) => {
        const report = { ...same, migrantWorkers: same.workers, members: same.workers };
        expect(doubtsOf(report, report)).toEqual({});
        expect(siteFlows.every((flow) => !(flow in doubtsOf(report, { ...report, [flow]: 0 })))).toBe(true);
      }),
    );
  });
});

const month = fc
  .integer({ min: monthNumber('2015-01'), max: monthNumber('2019-12') })
  .map((n) => addMonths('0000-01', n));

describe('reports that are owed', () => {
  test('months follow each other without gaps', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: -30, max: 60 }), (first, count) => {
        const months = monthsBetween(first, addMonths(first, count));
        expect(months).toHaveLength(Math.max(0, count + 1));
        for (const [index, one] of months.entries()) expect(one).toBe(addMonths(first, index));
      }),
    );
  });

  test.each([
    ['2019-01-10', 10, '2018-11'],
    ['2019-01-11', 10, '2018-12'],
    ['2019-03-01', 1, '2019-01'],
    ['2019-02-28', 28, '2018-12'],
  ])('on %s, with day %i of the next month, the last one due is %s', (day, dueDay, last) => {
    expect(lastDueMonth({ fromMonth: null, toMonth: null, dueDay }, day)).toBe(last);
    expect(lastDueMonth({ fromMonth: null, toMonth: '2018-06', dueDay }, day)).toBe('2018-06');
  });

  test('what is owed is reported or missing; a revoked site owes nothing', () => {
    const reporting = fc.record({
      fromMonth: fc.option(month),
      toMonth: fc.option(month),
      dueDay: fc.integer({ min: 1, max: 28 }),
    });
    const day = fc.option(month.map((one) => `${one}-15`));
    const site = fc.record({
      status: fc.constantFrom('building' as const, 'accepted' as const, 'listed' as const),
      buildingOn: day,
      acceptedOn: day,
      listedOn: day,
    });
    fc.assert(
      fc.property(site, fc.uniqueArray(month, { maxLength: 20 }), reporting, (one, reported, rule) => {
        const first = reported.toSorted()[0] ?? null;
        const owed = owedMonths(one, first, rule, today);
        const missing = missingMonths(one, reported, rule, today);
        expect(new Set([...missing, ...reported.filter((m) => owed.includes(m))])).toEqual(new Set(owed));
        expect(missing.filter((m) => reported.includes(m))).toEqual([]);
        for (const m of owed) {
          expect(m >= (rule.fromMonth ?? '') && m <= (rule.toMonth ?? '9999-12') && m <= '2018-12').toBe(true);
        }
        expect(missingMonths({ ...one, status: 'revoked' }, reported, rule, today)).toEqual([]);
      }),
    );
  });
});

describe('the paragraph', () => {
  test.each([
    ['CN', '中华全国总工会', '全国'],
    ['44', '广东省总工会', '全省'],
    ['15', '内蒙古自治区总工会', '全区'],
    ['31', '上海市总工会', '全市'],
    ['4409', '茂名市总工会', '全市'],
    ['1525', '锡林郭勒盟总工会', '全盟'],
    ['440902', '茂南区总工会', '全区'],
    ['440981', '高州市总工会', '全市'],
    ['150121', '土默特左旗总工会', '全旗'],
    ['440902001', '河东街道总工会', '全街道'],
  ])('%s %s speaks of %s', (code, name, whole) => {
    expect(wholeOf({ code, name })).toBe(whole);
  });

  test.each([
    [125_000_000, '1.25亿元'],
    [100_000_000, '1亿元'],
    [99_995_000, '9999.5万元'],
    [10_000, '1万元'],
    [9999, '9999元'],
  ])('%i yuan are %s', (yuan, words) => {
    expect(yuanInWords(yuan)).toBe(words);
  });

  test('what is nothing is not mentioned', () => {
    const nothing = Object.fromEntries(
      ['sites', 'listed', 'preparing', 'missing', ...siteFigures].map((name) => [name, 0]),
    ) as unknown as SiteTotals;
    const organisation = { code: '4409', name: '茂名市总工会' };
    expect(siteParagraph({ organisation, month: null, from: null, total: nothing }, 'zh')).toBe(
      '全市完成“三个一批”建设点0个。',
    );
    expect(
      siteParagraph(
        { organisation, month: '2018-12', from: '2018-01', total: { ...nothing, sites: 2, services: 3 } },
        'zh',
      ),
    ).toBe('2018年1月至2018年12月，全市完成“三个一批”建设点2个，为职工办实事3件。');
  });
});
