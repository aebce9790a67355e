import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { recordEvents } from '../events/event.service.ts';

/** The evidence of one record before and after an act on it. */
export type EvidenceChange = { before: readonly string[]; after: readonly string[] };

type Moved = {
  id: string;
  orgCode: string;
  unionId: string | null;
  filename: string;
  subjectType: string;
  by: string | null;
};

/**
 * What an act has put in the place of former evidence: the former stays, marked with who replaced it, when, and by what
 * (nothing, where it was only taken away). Evidence that a record takes up again is current again.
 */
export async function noteSuperseded(ctx: Ctx, changes: readonly EvidenceChange[]): Promise<void> {
  const gone = changes.flatMap(({ before, after }) => {
    const successor = after.find((id) => !before.includes(id)) ?? null;
    return before.filter((id) => !after.includes(id)).map((id) => ({ id, by: successor }));
  });
  const back = changes.flatMap(({ before, after }) => after.filter((id) => !before.includes(id)));
  if (gone.length > 0) await mark(ctx, gone);
  if (back.length > 0) await restore(ctx, back);
}

async function mark(ctx: Ctx, gone: readonly { id: string; by: string | null }[]): Promise<void> {
  // A piece may prove several items of a union: it is current as long as one of them has it.
  const rows = await ctx.query<Moved>(sql`
    update attachments t
    set superseded_at = ${ctx.now}, superseded_by = ${ctx.actor.name}, superseded_by_id = p.by, updated_at = ${ctx.now},
      version = t.version + 1
    from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as p (id uuid, by uuid)
    where t.province_code = any(${provincesOf(ctx.actor)}) and t.id = p.id and t.superseded_at is null
      and t.subject_id is not null and ${inOwnScope(ctx, 'attachments', 't')}
      and not exists (
        select from rectifications r
        where t.union_id is not null and r.province_code = t.province_code and r.union_id = t.union_id
          and t.id = any(r.attachment_ids) and ${inOwnScope(ctx, 'rectifications', 'r')})
    returning t.id, t.org_code as "orgCode", t.union_id as "unionId", t.filename, t.subject_type as "subjectType", p.by`);
  await note(ctx, rows, 'supersede');
}

async function restore(ctx: Ctx, back: readonly string[]): Promise<void> {
  const rows = await ctx.query<Moved>(sql`
    update attachments t
    set superseded_at = null, superseded_by = null, superseded_by_id = null, updated_at = ${ctx.now}, version = t.version + 1
    where t.province_code = any(${provincesOf(ctx.actor)}) and t.id = any(${[...back]}) and t.superseded_at is not null
      and ${inOwnScope(ctx, 'attachments', 't')}
    returning t.id, t.org_code as "orgCode", t.union_id as "unionId", t.filename, t.subject_type as "subjectType", null as by`);
  await note(ctx, rows, 'unsupersede');
}

async function note(ctx: Ctx, rows: readonly Moved[], action: 'supersede' | 'unsupersede'): Promise<void> {
  await recordEvents(
    ctx,
    rows.map(({ id, orgCode, unionId, filename }) => ({
      subjectType: 'attachments' as const,
      subjectId: id,
      orgCode,
      unionId,
      action,
      changes: { filename: [filename, filename] },
    })),
  );
}
