import sql, { raw } from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import { evidenceLimit, type Attachment, type AttachmentFields } from '../../../shared/attachments.ts';
import type { Ctx } from '../../ctx.ts';
import { noteFile } from '../../db/platform.ts';
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

/** The record that an upload names, in the scope, or 404. */
export async function subjectOf(ctx: Ctx, { subjectType, subjectId }: AttachmentFields): Promise<Binding | null> {
  if (!subjectType || !subjectId) return null;
  // What belongs to federations belongs to no union.
  const ofUnion = subjectType === 'inspections' || subjectType === 'rectifications';
  const [subject] = await ctx.query<{ org_code: string; union_id: string | null }>(sql`
    select org_code, ${raw(ofUnion ? 'union_id' : 'null::uuid as union_id')} from ${raw(subjectType)}
    where province_code = any(${provincesOf(ctx.actor)}) and id = ${subjectId} and ${inOwnScope(ctx, subjectType)}`);
  if (!subject) throw notFound();
  return { subjectType, subjectId, orgCode: subject.org_code, unionId: subject.union_id };
}

/** 422 where a record that is named at the upload has as many files as an act brings; an inspection, for each answer. */
async function refuseTooMany(ctx: Ctx, { subjectType, subjectId }: Binding): Promise<void> {
  const maximum = subjectType === 'inspections' ? evidenceLimit * 31 : evidenceLimit;
  const [{ kept } = { kept: 0 }] = await ctx.query<{ kept: number }>(sql`
    select count(*) as kept from attachments
    where province_code = any(${provincesOf(ctx.actor)}) and subject_id = ${subjectId} and ${inOwnScope(ctx, 'attachments')}`);
  if (kept >= maximum) throw invalid({ file: { code: 'too-many-files', params: { maximum } } });
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
export async function create(ctx: Ctx, { fields, look, ...file }: Upload): Promise<AttachmentRow> {
  const subject = await subjectOf(ctx, fields);
  if (subject) await refuseTooMany(ctx, subject);
  const place = subject ?? { orgCode: ctx.actor.orgCode, unionId: ctx.actor.unionId };
  const [lookA, lookB, lookC, lookD] = look ?? [];
  const row = await attachments(ctx).insert({
    ...file,
    ...(look ? { lookA, lookB, lookC, lookD } : {}),
    ...place,
    uploaderId: ctx.actor.id,
    uploadedBy: ctx.actor.name,
    takenAt: fields.takenAt ?? null,
    takenLat: fields.takenLat ?? null,
    takenLng: fields.takenLng ?? null,
  });
  if (subject) await noteBound(ctx, [row], subject);
  return row;
}

/** Evidence that an act refers to: the actor's own uploads that nothing has bound, or what the record has already. */
export async function bindAttachments(ctx: Ctx, ids: readonly string[], binding: Binding): Promise<void> {
  await bindForEach(ctx, [{ ids, binding }]);
}

type Usable = { id: string; filename: string; subjectId: string | null };
type Taken = { source: string; id: string; filename: string; binding: Binding };

/**
 * The same for several records at once, which must lie in different unions: each union has an attachment of its own, so
 * that it can open it, over the one stored file. Answers with the ids that each record has for those that were given.
 */
export async function bindForEach(
  ctx: Ctx,
  wants: readonly { ids: readonly string[]; binding: Binding }[],
): Promise<string[][]> {
  const wanted = [...new Set(wants.flatMap(({ ids }) => ids))];
  if (wanted.length === 0) return wants.map(() => []);
  const found = await ctx.query<Usable>(sql`
    select id, filename, subject_id as "subjectId" from attachments
    where province_code = any(${provincesOf(ctx.actor)}) and id = any(${wanted}) and ${inOwnScope(ctx, 'attachments')}
      and (subject_id is not null or uploader_id = ${ctx.actor.id})
    order by id for update`);
  const files = new Map(found.map((file) => [file.id, file]));
  const taken: Taken[] = [];
  const used = new Set<string>();
  const bound = wants.map(({ ids, binding }) =>
    [...new Set(ids)].map((source) => {
      const file = files.get(source);
      if (!file || (file.subjectId !== null && file.subjectId !== binding.subjectId))
        throw invalid({ attachmentIds: 'unknown-attachment' });
      if (file.subjectId !== null) return source;
      const id = used.has(source) ? uuid() : source;
      used.add(source);
      taken.push({ source, id, filename: file.filename, binding });
      return id;
    }),
  );
  await take(ctx, taken);
  for (const { binding } of wants) {
    const own = taken.filter((file) => file.binding === binding);
    if (own.length > 0) await noteBound(ctx, own, binding);
  }
  return bound;
}

/** Binds the uploads themselves, and copies of their rows for whoever comes second. */
async function take(ctx: Ctx, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return;
  const rows = taken.map(({ source, id, binding }) => ({
    source,
    id,
    subject_type: binding.subjectType,
    subject_id: binding.subjectId,
    org_code: binding.orgCode,
    union_id: binding.unionId,
  }));
  const own = sql`t.province_code = any(${provincesOf(ctx.actor)}) and ${inOwnScope(ctx, 'attachments', 't')}`;
  const places = (some: typeof rows) => sql`jsonb_to_recordset(${JSON.stringify(some)}::jsonb)
    as p (source uuid, id uuid, subject_type text, subject_id uuid, org_code text, union_id uuid)`;
  const copies = rows.filter(({ source, id }) => source !== id);
  if (copies.length > 0) {
    await ctx.query(sql`
      insert into attachments (province_code, id, org_code, union_id, uploader_id, uploaded_by, filename, media_type, bytes,
        sha256, sent_sha256, look_a, look_b, look_c, look_d, shared_from, shared_by, shared_at, taken_at, taken_lat, taken_lng,
        subject_type, subject_id, created_at, updated_at)
      select left(p.org_code, 2), p.id, p.org_code, p.union_id, t.uploader_id, t.uploaded_by, t.filename, t.media_type,
        t.bytes, t.sha256, t.sent_sha256, t.look_a, t.look_b, t.look_c, t.look_d, t.shared_from, t.shared_by, t.shared_at,
        t.taken_at, t.taken_lat, t.taken_lng, p.subject_type, p.subject_id, t.created_at, ${ctx.now}
      from ${places(copies)} join attachments t on t.id = p.source where ${own}`);
  }
  await ctx.query(sql`
    update attachments t
    set subject_type = p.subject_type, subject_id = p.subject_id, org_code = p.org_code, union_id = p.union_id,
      updated_at = ${ctx.now}, version = t.version + 1
    from ${places(rows.filter(({ source, id }) => source === id))} where t.id = p.id and ${own}`);
}

/** Bound evidence stays; an upload that no act has used is its uploader's to throw away. */
export async function remove(ctx: Ctx, row: AttachmentRow): Promise<void> {
  if (row.subjectId) throw conflict('not-deletable');
  if (row.uploaderId !== ctx.actor.id) throw notFound();
  await attachments(ctx).remove(row);
  await noteFile(ctx.query, row.sha256);
}

/** An attachment that the reader may see: bound ones in the scope, unbound ones of one's own. */
export async function visible(ctx: Ctx, id: string): Promise<AttachmentRow> {
  const row = await attachments(ctx).get(id);
  if (!row.subjectId && row.uploaderId !== ctx.actor.id) throw notFound();
  return row;
}

export const mineOrBound = (ctx: Ctx) => sql`(t.subject_id is not null or t.uploader_id = ${ctx.actor.id})`;
