import { refusalOf } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { notFound, refused } from '../../errors.ts';
import type { RectificationRow } from './rectification.entity.ts';
import { flowOf } from './rectification.record.ts';
import { holdItems, itemsById, type Held, type RectificationAction } from './rectification.service.ts';

export async function loadItem(ctx: Ctx, params: Record<string, string>): Promise<RectificationRow> {
  const row = (await itemsById(ctx, [params.id!])).get(params.id!);
  if (!row) throw notFound();
  return row;
}

/** The item and its inspection, locked for an act. */
export async function loadHeld(ctx: Ctx, params: Record<string, string>): Promise<Held> {
  const held = (await holdItems(ctx, [params.id!])).get(params.id!);
  if (!held) throw notFound();
  return held;
}

/** 403 before the body is read. */
export function authorizeAct(action: RectificationAction | 'remind') {
  return (ctx: Ctx, row: RectificationRow): void => {
    const refusal = refusalOf('rectifications', action, ctx.actor, flowOf(row));
    if (refusal?.kind === 'forbidden') throw refused(refusal);
  };
}
