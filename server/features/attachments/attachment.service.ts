import sql from 'sql-template-tag';
import { z } from 'zod';
import { attachmentSubjects, type Attachment } from '../../../shared/attachments.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { conflict, invalid, notFound } from '../../errors.ts';
import { recordEvents } from '../events/event.service.ts';
import { attachmentEntity, type AttachmentRow } from './attachment.entity.ts';
import type { Upload } from './upload.ts';

export type Binding = {
  subjectType: NonNullable<Attachment['subjectType']>;
  subjectId: string;
  orgCode: string;
  unionId: string | null;
};

const attachments = (ctx: Ctx) => scoped(ctx, attachmentEntity);

const subjectFields = z.object({ subjectType: z.enum(attachmentSubjects), subjectId: z.uuid() });

/** The record that an upload names, in the scope, or 404. */
async function subjectOf(ctx: Ctx, fields: Record<string, string>): Promise<Binding | null> {
  if (!fields.subjectType && !fields.subjectId) return null;
  const { subjectType, subjectId } = subjectFields.parse(fields);
  const table = subjectType === 'inspections' ? sql`inspections` : sql`rectifications`;
  const [subject] = await ctx.query<{ org_code: string; union_id: string }>(sql`
    select org_code, union_id from ${table}
    where province_code = any(${provincesOf(ctx.actor)}) and id = ${subjectId} and ${inOwnScope(ctx, subjectType)}`);
  if (!subject) throw notFound();
  return { subjectType, subjectId, orgCode: subject.org_code, unionId: subject.union_id };
}

/** The history of evidence begins where others see it: when a record takes it up. */
function noteBound(ctx: Ctx, files: readonly { id: string; filename: string }[], binding: Binding): Promise<void> {
  const { orgCode, unionId, subjectType, subjectId } = binding;
  return recordEvents(
    ctx,
    files.map(({ id, filename }) => ({
      subjectType: 'attachments',
      subjectId: id,
      orgCode,
      unionId,
      action: 'bind',
      changes: { filename: [null, filename], subjectType: [null, subjectType], subjectId: [null, subjectId] },
    })),
  );
}

/** Keeps what was received. Until an act binds it, only its uploader sees it. */
export async function create(ctx: Ctx, { fields, ...file }: Upload): Promise<AttachmentRow> {
  const subject = await subjectOf(ctx, fields);
  const place = subject ?? { orgCode: ctx.actor.orgCode, unionId: ctx.actor.unionId };
  const row = await attachments(ctx).insert({
    ...file,
    ...place,
    uploaderId: ctx.actor.id,
    uploadedBy: ctx.actor.name,
  });
  if (subject) await noteBound(ctx, [row], subject);
  return row;
}

/** Evidence that an act refers to: the actor's own uploads that nothing has bound, or what the record has already. */
export async function bindAttachments(ctx: Ctx, ids: readonly string[], binding: Binding): Promise<void> {
  const wanted = [...new Set(ids)];
  const here = sql`province_code = any(${provincesOf(ctx.actor)}) and id = any(${wanted})`;
  const bound = await ctx.query<{ id: string; filename: string; fresh: boolean }>(sql`
    with usable as (
      select province_code, id, subject_id is null as fresh from attachments
      where ${here} and ${inOwnScope(ctx, 'attachments')}
        and (subject_id = ${binding.subjectId}::uuid or (subject_id is null and uploader_id = ${ctx.actor.id}))
      order by id for update
    )
    update attachments t
    set subject_type = ${binding.subjectType}, subject_id = ${binding.subjectId}::uuid, org_code = ${binding.orgCode},
      union_id = ${binding.unionId}::uuid, updated_at = ${ctx.now}, version = t.version + usable.fresh::int
    from usable where t.province_code = usable.province_code and t.id = usable.id
    returning t.id, t.filename, usable.fresh`);
  if (bound.length < wanted.length) throw invalid({ attachmentIds: 'unknown-attachment' });
  await noteBound(
    ctx,
    bound.filter(({ fresh }) => fresh),
    binding,
  );
}

/** Bound evidence stays; an upload that no act has used is its uploader's to throw away. */
export async function remove(ctx: Ctx, row: AttachmentRow): Promise<void> {
  if (row.subjectId) throw conflict('not-deletable');
  if (row.uploaderId !== ctx.actor.id) throw notFound();
  await attachments(ctx).remove(row);
}

/** An attachment that the reader may see: bound ones in the scope, unbound ones of one's own. */
export async function visible(ctx: Ctx, id: string): Promise<AttachmentRow> {
  const row = await attachments(ctx).get(id);
  if (!row.subjectId && row.uploaderId !== ctx.actor.id) throw notFound();
  return row;
}

export const mineOrBound = (ctx: Ctx) => sql`(t.subject_id is not null or t.uploader_id = ${ctx.actor.id})`;
