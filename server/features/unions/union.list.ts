import sql, { type Sql } from 'sql-template-tag';
import { daysOfEnding, type Ending } from '../../../shared/rules/haves.ts';
import type { LongOrders, WideOrder } from '../../db/order.ts';
import type { ListSpec } from '../../db/page.ts';
import { unionTotals } from '../progress/listTotals.ts';
import { unionEntity, type UnionRow } from './union.entity.ts';

/** `daysOfEnding` over a column. */
const ends =
  (column: Sql): NonNullable<ListSpec<UnionRow>['filters']>[string] =>
  ({ today }, ending) => {
    const { from, to } = daysOfEnding(ending as Ending, today);
    return from === null ? sql`${column} <= ${to}::date` : sql`${column} between ${from}::date and ${to}::date`;
  };

/** Those that work and those that don't stand apart in the indexes. */
const each: WideOrder['each'] = {
  column: sql`t.active`,
  type: 'boolean',
  field: 'active',
  values: ({ active }) => (active === undefined ? [true, false] : [active].flat()),
};

export const unionList: ListSpec<UnionRow> = {
  entity: unionEntity,
  defaultSort: { field: 'name', descending: false },
  search: ['name', 'chairName'],
  searchBy: { kind: 'unions' },
  rollup: unionTotals,
  wide: {
    name: { by: sql`t.name`, type: 'text', each },
    employees: { by: sql`t.employees`, type: 'integer', each },
    termEndsOn: { by: sql`t.term_ends_on`, type: 'date', nullable: true, each },
    certificateEndsOn: { by: sql`t.certificate_ends_on`, type: 'date', nullable: true, each },
    id: { by: sql`t.id`, type: 'uuid' },
  } satisfies LongOrders<'unions'>,
  filters: {
    ended: (_ctx, wanted) => (wanted ? sql`t.ended_on is not null` : sql`t.ended_on is null`),
    assessed: (_ctx, wanted) => (wanted ? sql`t.standard is not null` : sql`t.standard is null`),
    passing: (_ctx, have) => sql`t.six_haves ->> ${have} = 'true'`,
    // Who fails one is not up to the standard: what an index knows before the flags are read.
    failing: (_ctx, have) => sql`(not t.standard and t.six_haves ->> ${have} = 'false')`,
    termEnds: ends(sql`t.term_ends_on`),
    certificateEnds: ends(sql`t.certificate_ends_on`),
  },
};
