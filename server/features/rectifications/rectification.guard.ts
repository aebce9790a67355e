import { isMessageCode } from '../../../shared/messages.ts';
import { refusalOf } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { forbidden, notFound } from '../../errors.ts';
import type { RectificationRow } from './rectification.entity.ts';
import { flowOf } from './rectification.record.ts';
import { itemsById, type RectificationAction } from './rectification.service.ts';

export async function loadItem(ctx: Ctx, params: Record<string, string>): Promise<RectificationRow> {
  const row = (await itemsById(ctx, [params.id!])).get(params.id!);
  if (!row) throw notFound();
  return row;
}

/** 403 before the body is read; the state is asked again under the lock. */
export function authorizeAct(action: RectificationAction) {
  return (ctx: Ctx, row: RectificationRow): void => {
    const refusal = refusalOf('rectifications', action, ctx.actor, flowOf(row));
    if (refusal?.kind === 'forbidden') throw forbidden(isMessageCode(refusal.code) ? refusal.code : 'role-forbidden');
  };
}
