import type { Day } from '../../shared/rules/days.ts';
import {
  demoPlan,
  finishedCampaign,
  runningCampaign,
  type CampaignPlan,
  type Plan,
  type ProvincePlan,
} from './plan.ts';
import { registersOfSize } from './registers/crowds.ts';
import { demonstrationMark } from './words.ts';

export const scales = ['demo', 'province', 'nation'] as const;
export type Scale = (typeof scales)[number];

/** Thousands of grassroots unions by province, of about the size of the real thing: 2.8 million in all. */
const thousands: Record<string, number> = {
  11: 90, 12: 58, 13: 140, 14: 88, 15: 52, 21: 92, 22: 54, 23: 70, 31: 110, 32: 200, 33: 190, 34: 108, 35: 95, 36: 85, 37: 200, 41: 150,
  42: 110, 43: 115, 44: 215, 45: 75, 46: 25, 50: 64, 51: 140, 52: 60, 53: 76, 54: 8, 61: 75, 62: 48, 63: 12, 64: 15, 65: 62,
}; // prettier-ignore

/** The same for all campaigns of one national wave. */
const seriesId = '01900000-0000-7000-8000-000000000031';

const campaignOf = (code: string, today: Day, own: Partial<CampaignPlan> = {}): CampaignPlan =>
  runningCampaign(today, code, {
    title: `${today.slice(0, 4)}年基层工会组织建设自查自纠${demonstrationMark}`,
    docNo: null,
    // Two and a half items for each union of the target list.
    faults: 3.84,
    ...own,
  });

/** The benched province: every register as large as it may get, and every union assessed by the six haves. */
function wholeProvince(code: string, unions: number, today: Day): ProvincePlan {
  const title = `${Number(today.slice(0, 4)) - 1}年基层工会“六有”规范化检查${demonstrationMark}`;
  return {
    code,
    unions,
    campaigns: [
      { ...finishedCampaign(today, code, { title, docNo: null }), history: 'newest' },
      campaignOf(code, today),
    ],
    registers: registersOfSize(today, code, { enterprises: 100_000, visits: 300_000, sites: 500, months: 36 }),
  };
}

/** One of all provinces: registers in proportion, a hundredth of its unions in enterprises, with a year of reports. */
function oneOfMany(code: string, unions: number, today: Day): ProvincePlan {
  const sizes = {
    enterprises: unions / 100,
    visits: (unions * 3) / 100,
    sites: Math.ceil(unions / 10_000),
    months: 12,
  };
  const registers = registersOfSize(today, code, sizes);
  return {
    code,
    unions,
    campaigns: [campaignOf(code, today, { seriesId, patience: 4, extended: 0.04, answered: 0.5, faults: 5.07 })],
    registers,
  };
}

/**
 * `province`: 内蒙古 with 52,000 unions and 130,000 items, 100,000 enterprises, 300,000 visits and 500 sites; beside it the
 * 21 cities of 广东 with a tenth of the unions. `nation`: 31 campaigns of one series, 2.8 and 7 million.
 */
export function planOf(scale: Scale, today: Day, only?: readonly string[]): Plan {
  if (scale === 'demo') return demoPlan(today);
  const common = { today, focus: '150102', ceased: 0 };
  if (scale === 'province') {
    const cities: ProvincePlan = { code: '44', unions: 5_200, campaigns: [campaignOf('44', today)] };
    return { ...common, history: 'full', provinces: [wholeProvince('15', 52_000, today), cities] };
  }
  const provinces = Object.entries(thousands)
    .filter(([code]) => !only || only.includes(code))
    .map(([code, unions]) => oneOfMany(code, unions * 1000, today));
  return { ...common, history: 'newest', bulk: true, provinces };
}
