import type { Actor } from '../permissions.ts';
import type { Fault } from '../faults.ts';
import type { Settings } from '../settings.ts';
import { siteFlows, siteStocks, type SiteFigure } from '../site-reports.ts';
import type { SiteStatus } from '../sites.ts';
import type { Author } from './authority.ts';
import type { Day } from './days.ts';
import { addMonths, monthOf, monthsBetween, type Month } from './months.ts';
import { isAtOrAbove, isNominal, levelOf, superiorOf } from './orgCode.ts';

/** The part of a site that its steps change. */
export type SiteState = {
  status: SiteStatus;
  nominatedBy: Author | null;
  recommendedBy: Author | null;
  buildingOn: Day | null;
  acceptedOn: Day | null;
  listedOn: Day | null;
  revokedOn: Day | null;
  /** Why it was sent back or revoked; blank once it has gone on. */
  returnReason: string | null;
  reinspectedOn: Day | null;
};

/** Whoever spoke for the site last: its newest recommender, or its nominator. */
export const lastAuthorOf = ({ recommendedBy, nominatedBy }: Pick<SiteState, 'recommendedBy' | 'nominatedBy'>) =>
  recommendedBy ?? nominatedBy;

/** A recommendation goes up to the province: it is complete once made by whoever stands directly below it, or by it. */
export function isComplete(recommender: Author | null): boolean {
  if (!recommender) return false;
  const superior = superiorOf(recommender.orgCode);
  return levelOf(recommender.orgCode) === 'province' || (superior !== null && levelOf(superior) === 'province');
}

/** A nomination carries the recommendation of its author, who may have nobody left to ask but the province. */
export function nominationBy(author: Author): Pick<SiteState, 'status' | 'nominatedBy' | 'recommendedBy'> {
  const complete = isComplete(author);
  return {
    status: complete ? 'recommended' : 'nominated',
    nominatedBy: author,
    recommendedBy: complete ? author : null,
  };
}

/** Sent back to its nominator, who is to improve it and hand it in again. */
export const isReturned = (site: Pick<SiteState, 'status' | 'returnReason'>): boolean =>
  site.status === 'nominated' && site.returnReason !== null;

/** What closes single doors of a site beyond its status. */
export function blockedSteps(site: SiteState): Partial<Record<string, string>> {
  const complete = isComplete(lastAuthorOf(site));
  return {
    ...(isReturned(site) ? { recommend: 'site-returned', return: 'site-returned' } : {}),
    ...(complete && site.status === 'recommended' ? { recommend: 'recommendation-complete' } : {}),
    ...(complete ? {} : { 'start-building': 'recommendation-incomplete' }),
  };
}

export type SiteAct =
  | { action: 'recommend' | 'start-building' | 'accept' | 'list' }
  | { action: 'revoke' | 'return'; reason: string }
  | { action: 'reinspect'; inspectedOn: Day; passed: boolean; note?: string | null };

/** What an act changes; `to` is the status that the transition table gives. */
export function siteChange(act: SiteAct, to: SiteStatus, who: Author, today: Day): Partial<SiteState> {
  switch (act.action) {
    case 'recommend':
      return { status: to, recommendedBy: { id: who.id, orgCode: who.orgCode, role: who.role } };
    case 'start-building':
      return { status: to, buildingOn: today, returnReason: null };
    case 'accept':
      return { status: to, acceptedOn: today, returnReason: null };
    case 'list':
      return { status: to, listedOn: today };
    case 'revoke':
      return { status: 'revoked', revokedOn: today, returnReason: act.reason };
    case 'return':
      return to === 'nominated'
        ? { status: to, recommendedBy: null, returnReason: act.reason }
        : { status: to, acceptedOn: null, returnReason: act.reason };
    case 'reinspect':
      return act.passed
        ? { reinspectedOn: act.inspectedOn }
        : { status: 'revoked', revokedOn: today, reinspectedOn: act.inspectedOn, returnReason: act.note ?? null };
  }
}

/** A returned nomination that its own side has changed is handed in again, by whoever changed it. */
export function renominated(site: SiteState, editor: Author): Partial<SiteState> {
  if (!isReturned(site) || !site.nominatedBy || !isAtOrAbove(site.nominatedBy.orgCode, editor.orgCode)) return {};
  return { ...nominationBy({ id: editor.id, orgCode: editor.orgCode, role: editor.role }), returnReason: null };
}

/** Fields that later steps were decided on, and that stand from then on. */
export function fixedFields(status: SiteStatus): readonly string[] {
  if (status === 'nominated') return [];
  const place = ['orgCode', 'batchCategory'];
  return status === 'recommended' || status === 'building'
    ? place
    : [...place, 'kind', 'hasFederation', 'hasStation', 'hasHome'];
}

