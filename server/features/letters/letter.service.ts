import type { LetterWrite } from '../../../shared/letters.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { conflict, invalid, type FieldErrors } from '../../errors.ts';
import { bindAttachments } from '../attachments/attachment.service.ts';
import { noteSuperseded } from '../attachments/attachment.superseding.ts';
import { enterpriseEntity } from '../enterprises/enterprise.entity.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { settingsOf } from '../settings/settings.service.ts';
import { letterEntity, type LetterRow } from './letter.entity.ts';

const fields = [
  'kind', 'docNo', 'issuedOn', 'replyDueOn', 'repliedOn', 'replyNote', 'note', 'attachmentIds',
] as const; // prettier-ignore

const valuesOf = (body: LetterWrite) =>
  Object.fromEntries(fields.map((field) => [field, body[field] ?? null])) as Pick<LetterRow, (typeof fields)[number]>;

const letters = (ctx: Ctx) => scoped(ctx, letterEntity);

/** Days that lie ahead, and kinds that the tenant does not know; a letter keeps the kind it was written as. */
async function kindNames(ctx: Ctx, orgCode: string, body: LetterWrite, before?: LetterRow) {
  const { letterKinds } = await settingsOf(ctx, orgCode);
  const names = new Map(letterKinds.map(({ key, name }) => [key, name]));
  const faults: FieldErrors = {
    ...(names.has(body.kind) || body.kind === before?.kind ? {} : { kind: 'unknown-letter-kind' }),
    ...(body.issuedOn > ctx.today ? { issuedOn: 'in-the-future' } : {}),
    ...(body.repliedOn && body.repliedOn > ctx.today ? { repliedOn: 'in-the-future' } : {}),
  };
  if (Object.keys(faults).length > 0) throw invalid(faults);
  return (kind: string) => names.get(kind) ?? kind;
}

/** The history names the kind as it was called on that day. */
function note(
  ctx: Ctx,
  row: LetterRow,
  action: string,
  changes: Parameters<typeof recordEvents>[1][number]['changes'],
) {
  return recordEvents(ctx, [
    { subjectType: 'letters', subjectId: row.id, orgCode: row.orgCode, action, changes: changes ?? null },
  ]);
}

const binding = (row: LetterRow) =>
  ({ subjectType: 'letters', subjectId: row.id, orgCode: row.orgCode, unionId: null }) as const;

/** A letter goes to an enterprise of the ledger and stands where that stands. */
export async function create(ctx: Ctx, body: LetterWrite): Promise<LetterRow> {
  const enterprise = await scoped(ctx, enterpriseEntity).find(body.enterpriseId, { lock: true, write: true });
  if (!enterprise) throw invalid({ enterpriseId: 'unknown-enterprise' });
  const named = await kindNames(ctx, enterprise.orgCode, body);
  const row = await letters(ctx).insert({
    ...valuesOf(body),
    enterpriseId: enterprise.id,
    orgCode: enterprise.orgCode,
  });
  if (body.attachmentIds.length > 0) await bindAttachments(ctx, body.attachmentIds, binding(row));
  await note(ctx, row, 'create', { kind: [null, named(row.kind)], docNo: [null, row.docNo] });
  return row;
}

/** What the letter says and the reply to it; its enterprise stays. */
export async function update(ctx: Ctx, row: LetterRow, body: LetterWrite): Promise<LetterRow> {
  const named = await kindNames(ctx, row.orgCode, body, row);
  const after = await letters(ctx).update(row, valuesOf(body));
  if (body.attachmentIds.length > 0) await bindAttachments(ctx, body.attachmentIds, binding(after));
  await noteSuperseded(ctx, [{ before: row.attachmentIds, after: after.attachmentIds }]);
  const changes = changesBetween(row, after, fields);
  await note(ctx, after, 'edit', {
    ...changes,
    ...(changes['kind'] ? { kind: [named(row.kind), named(after.kind)] } : {}),
  });
  return after;
}

/** A letter that was answered is part of the file; one that was written by mistake can go. */
export async function remove(ctx: Ctx, row: LetterRow): Promise<void> {
  if (row.repliedOn) throw conflict('not-deletable');
  await letters(ctx).remove(row);
  await note(ctx, row, 'delete', null);
}
