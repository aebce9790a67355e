import sql from 'sql-template-tag';
import type { z } from 'zod';
import type { shareBody } from '../../../shared/evidence.ts';
import { can, type Actor } from '../../../shared/permissions.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { conflict, forbidden } from '../../errors.ts';
import { recordEvents } from '../events/event.service.ts';
import { attachmentEntity, type AttachmentRow } from './attachment.entity.ts';

const marks = (ctx: Ctx, shared: boolean) =>
  shared
    ? { sharedFrom: ctx.actor.orgCode, sharedBy: ctx.actor.name, sharedAt: ctx.now }
    : { sharedFrom: null, sharedBy: null, sharedAt: null };

/** Whether a record uses it: what is loose is marked by the act that binds it, what was superseded stays as it is. */
const inForce = ({ subjectId, supersededAt }: AttachmentRow) => subjectId !== null && supersededAt === null;

export const actionsOn = (actor: Actor, row: AttachmentRow): string[] =>
  can(actor, 'share', 'attachments') && inForce(row) ? ['share'] : [];

/**
 * Says that a document is meant for many unions, or no longer. It raises no alarm then, nor does any copy of it below the
 * organisation that said so. Saying again what is so changes nothing.
 */
export async function share(
  ctx: Ctx,
  row: AttachmentRow,
  { shared, version }: z.output<typeof shareBody>,
): Promise<AttachmentRow> {
  if (!actionsOn(ctx.actor, row).includes('share')) throw conflict('transition-not-allowed');
  if (version !== undefined && version !== row.version) throw conflict('stale-version');
  if ((row.sharedFrom !== null) === shared) return row;
  const after = await scoped(ctx, attachmentEntity).update(row, marks(ctx, shared));
  await noteShared(ctx, [{ ...row, ids: [row.id] }], shared);
  return after;
}

/** The same for what an act is about to bind to many unions: the copies that it makes are shared too. 403 for a reporter. */
export async function markShared(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (!can(ctx.actor, 'share', 'attachments')) throw forbidden();
  const { sharedFrom, sharedBy, sharedAt } = marks(ctx, true);
  await ctx.query(sql`
    update attachments set shared_from = ${sharedFrom}, shared_by = ${sharedBy}, shared_at = ${sharedAt}
    where province_code = any(${provincesOf(ctx.actor)}) and id = any(${[...ids]}) and shared_from is null
      and (subject_id is not null or uploader_id = ${ctx.actor.id}) and ${inOwnScope(ctx, 'attachments')}`);
}

type Bound = { orgCode: string; unionId: string | null; ids: readonly string[] };

/** The history of evidence tells that it is shared, or no longer. */
export async function noteShared(ctx: Ctx, bound: readonly Bound[], shared = true): Promise<void> {
  await recordEvents(
    ctx,
    bound.flatMap(({ orgCode, unionId, ids }) =>
      ids.map((subjectId) => ({
        subjectType: 'attachments' as const,
        subjectId,
        orgCode,
        unionId,
        action: shared ? 'share' : 'unshare',
      })),
    ),
  );
}
