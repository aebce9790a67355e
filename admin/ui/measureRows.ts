import { aboveDoor, doorOf, type DoorPlace } from '../../shared/doors.ts';
import type { Counts, Rates } from '../../shared/rules/measures.ts';
import { isRate as isAnyRate } from '../../shared/rules/rateParts.ts';
import { listUrl } from './listUrl.ts';

export type Measure = keyof Counts | keyof Rates;

/** Where a number was counted; without an organisation, everywhere in the reader's scope. */
export type MeasuredPlace = DoorPlace & { campaignId: string };

/** The address of the list that has exactly the rows that a measure counts; a rate leads to what stands above its line. */
export function measureRows(measure: Measure, place: MeasuredPlace): string {
  const { resource, filter } = isRate(measure) ? aboveDoor(measure, place) : doorOf(measure, place);
  return listUrl(resource, filter);
}

export const isRate = (measure: Measure): measure is keyof Rates => isAnyRate(measure);
