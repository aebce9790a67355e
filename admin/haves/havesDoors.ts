import type { HavesRow } from '../../shared/haves.ts';
import { levelOf } from '../../shared/rules/orgCode.ts';
import { listUrl } from '../ui/listUrl.ts';

type Place = Pick<HavesRow, 'code' | 'own'>;

/** The active unions of a row that a number counts; the own level counts only what hangs directly on it. */
export const unionsOf = ({ code, own }: Place, filter: Record<string, unknown>): string =>
  listUrl('unions', { [own ? 'orgExact' : 'orgCode']: code, active: true, ...filter });

/** One step further down; where nothing lies below, the unions themselves. */
export const drillTo = (row: Place): string =>
  row.own || levelOf(row.code) === 'township'
    ? unionsOf(row, { assessed: true })
    : `/haves?orgCode=${encodeURIComponent(row.code)}`;
