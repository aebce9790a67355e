import type { Counts, Rates } from '../../shared/rules/measures.ts';
import { listUrl } from './listUrl.ts';

export type Measure = keyof Counts | keyof Rates;

/** Where a number was counted; without an organisation, everywhere in the reader's scope. */
export type MeasuredPlace = { campaignId: string; orgCode?: string | undefined; itemKey?: string | undefined };

const rows: Record<Measure, [resource: 'inspections' | 'rectifications', filter: Record<string, unknown>]> = {
  targets: ['inspections', { funnel: 'targets' }],
  submitted: ['inspections', { funnel: 'submitted' }],
  defective: ['inspections', { funnel: 'defective' }],
  rectifiedUnions: ['inspections', { funnel: 'rectifiedUnions' }],
  closedUnions: ['inspections', { funnel: 'closedUnions' }],
  shells: ['inspections', { shell: true, funnel: 'submitted' }],
  items: ['rectifications', { counted: true }],
  rectified: ['rectifications', { status: ['rectified', 'closed'] }],
  closed: ['rectifications', { status: ['closed'] }],
  onTime: ['rectifications', { onTime: true }],
  overdue: ['rectifications', { overdue: true }],
  // A rate leads to what stands above its line.
  inspectionRate: ['inspections', { funnel: 'submitted' }],
  defectRate: ['inspections', { funnel: 'defective' }],
  shellRate: ['inspections', { shell: true, funnel: 'submitted' }],
  rectifiedRate: ['rectifications', { status: ['rectified', 'closed'] }],
  closedRate: ['rectifications', { status: ['closed'] }],
  onTimeRate: ['rectifications', { onTime: true }],
};

/** The address of the list that has exactly the rows that a measure counts. */
export function measureRows(measure: Measure, place: MeasuredPlace): string {
  const [resource, filter] = rows[measure];
  const where = Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
  return listUrl(resource, { ...where, ...filter });
}

export const isRate = (measure: Measure): measure is keyof Rates => measure.endsWith('Rate');
