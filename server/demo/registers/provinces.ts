import { addDays, type Day } from '../../../shared/rules/days.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { SiteStatus } from '../../../shared/sites.ts';
import { goldenSettings, maomingSites, shenzhenLedger } from './golden.ts';
import type { LedgerPlan, RegistersPlan, SitePlan } from './plan.ts';

type Cells = [
  SitePlan['orgCode'],
  string,
  SitePlan['kind'],
  SitePlan['batchCategory'],
  SiteStatus,
  age: number,
  ...string[],
];

/** `age` is how many days ago the site was nominated; a month after it in the list is one that it did not report. */
function sitesOf(today: Day, rows: readonly Cells[]): SitePlan[] {
  return rows.map(([orgCode, name, kind, batchCategory, status, age, ...missing]) => ({
    orgCode,
    name,
    kind,
    batchCategory,
    status,
    missing,
    unites: kind === 'community' ? 'SH' : 'FSH',
    nominatedOn: addDays(today, -age),
  }));
}

/** The month that ended `count` months before the present one did not. */
function monthAgo(today: Day, count: number): string {
  const month = new Date(`${today.slice(0, 7)}-01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() - count);
  return month.toISOString().slice(0, 7);
}

/** A cohort surveyed over the last year and kept up to yesterday. */
export function currentLedger(
  today: Day,
  own: Pick<LedgerPlan, 'orgCode' | 'stages' | 'visits'> & Partial<LedgerPlan>,
): LedgerPlan {
  return {
    key: `ledger-${own.orgCode}`,
    letters: 0,
    benchmarks: 0,
    recruited: null,
    minEmployees: 25,
    minYearsOpen: 0,
    outside: 0.06,
    surveyedFrom: addDays(today, -370),
    surveyedTo: addDays(today, -60),
    asOf: addDays(today, -1),
    ownUnions: false,
    ...own,
  };
}

const stagesOf = (established: number, forming: number, willing: number, outreach: number, refused: number) => ({
  established,
  forming,
  willing,
  outreach,
  refused,
});

const targets: Settings['targets'] = {
  inspectionRate: 1,
  rectifiedRate: 0.9,
  closedRate: 0.85,
  onTimeRate: 0.95,
  sixHavesRate: 0.75,
  establishmentRate: 0.8,
  membershipRate: 0.9,
};

const quotas = (rows: readonly [string, number, number, number][]): Settings['siteQuotas'] =>
  rows.flatMap(([orgCode, ...counts]) =>
    counts.map((count, i) => ({ batchCategory: `batch-${i + 1}`, orgCode, count })),
  );

export const yearEnd = (today: Day) => `${today.slice(0, 4)}-12-31`;

export function innerMongolia(today: Day): RegistersPlan {
  const missed = [monthAgo(today, 1), monthAgo(today, 3)] as const;
  const ledger = (orgCode: string, stages: LedgerPlan['stages'], visits: number, letters: number, benchmarks: number) =>
    currentLedger(today, { orgCode, stages, visits, letters, benchmarks, minYearsOpen: 1 });
  return {
    settings: [
      {
        orgCode: '15',
        parts: {
          targets,
          eligibility: { minEmployees: 25, minYearsOpen: 1 },
          ledger: { asOf: null, stalledDays: 30, targetRate: 0.8, targetBy: yearEnd(today), targetBase: null },
          siteQuotas: quotas([
            ['1501', 5, 4, 3],
            ['1502', 4, 3, 3],
            ['1504', 3, 3, 2],
            ['1506', 3, 3, 2],
            ['1525', 2, 2, 2],
          ]),
        },
      },
    ],
    sites: sitesOf(today, [
      ['150102', '新城区鸿盛高科技园区“会站家”', 'park', 'batch-1', 'listed', 560],
      ['150102', '新城区海东路街道新就业群体职工之家', 'community', 'batch-2', 'accepted', 300, missed[0]],
      ['150102', '新城区快递物流行业“会站家”', 'industry', 'batch-2', 'nominated', 9],
      ['150103', '回民区海亮商圈楼宇“会站家”', 'building', 'batch-1', 'listed', 600, missed[1]],
      ['150103', '回民区攸攸板物流园职工服务站', 'park', 'batch-3', 'nominated', 20],
      ['150104', '玉泉区大南街文旅商圈“会站家”', 'building', 'batch-2', 'recommended', 46],
      ['150105', '赛罕区金桥开发区“会站家”', 'park', 'batch-1', 'listed', 640],
      ['150121', '土默特左旗乳业集团职工之家', 'group', 'batch-3', 'building', 118],
      ['150203', '昆都仑区钢铁配套产业园“会站家”', 'park', 'batch-1', 'listed', 620],
      ['150204', '青山区装备制造园区“会站家”', 'park', 'batch-1', 'listed', 580, missed[0], missed[1]],
      ['150207', '九原区家居建材行业职工服务站', 'industry', 'batch-2', 'accepted', 265],
      ['150202', '东河区机场物流项目职工之家', 'project', 'batch-3', 'recommended', 52],
      ['150402', '红山区物流园区“会站家”', 'park', 'batch-1', 'listed', 545],
      ['150404', '松山区家政服务行业“会站家”', 'industry', 'batch-2', 'revoked', 700],
      ['150429', '宁城县中京工业园“会站家”', 'park', 'batch-2', 'building', 96],
      ['150602', '东胜区轻纺产业园“会站家”', 'park', 'batch-1', 'listed', 610],
      ['150622', '准格尔旗煤炭运输项目职工之家', 'project', 'batch-3', 'accepted', 280, missed[0]],
      ['150627', '伊金霍洛旗新能源项目“会站家”', 'project', 'batch-3', 'listed', 500],
      ['152502', '锡林浩特市牧民合作社职工之家', 'community', 'batch-2', 'listed', 530],
      ['152501', '二连浩特市口岸物流行业“会站家”', 'industry', 'batch-2', 'building', 130],
    ]),
    crowds: [],
    ledgers: [
      ledger('1501', stagesOf(168, 46, 52, 78, 16), 1130, 34, 10),
      ledger('1502', stagesOf(131, 32, 28, 62, 9), 805, 22, 8),
      ledger('1504', stagesOf(74, 26, 31, 57, 12), 470, 18, 5),
      ledger('1506', stagesOf(96, 21, 18, 33, 6), 520, 9, 6),
    ],
  };
}

export function guangdong(today: Day): RegistersPlan {
  const ledger = (orgCode: string, stages: LedgerPlan['stages'], visits: number, letters: number) =>
    currentLedger(today, { orgCode, stages, visits, letters, benchmarks: 3 });
  return {
    settings: [
      {
        orgCode: '44',
        parts: {
          targets: { ...targets, establishmentRate: 0.85 },
          ledger: { asOf: null, stalledDays: 30, targetRate: 0.85, targetBy: yearEnd(today), targetBase: null },
          siteQuotas: quotas([
            ['4401', 6, 5, 4],
            ['4403', 6, 5, 4],
            ['4406', 4, 4, 3],
            ['4409', 4, 4, 5],
            ['4413', 4, 3, 3],
          ]),
        },
      },
      ...goldenSettings,
    ],
    sites: [
      ...maomingSites,
      ...sitesOf(today, [
        ['440605', '南海区千灯湖楼宇“会站家”', 'building', 'batch-1', 'accepted', 250, monthAgo(today, 1)],
        ['440606', '顺德区家电产业集团职工之家', 'group', 'batch-2', 'recommended', 48],
        ['440604', '禅城区泛家居行业“会站家”', 'industry', 'batch-3', 'nominated', 12],
        ['441302', '惠城区仲恺电子产业园“会站家”', 'park', 'batch-1', 'building', 110],
        ['441322', '博罗县石湾工业园“会站家”', 'park', 'batch-2', 'recommended', 55],
        ['440112', '黄埔区知识城项目“会站家”', 'project', 'batch-1', 'listed', 520],
        ['440113', '番禺区快递行业职工服务站', 'industry', 'batch-2', 'accepted', 240],
      ]),
    ],
    crowds: [],
    ledgers: [
      shenzhenLedger,
      ledger('4409', stagesOf(46, 12, 10, 20, 4), 210, 7),
      ledger('4406', stagesOf(70, 18, 15, 30, 5), 340, 8),
    ],
  };
}

export function shanghai(today: Day): RegistersPlan {
  return {
    settings: [{ orgCode: '31', parts: { targets } }],
    sites: sitesOf(today, [
      ['310107', '普陀区长寿路商圈楼宇“会站家”', 'building', 'batch-1', 'accepted', 280],
      ['310107', '普陀区天地软件园职工之家', 'park', 'batch-2', 'recommended', 40],
    ]),
    crowds: [],
    ledgers: [
      currentLedger(today, {
        orgCode: '310107',
        stages: stagesOf(14, 5, 4, 8, 1),
        visits: 70,
        letters: 3,
        benchmarks: 1,
      }),
    ],
  };
}
