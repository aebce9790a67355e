import type { CampaignPriority, CampaignScope } from '../../shared/campaigns.ts';
import { addDays, type Day } from '../../shared/rules/days.ts';
import type { RegistersPlan } from './registers/plan.ts';
import { guangdong, innerMongolia, shanghai } from './registers/provinces.ts';
import { demonstrationMark } from './words.ts';

/** One campaign to make, with how far it has come by `today`. */
export type CampaignPlan = {
  /** Seeds everything about the campaign; unique within its province. */
  key: string;
  orgCode: string;
  title: string;
  docNo: string | null;
  purpose: 'self-inspection' | 'six-haves';
  startsOn: Day;
  submitBy: Day;
  immediateDueOn: Day;
  scheduledDueOn: Day;
  closedOn: Day | null;
  scope: CampaignScope;
  priority: CampaignPriority;
  status: 'draft' | 'issued' | 'closed';
  seriesId: string | null;
  /** The share of targets that have answered by today, on average; cities differ. */
  answered: number;
  /** Bad answers per inspection, on average. */
  faults: number;
  /** How many times as long as usual it takes until an item is marked rectified. */
  patience: number;
  /** The share of items whose extension is asked for. */
  extended: number;
  /** How much of its history is kept, where that is not as in the rest of the plan. */
  history?: Plan['history'];
};

export type ProvincePlan = { code: string; unions: number; campaigns: CampaignPlan[]; registers?: RegistersPlan };

export type Plan = {
  today: Day;
  provinces: ProvincePlan[];
  /** The district where the console is tried: there more is fresh, sent back, and due in the present week. */
  focus: string;
  /** The share of unions that were switched off since the last campaign. */
  ceased: number;
  /** Every step with its instant; or, where there are millions, the newest step of what has moved since it was made. */
  history: 'full' | 'newest';
  /** Whole tables are loaded: into an empty database, with their indexes made afterwards and their history sealed at once. */
  bulk?: true;
};

const defaultPriority: CampaignPriority = { minEmployees: 25, kinds: ['township', 'park'] };

/** Saturdays and Sundays become the Friday before. */
export function officeDay(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? addDays(day, -1) : weekday === 0 ? addDays(day, -2) : day;
}

/** A campaign in full course: answers still come in, the first deadline has just passed, the second lies far ahead. */
export function runningCampaign(
  today: Day,
  orgCode: string,
  own: Pick<CampaignPlan, 'title' | 'docNo'> & Partial<CampaignPlan>,
): CampaignPlan {
  return {
    key: 'running',
    orgCode,
    purpose: 'self-inspection',
    startsOn: officeDay(addDays(today, -80)),
    submitBy: officeDay(addDays(today, 16)),
    immediateDueOn: officeDay(addDays(today, -4)),
    scheduledDueOn: officeDay(addDays(today, 96)),
    closedOn: null,
    scope: { orgCodes: [orgCode], kinds: null, minEmployees: null },
    priority: defaultPriority,
    status: 'issued',
    seriesId: null,
    answered: 0.66,
    faults: 2.5,
    patience: 1,
    extended: 0.13,
    ...own,
  };
}

/** Every union was assessed by the six haves, the year before. */
export function finishedCampaign(
  today: Day,
  orgCode: string,
  own: Pick<CampaignPlan, 'title' | 'docNo'>,
): CampaignPlan {
  return {
    ...runningCampaign(today, orgCode, own),
    key: 'finished',
    purpose: 'six-haves',
    startsOn: officeDay(addDays(today, -390)),
    submitBy: officeDay(addDays(today, -310)),
    immediateDueOn: officeDay(addDays(today, -280)),
    scheduledDueOn: officeDay(addDays(today, -200)),
    closedOn: officeDay(addDays(today, -170)),
    status: 'closed',
    answered: 0.97,
    faults: 1.2,
  };
}

function draftCampaign(today: Day, orgCode: string, own: Pick<CampaignPlan, 'title' | 'docNo'>): CampaignPlan {
  return {
    ...runningCampaign(today, orgCode, own),
    key: 'draft',
    startsOn: officeDay(addDays(today, 20)),
    submitBy: officeDay(addDays(today, 80)),
    immediateDueOn: officeDay(addDays(today, 110)),
    scheduledDueOn: officeDay(addDays(today, 200)),
    scope: { orgCodes: [orgCode], kinds: ['enterprise', 'institution'], minEmployees: null },
    status: 'draft',
  };
}

/** The demonstration: 内蒙古 complete, 广东 and 上海 smaller. */
export function demoPlan(today: Day): Plan {
  const year = Number(today.slice(0, 4));
  const inspection = `基层工会组织建设自查自纠${demonstrationMark}`;
  return {
    today,
    focus: '150102',
    ceased: 0.012,
    history: 'full',
    provinces: [
      {
        code: '15',
        unions: 5200,
        registers: innerMongolia(today),
        campaigns: [
          finishedCampaign(today, '15', {
            title: `${year - 1}年全区基层工会“六有”规范化检查${demonstrationMark}`,
            docNo: `内工发〔${year - 1}〕16号`,
          }),
          runningCampaign(today, '15', { title: `${year}年全区${inspection}`, docNo: `内工发〔${year}〕21号` }),
          draftCampaign(today, '15', {
            title: `${year}年企事业单位工会规范化“回头看”${demonstrationMark}`,
            docNo: null,
          }),
        ],
      },
      {
        code: '44',
        unions: 620,
        registers: guangdong(today),
        campaigns: [
          finishedCampaign(today, '44', {
            title: `${year - 1}年全省基层工会“六有”规范化检查${demonstrationMark}`,
            docNo: `粤工发〔${year - 1}〕14号`,
          }),
          runningCampaign(today, '44', {
            title: `${year}年全省${inspection}`,
            docNo: `粤工发〔${year}〕9号`,
            answered: 0.6,
          }),
        ],
      },
      {
        code: '31',
        unions: 110,
        registers: shanghai(today),
        campaigns: [
          runningCampaign(today, '31', {
            title: `${year}年全市${inspection}`,
            docNo: `沪工发〔${year}〕12号`,
            answered: 0.7,
          }),
        ],
      },
    ],
  };
}
