import type { Day } from '../../shared/rules/days.ts';
import { demoPlan, runningCampaign, type Plan, type ProvincePlan } from './plan.ts';
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

function province(code: string, unions: number, today: Day, national: boolean): ProvincePlan {
  const year = today.slice(0, 4);
  const campaign = runningCampaign(today, code, {
    title: `${year}年基层工会组织建设自查自纠${demonstrationMark}`,
    docNo: null,
    seriesId: national ? seriesId : null,
    // Two and a half items for each union of the target list.
    faults: 3.84,
  });
  return { code, unions, campaigns: [campaign] };
}

/** `province`: 52,000 unions and 130,000 items in 内蒙古. `nation`: 31 campaigns of one series, 2.8 and 7 million. */
export function planOf(scale: Scale, today: Day, only?: readonly string[]): Plan {
  if (scale === 'demo') return demoPlan(today);
  const common = { today, focus: '150102', ceased: 0 };
  if (scale === 'province') {
    return { ...common, history: 'full', provinces: [province('15', 52_000, today, false)] };
  }
  const provinces = Object.entries(thousands)
    .filter(([code]) => !only || only.includes(code))
    .map(([code, unions]) => province(code, unions * 1000, today, true));
  return { ...common, history: 'newest', provinces };
}
