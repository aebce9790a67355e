import sql from 'sql-template-tag';
import { z } from 'zod';
import type { ChecklistItem } from '../../../../shared/checklists.ts';
import type { Answer, Answers } from '../../../../shared/inspections.ts';
import { noteKey, valueKey } from '../../../../shared/rules/answerColumns.ts';
import { answerFaults } from '../../../../shared/rules/scoring.ts';
import { refusalOf } from '../../../../shared/rules/transitions.ts';
import { id, text } from '../../../../shared/schema.ts';
import type { Ctx } from '../../../ctx.ts';
import { rowsByIds } from '../../../db/page.ts';
import { inOwnScope } from '../../../db/scoped.ts';
import type { InspectionRow } from '../../inspections/inspection.entity.ts';
import { fillMany, mayTakeBack, takeBackMany } from '../../inspections/inspection.many.ts';
import { flowOf, inspectionList } from '../../inspections/inspection.record.ts';
import { refused } from '../../../errors.ts';
import type {
  GivenRow,
  ImportKind,
  ImportParams,
  Matched,
  RowErrors,
  Touch,
  ValidRow,
  WritableRow,
  WrittenRow,
} from '../kind.ts';
import { touchedByVersion } from '../touched.ts';
import { columns, itemsOf } from './inspections.columns.ts';

/** Beside these a value and a note for each question; what is answered is checked against the checklist. */
const schema = z.looseObject({
  unionName: text(80),
  /** The column 提交: handed in already, or to be handed in. */
  submit: z.boolean().default(false),
});
type Values = z.infer<typeof schema> & Record<string, unknown>;

const isAnswer = (key: string) => key.startsWith(valueKey('')) || key.startsWith(noteKey(''));

const isIn = ({ status }: InspectionRow) => status === 'submitted' || status === 'approved';

/** Every question has its two fields, answered or not. */
function valuesOf(row: InspectionRow, items: readonly ChecklistItem[]): Values {
  const answers = items.flatMap(({ key }): [string, unknown][] => [
    [valueKey(key), row.answers[key]?.value ?? null],
    [noteKey(key), row.answers[key]?.note || null],
  ]);
  return { unionName: row.unionName, submit: isIn(row), ...Object.fromEntries(answers) };
}

type Target = { id: string; unionName: string; orgCode: string; campaignId: string };

async function match(ctx: Ctx, rows: readonly GivenRow[], params: ImportParams): Promise<Matched<Values>[]> {
  const items = await itemsOf(ctx, params);
  const nameOf = ({ given }: GivenRow) => (typeof given.unionName === 'string' ? given.unionName.trim() : '');
  const ids = rows.flatMap((row) => row.id ?? []);
  const names = rows.flatMap((row) => (row.id ? [] : nameOf(row) || []));
  const targets = await ctx.query<Target>(sql`
    select id, union_name as "unionName", org_code as "orgCode", campaign_id as "campaignId" from inspections
    where province_code = left(${ctx.actor.orgCode}, 2)
      and (id = any(${ids}::uuid[]) or (campaign_id = ${params.campaignId} and union_name = any(${names})))
      and ${inOwnScope(ctx, 'inspections')}`);
  const there = new Map(
    (
      await rowsByIds(
        ctx,
        inspectionList,
        targets.map((one) => one.id),
      )
    ).map((row) => [row.id, row]),
  );
  const wantedOf = (row: GivenRow): Target[] => {
    if (row.id) return targets.filter((one) => one.id === row.id);
    const all = targets.filter((one) => one.unionName === nameOf(row) && one.campaignId === params.campaignId);
    const here = all.filter(({ orgCode }) => orgCode === row.given.orgCode);
    return here.length > 0 ? here : all;
  };
  return rows.map((row): Matched<Values> => {
    const wanted = wantedOf(row);
    const told = { value: nameOf(row) };
    if (row.id && wanted.length === 0) return { found: null, errors: { id: 'import-unknown-id' } };
    if (row.id && wanted[0]!.campaignId !== params.campaignId)
      return { found: null, errors: { '': 'import-other-campaign' } };
    if (wanted.length === 0)
      return { found: null, errors: { unionName: { code: 'import-not-a-target', params: told } } };
    if (wanted.length > 1)
      return { found: null, errors: { unionName: { code: 'import-ambiguous-target', params: told } } };
    const inspection = there.get(wanted[0]!.id)!;
    // The name is how the row was found; it is changed at the union alone.
    row.given.unionName = inspection.unionName;
    // What is in stays in, whatever the column says or leaves out.
    if (isIn(inspection)) row.given.submit = true;
    return { found: { id: inspection.id, version: inspection.version, values: valuesOf(inspection, items) } };
  });
}

/** The answers as they will be: evidence and tracks stay with what is still answered. */
function answersOf(items: readonly ChecklistItem[], before: Answers, values: Record<string, unknown>): Answers {
  return Object.fromEntries(
    items.flatMap(({ key }): [string, Answer][] => {
      const value = (values[valueKey(key)] ?? null) as Answer['value'];
      const note = (values[noteKey(key)] ?? null) as string | null;
      const old = before[key];
      if (value === null && note === null && !old?.track && !old?.attachmentIds?.length) return [];
      return [[key, { ...old, value, ...(note === null && !old?.note ? {} : { note }) }]];
    }),
  );
}

