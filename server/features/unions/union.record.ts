import { withNumbersFor } from '../../../shared/rules/masking.ts';
import { mayActions, type Flow } from '../../../shared/rules/transitions.ts';
import type { Union } from '../../../shared/unions.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { unionEntity, type UnionRow } from './union.entity.ts';

/** What the transition table asks of a union: an ended one takes no further step. */
export function flowOf(row: Pick<UnionRow, 'orgCode' | 'active' | 'endKind'>): Flow {
  return { status: row.endKind ?? (row.active ? 'active' : 'inactive'), subject: { orgCode: row.orgCode } };
}

export function toRecord(ctx: Ctx, row: UnionRow): Union {
  const { provinceCode: _province, ...rest } = row;
  return {
    ...withNumbersFor(ctx.actor, { orgCode: row.orgCode, unionId: row.id }, rest),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: mayActions('unions', ctx.actor, flowOf(row)),
  };
}

/** Like `toRecord`; what a union was merged into is named where it lies in the reader's scope alone. */
export async function toRecords(ctx: Ctx, rows: UnionRow[]): Promise<Union[]> {
  const survivors = [...new Set(rows.flatMap(({ mergedIntoId }) => mergedIntoId ?? []))];
  const found = survivors.length > 0 ? await scoped(ctx, unionEntity).findMany(survivors) : [];
  const shown = new Set(found.map(({ id }) => id));
  return rows.map((row) => {
    const { mergedIntoId } = row;
    return toRecord(ctx, mergedIntoId && !shown.has(mergedIntoId) ? { ...row, mergedIntoId: null } : row);
  });
}
