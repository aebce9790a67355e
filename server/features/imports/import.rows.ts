import sql, { type Sql } from 'sql-template-tag';
import { faultSentence } from '../../../shared/faults.ts';
import { listedErrors, type ImportOutcome, type ImportRow } from '../../../shared/imports.ts';
import { withOldNumbersFor } from '../../../shared/rules/masking.ts';
import type { Language } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope } from '../../db/scoped.ts';
import { openJson, sealJson } from '../../db/sealed.ts';
import { storableJson } from '../../db/storable.ts';
import type { ComparedRow, KeptError } from './import.compare.ts';
import type { ImportEntityRow } from './import.entity.ts';
import type { WritableRow, WrittenRow } from './kind.ts';

const of = (ctx: Ctx, { provinceCode, id }: Pick<ImportEntityRow, 'provinceCode' | 'id'>) =>
  sql`r.province_code = ${provinceCode} and r.import_id = ${id} and ${inOwnScope(ctx, 'import_rows', 'r')}`;

type Key = Pick<ImportEntityRow, 'provinceCode' | 'id' | 'orgCode'>;

export async function forgetRows(ctx: Ctx, key: Key): Promise<void> {
  await ctx.query(sql`delete from import_rows r where ${of(ctx, key)}`);
}

export async function keepRows(ctx: Ctx, { provinceCode, id, orgCode }: Key, rows: readonly ComparedRow[]) {
  const sealed = (column: HeldColumn, value: unknown) =>
    value === null ? null : sealJson(ctx, `import_rows.${column}`, storableJson(value));
  const kept = rows.map(({ targetId, targetVersion, values, changes, errors, ...row }) => ({
    ...row,
    values: sealed('values', values),
    changes: sealed('changes', changes),
    errors: sealed('errors', errors),
    target_id: targetId,
    target_version: targetVersion,
  }));
  await ctx.query(sql`
    insert into import_rows
      (province_code, import_id, row, org_code, requested_by, outcome, label, target_id, target_version, "values", changes, errors)
    select ${provinceCode}, ${id}, row, ${orgCode}, ${ctx.actor.id}, outcome, label, target_id, target_version,
      nullif("values", 'null'), nullif(changes, 'null'), nullif(errors, 'null')
    from jsonb_to_recordset(${storableJson(kept)}::jsonb) as r (row int, outcome text, label text, target_id uuid,
      target_version int, "values" jsonb, changes jsonb, errors jsonb)`);
}

type StoredRow = {
  row: number;
  outcome: ImportOutcome;
  label: string;
  targetId: string | null;
  targetVersion: number | null;
  values: Record<string, unknown> | null;
  changes: Record<string, [unknown, unknown]> | null;
  errors: KeptError[] | null;
  writtenVersion: number | null;
};

const columns = sql`r.row, r.outcome, r.label, r.target_id as "targetId", r.target_version as "targetVersion", r."values",
  r.changes, r.errors, r.written_version as "writtenVersion"`;

const held = ['values', 'changes', 'errors'] as const;
type HeldColumn = (typeof held)[number];

/** What rows hold is sealed as a whole: telephone numbers may stand anywhere in it. */
async function storedRows(ctx: Ctx, statement: Sql): Promise<StoredRow[]> {
  const rows = await ctx.query<StoredRow>(statement);
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(held.map((column) => [column, openJson(ctx, `import_rows.${column}`, row[column])])),
  }));
}

/** The same without what a row holds. */
const bare = sql`r.row, r.outcome, r.label, r.target_id as "targetId", r.target_version as "targetVersion",
  null as "values", null as changes, null as errors, r.written_version as "writtenVersion"`;

/** Of a new record everything that is not empty, in the order of the fields. */
const changesOf = (
  { changes, values, outcome }: StoredRow,
  fields: readonly string[],
): WritableRow<object>['changes'] =>
  changes ??
  (outcome === 'create'
    ? Object.fromEntries(
        fields.flatMap((field) => {
          const value = values?.[field] ?? null;
          return value === null ? [] : [[field, [null, value] as [unknown, unknown]]];
        }),
      )
    : {});

const sentences = (errors: readonly KeptError[] | null, language: Language): ImportRow['errors'] =>
  (errors ?? []).map(({ fault, ...error }) => ({ ...error, message: faultSentence(fault, language) }));

