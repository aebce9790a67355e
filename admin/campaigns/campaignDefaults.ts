import type { CampaignWrite } from '../../shared/campaigns.ts';
import { addDays, type Day } from '../../shared/rules/days.ts';

/** The last day of the month that lies `count` months after the month of `day`. */
export function monthEnd(day: Day, count: number): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month + count, 0)).toISOString().slice(0, 10);
}

/**
 * The rhythm of the model campaign: three months to answer, what can be fixed at once by then as well, the rest a
 * quarter later.
 */
export function campaignDefaults(orgCode: string, today: Day): Partial<CampaignWrite> {
  const submitBy = monthEnd(today, 3);
  return {
    orgCode,
    startsOn: addDays(today, 1),
    submitBy,
    immediateDueOn: submitBy,
    scheduledDueOn: monthEnd(today, 6),
    scope: { orgCodes: [orgCode], kinds: null, minEmployees: null },
    priority: { minEmployees: 25, kinds: ['township', 'park'] },
  };
}
