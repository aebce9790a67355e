import type { ImportKindName } from '../../../../shared/imports.ts';
import type { ImportKind } from '../kind.ts';
import { enterprises } from './enterprises.ts';
import { inspections } from './inspections.ts';
import { siteReports } from './siteReports.ts';
import { unions } from './unions.ts';
import { users } from './users.ts';

/** One of the kinds; what its rows are is its own knowledge. */
export type AnyKind = ImportKind<Record<string, unknown>>;

const kinds: Record<ImportKindName, unknown> = { unions, enterprises, users, 'site-reports': siteReports, inspections };

/** The one registry of what can be imported. */
export function kindOf(name: ImportKindName): AnyKind {
  return kinds[name] as AnyKind;
}