const changedKeys = (values: Record<string, unknown>, found: Record<string, unknown>) =>
  Object.keys(found).filter((key) => isAnswer(key) && (values[key] ?? null) !== (found[key] ?? null));

/** Faults by question as faults by column: a reason is missing in the note. */
function faultsOf(items: readonly ChecklistItem[], answers: Answers, complete: boolean): RowErrors {
  const faults = Object.entries(answerFaults(items, answers, complete)).map(([key, code]) => [
    code === 'na-needs-reason' ? noteKey(key) : valueKey(key),
    code,
  ]);
  const long = items.flatMap(({ key }) =>
    (answers[key]?.note ?? '').length > 500 ? [[noteKey(key), { code: 'too-long', params: { maximum: 500 } }]] : [],
  );
  return Object.fromEntries([...faults, ...long]) as RowErrors;
}

async function check(
  ctx: Ctx,
  rows: readonly ValidRow<Values>[],
  params: ImportParams,
): Promise<(RowErrors | undefined)[]> {
  const items = await itemsOf(ctx, params);
  const there = new Map(
    (
      await rowsByIds(
        ctx,
        inspectionList,
        rows.map(({ found }) => found!.id),
      )
    ).map((row) => [row.id, row]),
  );
  return rows.map(({ values, found }) => {
    const row = there.get(found!.id)!;
    const changed = changedKeys(values, found!.values);
    const submits = values.submit && !isIn(row);
    if (changed.length === 0 && !submits) return undefined;
    if (isIn(row)) return { '': 'import-already-submitted' as const };
    const refusal = refusalOf('inspections', submits ? 'submit' : 'save', ctx.actor, flowOf(row));
    if (refusal) return { '': refused(refusal).code };
    return faultsOf(items, answersOf(items, row.answers, values), submits);
  });
}

async function write(ctx: Ctx, rows: readonly WritableRow<Values>[], params: ImportParams): Promise<WrittenRow[]> {
  const items = await itemsOf(ctx, params);
  const there = new Map(
    (
      await rowsByIds(
        ctx,
        inspectionList,
        rows.map(({ target }) => target!.id),
      )
    ).map((row) => [row.id, row]),
  );
  const filled = (some: readonly WritableRow<Values>[]) =>
    some.map(({ target, values }) => ({
      ...target!,
      answers: answersOf(items, there.get(target!.id)?.answers ?? {}, values),
    }));
  const [submitted, saved] = [
    rows.filter(({ changes }) => changes.submit),
    rows.filter(({ changes }) => !changes.submit),
  ];
  const after = [
    ...(await fillMany(ctx, filled(submitted), 'submit')),
    ...(await fillMany(ctx, filled(saved), 'save')),
  ];
  const versionOf = new Map(after.map(({ id: one, version }) => [one, version]));
  return rows.map(({ row, target, changes }) => ({
    row,
    id: target!.id,
    version: versionOf.get(target!.id)!,
    created: false,
    changes,
  }));
}

/** Changed since, or past taking back: somebody works on the faults, or the campaign is closed. */
async function touched(ctx: Ctx, rows: readonly WrittenRow[]): Promise<Touch[]> {
  const moved = await touchedByVersion(ctx, { table: 'inspections', resource: 'inspections' }, rows);
  const known = new Set(moved.map(({ row }) => row));
  const there = await rowsByIds(
    ctx,
    inspectionList,
    rows.map((row) => row.id),
  );
  const fixed = new Set(
    there.flatMap((row) => {
      const back = isIn(row)
        ? mayTakeBack(ctx, row)
        : refusalOf('inspections', 'save', ctx.actor, flowOf(row)) === null;
      return back ? [] : [row.id];
    }),
  );
  const others = rows.filter((row) => fixed.has(row.id) && !known.has(row.row));
  return [...moved, ...others.map(({ row }) => ({ row, by: null, at: null }))];
}

/** Submissions are withdrawn by the rule, drafts become what they were. */
async function revert(ctx: Ctx, rows: readonly WrittenRow[], params: ImportParams): Promise<void> {
  const items = await itemsOf(ctx, params);
  await takeBackMany(
    ctx,
    rows.flatMap((row) => (row.changes.submit ? [row.id] : [])),
  );
  const drafts = rows.filter(({ changes }) => !changes.submit);
  const there = new Map(
    (
      await rowsByIds(
        ctx,
        inspectionList,
        drafts.map((row) => row.id),
      )
    ).map((row) => [row.id, row]),
  );
  await fillMany(
    ctx,
    drafts.map(({ id: draftId, version, changes }) => {
      const row = there.get(draftId)!;
      const old = Object.fromEntries(Object.entries(changes).map(([field, [was]]) => [field, was]));
      return { id: draftId, version, answers: answersOf(items, row.answers, { ...valuesOf(row, items), ...old }) };
    }),
    'save',
  );
}

export const inspections: ImportKind<Values> = {
  kind: 'inspections',
  params: z.object({ campaignId: id }),
  columns,
  schema: schema as unknown as ImportKind<Values>['schema'],
  fields: ['submit'],
  fieldsOf: (all) => [...all.flatMap(({ key }) => (isAnswer(key) ? [key] : [])), 'submit'],
  label: ({ unionName }) => (typeof unionName === 'string' ? unionName : ''),
  naturalKey: () => null,
  match,
  check,
  write: (ctx, rows, { params }) => write(ctx, rows, params),
  touched,
  revert,
};