/** A page of the preview; of errors the first thousand. */
export async function previewRows(
  ctx: Ctx,
  row: ImportEntityRow,
  { outcome, from, count }: { outcome?: ImportOutcome | undefined; from: number; count: number },
  fields: readonly string[],
): Promise<{ total: number; rows: ImportRow[] }> {
  const counts = { create: row.creates, update: row.updates, unchanged: row.unchanged, error: row.faults };
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const total = outcome ? counts[outcome] : all;
  const limit = outcome === 'error' ? Math.max(0, Math.min(count, listedErrors - from)) : count;
  const only = outcome ? sql`and r.outcome = ${outcome}` : sql``;
  const rows = await storedRows(
    ctx,
    sql`
    select ${columns} from import_rows r where ${of(ctx, row)} ${only} order by r.row limit ${limit} offset ${from}`,
  );
  const written = row.status === 'done';
  return {
    total,
    rows: rows.map((one) => ({
      row: one.row,
      outcome: one.outcome,
      label: one.label,
      targetId: one.outcome === 'create' && !written ? null : one.targetId,
      changes: withOldNumbersFor(ctx.actor, { orgCode: String(one.values?.['orgCode'] ?? '') }, changesOf(one, fields)),
      errors: sentences(one.errors, ctx.language),
    })),
  };
}

/** Every row with an error, for the workbook of errors; read in pieces, so that others get their turn. */
export async function* errorNotes(
  ctx: Ctx,
  row: ImportEntityRow,
): AsyncGenerator<{ row: number; errors: ReturnType<typeof sentences> }> {
  for (let after = 0; ;) {
    const rows = await storedRows(
      ctx,
      sql`
      select ${columns} from import_rows r
      where ${of(ctx, row)} and r.outcome = 'error' and r.row > ${after} order by r.row limit 500`,
    );
    if (rows.length === 0) return;
    yield* rows.map((one) => ({ row: one.row, errors: sentences(one.errors, ctx.language) }));
    after = rows.at(-1)!.row;
  }
}

/** Rows that are to be written, in the order of the file. */
export async function writableRows(
  ctx: Ctx,
  key: Key,
  { after, count, fields }: { after: number; count: number; fields: readonly string[] },
): Promise<WritableRow<Record<string, unknown>>[]> {
  const rows = await storedRows(
    ctx,
    sql`
    select ${columns} from import_rows r
    where ${of(ctx, key)} and r.outcome in ('create', 'update') and r.row > ${after} order by r.row limit ${count}`,
  );
  return rows.map((one) => ({
    row: one.row,
    values: one.values!,
    target: one.outcome === 'create' ? null : { id: one.targetId!, version: one.targetVersion! },
    newId: one.targetId!,
    changes: changesOf(one, fields),
  }));
}

/** What a row comes to when it is written as foreseen: the first version, or the next one. */
const foreseen = (row: Pick<WritableRow<object>, 'target' | 'newId'>) =>
  row.target ? { id: row.target.id, version: row.target.version + 1 } : { id: row.newId, version: 1 };

/** Notes what the writing made of rows, where that is not what was foreseen, so that it can be taken back. */
export async function keepWritten(
  ctx: Ctx,
  key: Key,
  rows: readonly WritableRow<object>[],
  written: readonly WrittenRow[],
): Promise<void> {
  const expected = new Map(rows.map((row) => [row.row, foreseen(row)]));
  const others = written
    .filter(({ row, id, version }) => expected.get(row)?.id !== id || expected.get(row)?.version !== version)
    .map(({ row, id, version }) => ({ row, id, version }));
  if (others.length === 0) return;
  await ctx.query(sql`
    update import_rows r set target_id = w.id, written_version = w.version
    from jsonb_to_recordset(${JSON.stringify(others)}::jsonb) as w (row int, id uuid, version int)
    where r.row = w.row and ${of(ctx, key)}`);
}

/** The rows that an import wrote, in the order of the file; without `fields` what changed is left out. */
export async function writtenRows(
  ctx: Ctx,
  key: Key,
  { after, count, fields }: { after: number; count: number; fields: readonly string[] },
): Promise<(WrittenRow & { label: string })[]> {
  const rows = await storedRows(
    ctx,
    sql`
    select ${fields.length > 0 ? columns : bare} from import_rows r
    where ${of(ctx, key)} and r.outcome in ('create', 'update') and r.row > ${after} order by r.row limit ${count}`,
  );
  return rows.map((one) => ({
    row: one.row,
    id: one.targetId!,
    version: one.writtenVersion ?? (one.targetVersion ?? 0) + 1,
    created: one.outcome === 'create',
    changes: changesOf(one, fields),
    label: one.label,
  }));
}