/** Whether this person may change the site's description: an officer at or above it, until it is revoked. */
export function mayEditSite(actor: Actor, site: SiteState & { orgCode: string }): boolean {
  return isOfficer(actor) && isAtOrAbove(actor.orgCode, site.orgCode) && site.status !== 'revoked';
}

/** Nobody but its own side has acted on it yet. */
export const isDraft = (site: SiteState): boolean =>
  site.status === 'nominated' || (site.status === 'recommended' && site.recommendedBy?.id === site.nominatedBy?.id);

export function mayDeleteSite(actor: Actor, site: SiteState & { orgCode: string }): boolean {
  return (
    isOfficer(actor) &&
    isDraft(site) &&
    isAtOrAbove(actor.orgCode, site.orgCode) &&
    isAtOrAbove(actor.orgCode, site.nominatedBy?.orgCode ?? site.orgCode)
  );
}

const isOfficer = ({ role }: Actor) => role === 'officer' || role === 'admin';

export const reportingStatuses = ['building', 'accepted', 'listed'] as const;
export const isReporting = (status: SiteStatus): boolean => (reportingStatuses as readonly string[]).includes(status);

export function mayReportSite(actor: Actor, site: { orgCode: string; status: SiteStatus }): boolean {
  return isOfficer(actor) && isAtOrAbove(actor.orgCode, site.orgCode) && isReporting(site.status);
}

/** The federation directly below the province whose quota a site counts against. */
export function quotaPlaceOf(orgCode: string): string {
  const city = orgCode.slice(0, 4);
  return isNominal(city) ? orgCode.slice(0, 6) : city;
}

/** The quota of a batch category in a city; null where the province has set none. */
export function quotaOf(quotas: Settings['siteQuotas'], orgCode: string, batchCategory: string): number | null {
  const place = quotaPlaceOf(orgCode);
  return quotas.find((one) => one.orgCode === place && one.batchCategory === batchCategory)?.count ?? null;
}

/** A stock below this is too small for a jump to mean anything. */
export const jumpFloor = 10;
/** A stock that grows to this many times its last value, or shrinks to that part of it, is asked about. */
export const jumpFactor = 5;

export type Figures = Partial<Record<SiteFigure, number | null>>;

/**
 * Figures that are hardly meant so, by field: a stock five times or a fifth of the report before (from a value of ten
 * on), a flow below zero, more migrant workers or members than workers.
 */
export function doubtsOf(figures: Figures, previous: Figures | null): Partial<Record<SiteFigure, Fault>> {
  const doubts: Partial<Record<SiteFigure, Fault>> = {};
  for (const figure of siteStocks) {
    const value = figures[figure];
    const before = previous?.[figure];
    if (value === null || value === undefined || !before || before < jumpFloor) continue;
    if (value >= before * jumpFactor) doubts[figure] = { code: 'stock-jumps', params: { before } };
    else if (value * jumpFactor <= before) doubts[figure] = { code: 'stock-drops', params: { before } };
  }
  for (const figure of siteFlows) if ((figures[figure] ?? 0) < 0) doubts[figure] = { code: 'flow-below-zero' };
  const workers = figures.workers ?? 0;
  for (const figure of ['migrantWorkers', 'members'] as const) {
    if ((figures[figure] ?? 0) > workers) doubts[figure] = { code: 'more-than-workers', params: { workers } };
  }
  return doubts;
}

export type ReportingSite = Pick<SiteState, 'status' | 'buildingOn' | 'acceptedOn' | 'listedOn'>;

/** The last month whose report is due: its day in the next month has passed. */
export function lastDueMonth({ dueDay, toMonth }: Settings['siteReporting'], today: Day): Month {
  const passed = addMonths(monthOf(today), Number(today.slice(8)) > dueDay ? -1 : -2);
  return toMonth !== null && toMonth < passed ? toMonth : passed;
}

/**
 * The months for which a site owes a report: from the month in which it began to be built (or had its first step
 * after that, or its first report), never before the month that the settings say, to the last one due.
 */
export function owedMonths(
  site: ReportingSite,
  firstReport: Month | null,
  reporting: Settings['siteReporting'],
  today: Day,
): Month[] {
  if (!isReporting(site.status)) return [];
  const begun = [site.buildingOn, site.acceptedOn, site.listedOn]
    .flatMap((day) => (day ? [monthOf(day)] : []))
    .concat(firstReport ?? [])
    .toSorted()[0];
  const first = [begun, reporting.fromMonth]
    .flatMap((month) => month ?? [])
    .toSorted()
    .at(-1);
  return first ? monthsBetween(first, lastDueMonth(reporting, today)) : [];
}

/** Of those, the ones without a report, oldest first. */
export function missingMonths(
  site: ReportingSite,
  reported: readonly Month[],
  reporting: Settings['siteReporting'],
  today: Day,
): Month[] {
  const have = new Set(reported);
  const first = reported.toSorted()[0] ?? null;
  return owedMonths(site, first, reporting, today).filter((month) => !have.has(month));
}
