import type { Day } from '../../../shared/rules/days.ts';
import type { LedgerPlan, SettingsPlan, SitePlan } from './plan.ts';

/** The ten sites of 茂名 as the published figures of 2018 have them: stocks at the end of the year, flows of the year. */
type Row = [...Parameters<typeof site>];

/** One site missed a month, another corrected what it had reported too high: neither disturbs the year. */
const marks: Record<string, Partial<SitePlan>> = {
  '440982/batch-2': { missing: ['2018-08'] },
  '440904/batch-2': { corrected: '2018-06' },
};

function site(
  orgCode: string,
  name: string,
  kind: SitePlan['kind'],
  batchCategory: string,
  unites: SitePlan['unites'],
  nominatedOn: Day,
  unions: number,
  enterprises: number,
  workers: number,
  migrantWorkers: number,
  socialWorkers: number,
  services: number,
  visitors: number,
  disputes: number,
  participants: number,
  suggestions: number,
  benefitYuan: number,
): SitePlan {
  const stocks = { unions, enterprises, workers, migrantWorkers, socialWorkers };
  const flows = { services, visitors, disputes, participants, suggestions, benefitYuan };
  const own = { orgCode, name, kind, batchCategory, unites, nominatedOn, figures: { ...stocks, ...flows } };
  return { ...own, status: 'listed', from: '2018-01', to: '2018-12', ...marks[`${orgCode}/${batchCategory}`] };
}

const rows: Row[] = [
  ['440902', '茂南区河东商圈楼宇“会站家”', 'building', 'batch-1', 'FSH', '2017-01-18', 18, 112, 1_980, 1_690, 2, 92, 104, 31, 430, 610, 15_200_000],
  ['440902', '茂南产业转移园“会站家”', 'park', 'batch-1', 'FSH', '2017-01-20', 16, 88, 2_340, 2_150, 2, 78, 86, 27, 520, 780, 24_600_000],
  ['440902', '茂南区露天矿社区职工之家', 'community', 'batch-2', 'SH', '2017-02-14', 11, 64, 1_120, 985, 1, 61, 72, 19, 240, 390, 6_800_000],
  ['440902', '茂南区石化项目工地“会站家”', 'project', 'batch-3', 'FS', '2017-03-06', 9, 47, 1_760, 1_702, 1, 55, 49, 24, 410, 520, 17_900_000],
  ['440904', '电白区水东湾物流行业“会站家”', 'industry', 'batch-1', 'FSH', '2017-01-23', 14, 96, 1_830, 1_668, 1, 70, 81, 26, 380, 560, 11_300_000],
  ['440904', '电白区博贺渔港社区职工之家', 'community', 'batch-2', 'SH', '2017-02-20', 10, 58, 940, 826, 1, 52, 63, 16, 210, 330, 5_400_000],
  ['440981', '高州市金山工业园“会站家”', 'park', 'batch-1', 'FSH', '2017-02-08', 17, 102, 2_210, 2_037, 1, 81, 88, 25, 470, 690, 16_800_000],
  ['440982', '化州市鉴江开发区“会站家”', 'park', 'batch-2', 'FSH', '2017-02-24', 15, 83, 1_690, 1_531, 1, 66, 70, 21, 350, 540, 12_200_000],
  ['440983', '信宜市家居产业集团职工之家', 'group', 'batch-3', 'FSH', '2017-03-08', 13, 71, 1_454, 1_276, 1, 57, 58, 18, 310, 480, 9_500_000],
  ['440983', '信宜市家政服务行业职工服务站', 'industry', 'batch-3', 'S', '2017-03-10', 9, 52, 1_040, 863, 1, 38, 39, 12, 180, 300, 5_300_000],
]; // prettier-ignore

export const maomingSites: SitePlan[] = rows.map((row) => site(...row));

/** The cohort of 深圳 as it stood on the reference day. */
export const shenzhenLedger: LedgerPlan = {
  key: 'shenzhen',
  orgCode: '4403',
  stages: { established: 787, forming: 134, willing: 83, outreach: 144, refused: 18 },
  visits: 2714,
  letters: 46,
  benchmarks: 25,
  recruited: 176_566,
  minEmployees: 100,
  minYearsOpen: 0,
  outside: 0,
  surveyedFrom: '2017-09-04',
  surveyedTo: '2018-06-29',
  asOf: '2019-03-01',
  ownUnions: true,
};

export const goldenSettings: SettingsPlan[] = [
  {
    orgCode: '4409',
    parts: { siteReporting: { fromMonth: '2018-01', toMonth: '2018-12', dueDay: 10 } },
  },
  {
    orgCode: '4403',
    parts: {
      eligibility: { minEmployees: 100, minYearsOpen: 0 },
      ledger: { asOf: '2019-03-01', stalledDays: 30, targetRate: 0.9, targetBy: '2019-12-31', targetBase: null },
    },
  },
];
