import type { ExportList } from '../../../../shared/exports.ts';
import type { ListExport } from '../columns.ts';
import { unions, users } from './base.ts';
import { inspections, rectifications } from './campaigns.ts';
import { events } from './history.ts';
import { enterprises, letters, siteReports, sites, visits } from './registers.ts';

/** One of the lists; what its rows are is its own knowledge. */
export type AnyList = ListExport<{ orgCode: string }, { orgCode: string }>;

const lists = {
  unions,
  inspections,
  rectifications,
  enterprises,
  visits,
  letters,
  sites,
  'site-reports': siteReports,
  users,
  events,
} satisfies Record<ExportList, unknown>;

/** The one registry of lists that can be had as tables. */
export const listOf = (kind: ExportList): AnyList => lists[kind] as unknown as AnyList;
