import sql from 'sql-template-tag';
import { z } from 'zod';
import { enterpriseStages, enterpriseWrite } from '../../../../shared/enterprises.ts';
import { text } from '../../../../shared/schema.ts';
import type { Ctx } from '../../../ctx.ts';
import { usccsTaken } from '../../../db/platform.ts';
import { inOwnScope, inScope, scoped } from '../../../db/scoped.ts';
import { conflict } from '../../../errors.ts';
import { coveringUnions, unionsOf } from '../../enterprises/covering.ts';
import type { EnterpriseRow } from '../../enterprises/enterprise.entity.ts';
import { createMany, discardMany, reviseMany, type Revision } from '../../enterprises/enterprise.many.ts';
import { enterpriseFacts, enterpriseRows, factsOf, lacksNote } from '../../enterprises/enterprise.service.ts';
import { organisationEntity } from '../../organisations/organisation.entity.ts';
import { unionsNamed } from '../../unions/union.named.ts';
import type { GivenRow, ImportKind, Matched, RowErrors, ValidRow, WritableRow, WrittenRow } from '../kind.ts';
import { touchedByVersion } from '../touched.ts';
import { columns } from './enterprises.columns.ts';

const listOf = (separator: RegExp, schema: z.ZodType<string[]>) =>
  z.preprocess((value) => {
    if (typeof value !== 'string') return value ?? [];
    const parts = value.split(separator).map((part) => part.trim());
    return [...new Set(parts.filter((part) => part !== ''))];
  }, schema);

/** The form's own schema, with unions by their names and the reason of a change of stage. */
const schema = enterpriseWrite.omit({ unionIds: true, version: true }).extend({
  stage: z.enum(enterpriseStages),
  benchmarkReasons: listOf(/[；;\n]/, z.array(text(40, 1)).max(10)),
  unionNames: listOf(
    /[；;、\n]/,
    z
      .array(text(80, 2))
      .max(20)
      .transform((names) => names.toSorted()),
  ),
  note: text(500).nullish(),
});
type Values = z.infer<typeof schema>;

const fields = ['orgCode', ...enterpriseFacts, 'stage', 'unionNames'] as const;

const sameNames = (one: readonly string[], other: readonly string[]) => one.join('\n') === other.join('\n');

async function valuesOf(ctx: Ctx, rows: readonly EnterpriseRow[]): Promise<Map<string, Values>> {
  const covering = await coveringUnions(
    ctx,
    rows.map(({ id }) => id),
  );
  return new Map(
    rows.map((row) => {
      const unionNames = [...new Set(covering(row.id).map(({ name }) => name))].sort();
      return [row.id, { ...factsOf(row), orgCode: row.orgCode, stage: row.stage, unionNames }];
    }),
  );
}

const plainCode = (value: unknown) => (typeof value === 'string' ? value.replace(/\s/g, '').toUpperCase() : '');

async function match(ctx: Ctx, rows: readonly GivenRow[]): Promise<Matched<Values>[]> {
  const ids = rows.flatMap(({ id }) => id ?? []);
  const codes = rows.flatMap(({ id, given }) => (id ? [] : plainCode(given.uscc) || []));
  const known = await ctx.query<{ id: string; uscc: string }>(sql`
    select id, uscc from enterprises
    where province_code = left(${ctx.actor.orgCode}, 2) and (id = any(${ids}::uuid[]) or uscc = any(${codes}))
      and ${inOwnScope(ctx, 'enterprises')}`);
  const found = await enterpriseRows(ctx).findMany(
    known.map(({ id }) => id),
    { write: true },
  );
  const values = await valuesOf(ctx, found);
  const byId = new Map(found.map((row) => [row.id, row]));
  const byCode = new Map(found.map((row) => [row.uscc, row]));
  return rows.map(({ id, given }) => {
    const row = id ? byId.get(id) : byCode.get(plainCode(given.uscc));
    if (!row) {
      if (id) return { found: null, errors: { id: 'import-unknown-id' } };
      given.stage ??= given.unionNames ? 'established' : 'outreach';
      return { found: null };
    }
    const own = values.get(row.id)!;
    // Covered by a union and established are one and the same: the one brings the other where it is not said.
    given.stage ??= typeof given.unionNames === 'string' ? 'established' : row.stage;
    return { found: { id: row.id, version: row.version, values: own } };
  });
}

async function check(ctx: Ctx, rows: readonly ValidRow<Values>[]): Promise<(RowErrors | undefined)[]> {
  const named = await unionsNamed(
    ctx,
    rows.flatMap(({ values }) => values.unionNames),
  );
  const registered = rows.filter(({ values, found }) => found?.values.uscc !== values.uscc);
  const taken = await usccsTaken(
    ctx.query,
    ctx.actor.orgCode.slice(0, 2),
    registered.map(({ values }) => values.uscc),
  );
  const here = new Set(
    taken.size === 0
      ? []
      : (
          await ctx.query<{ uscc: string }>(sql`
            select uscc from enterprises
            where province_code = left(${ctx.actor.orgCode}, 2) and uscc = any(${[...taken]}) and ${inScope(ctx, 'enterprises')}`)
        ).map(({ uscc }) => uscc),
  );
  const province = ctx.actor.orgCode.slice(0, 2);
  const whom = taken.size > here.size ? ((await scoped(ctx, organisationEntity).find(province))?.name ?? '') : '';
  return rows.map((row) => {
    const { values, found } = row;
    const { stage, unionNames } = values;
    const errors: RowErrors = {};
    if (found && found.values.orgCode !== values.orgCode) errors.orgCode = 'import-no-move';
    if (registered.includes(row) && taken.has(values.uscc)) {
      errors.uscc = here.has(values.uscc) ? 'uscc-taken' : { code: 'uscc-elsewhere', params: { whom } };
    }
    if (found && lacksNote(found.values.stage, stage, values.note)) errors.note = 'reason-needed';
    if (stage !== 'established' && unionNames.length > 0) errors.stage = 'import-stage-has-union';
    for (const value of unionNames.filter((name) => !found?.values.unionNames.includes(name))) {
      const all = named(value).length;
      const code = all === 0 ? 'import-unknown-union' : 'import-ambiguous-union';
      if (all !== 1) errors.unionNames = { code, params: { value } };
    }
    const bare = stage === 'established' && unionNames.length === 0;
    if (bare && found?.values.stage !== 'established') errors.unionNames = 'union-needed';
    else if (bare && found && found.values.unionNames.length > 0) errors.unionNames = 'last-union';
    return errors;
  });
}

/** Rows under a lock, each with exactly the version that was seen. */
async function locked(
  ctx: Ctx,
  targets: readonly { id: string; version: number }[],
): Promise<Map<string, EnterpriseRow>> {
  const rows = await enterpriseRows(ctx).findMany(
    targets.map(({ id }) => id),
    { lock: true, write: true },
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (targets.some(({ id, version }) => byId.get(id)?.version !== version)) throw conflict('stale-version');
  return byId;
}

/** The ids of unions by their names: those that cover the enterprise already, and others that are told by their name. */
async function covers(ctx: Ctx, rows: readonly EnterpriseRow[], names: readonly string[]) {
  const ids = rows.map(({ id }) => id);
  const [all, seen, named] = [await unionsOf(ctx, ids), await coveringUnions(ctx, ids), await unionsNamed(ctx, names)];
  return {
    all,
    of(id: string, wanted: readonly string[]): string[] {
      const visible = seen(id);
      const elsewhere = all(id).filter((one) => !visible.some((union) => union.id === one));
      const chosen = wanted.flatMap((name) => {
        const there = visible.filter((union) => union.name === name);
        return (there.length > 0 ? there : named(name)).map((union) => union.id);
      });
      return [...new Set([...elsewhere, ...chosen])].sort();
    },
  };
}

async function write(ctx: Ctx, rows: readonly WritableRow<Values>[], namesLater: boolean): Promise<WrittenRow[]> {
  const known = rows.flatMap((row) => (row.target ? [{ ...row, target: row.target }] : []));
  const fresh = rows.filter(({ target }) => !target);
  const before = await locked(
    ctx,
    known.map(({ target }) => target),
  );
  const there = await valuesOf(ctx, [...before.values()]);
  const unions = await covers(
    ctx,
    [...before.values()],
    rows.flatMap(({ values }) => values.unionNames),
  );
  const created = await createMany(
    ctx,
    fresh.map(({ newId: id, values: { unionNames, ...body } }) => ({
      ...body,
      id,
      unionIds: unions.of('', unionNames),
    })),
    { namesLater },
  );
  const revisions = known.map(({ target, values }): Revision => {
    const row = before.get(target.id)!;
    const own = there.get(row.id)!;
    const { stage } = values;
    const all = unions.all(row.id);
    const same = stage === row.stage && sameNames(values.unionNames, own.unionNames);
    return {
      row,
      state: { stage: row.stage, stageSince: row.stageSince, unionIds: all },
      facts: factsOf(values),
      stage,
      unionIds: same ? all : stage === 'established' ? unions.of(row.id, values.unionNames) : [],
      note: values.note ?? null,
    };
  });
  const changed = await reviseMany(ctx, revisions);
  const written = (all: readonly EnterpriseRow[], from: readonly WritableRow<Values>[], isNew: boolean) =>
    all.map(({ id, version }, index): WrittenRow => {
      const { row, changes } = from[index]!;
      return { row, id, version, created: isNew, changes };
    });
  return [...written(created, fresh, true), ...written(changed, known, false)];
}

/** Stage and unions come back from what the row's own last step kept; facts from what the import changed. */
async function revert(ctx: Ctx, rows: readonly WrittenRow[]): Promise<void> {
  const before = await locked(ctx, rows);
  const edited = rows.filter(({ created }) => !created);
  const names = edited.flatMap(({ changes }) => (changes.unionNames?.[0] ?? []) as string[]);
  const unions = await covers(ctx, [...before.values()], names);
  const revisions = edited.map(({ id, changes }): Revision => {
    const row = before.get(id)!;
    const kept = changes.stage ? row.undo?.before : undefined;
    const old = Object.fromEntries(Object.entries(changes).map(([field, [was]]) => [field, was]));
    const unionIds =
      kept?.unionIds ?? (changes.unionNames ? unions.of(id, changes.unionNames[0] as string[]) : unions.all(id));
    const stage = kept?.stage ?? row.stage;
    if (stage === 'established' && unionIds.length === 0) throw conflict('nothing-to-withdraw');
    return {
      row,
      state: { stage: row.stage, stageSince: row.stageSince, unionIds: unions.all(id) },
      facts: factsOf({ ...row, ...old }),
      stage,
      unionIds,
      back: { stageSince: kept?.stageSince ?? row.stageSince },
    };
  });
  await reviseMany(ctx, revisions);
  await discardMany(
    ctx,
    rows.filter(({ created }) => created).map(({ id }) => before.get(id)!),
  );
}

export const enterprises: ImportKind<Values> = {
  kind: 'enterprises',
  columns,
  schema: schema as unknown as ImportKind<Values>['schema'],
  fields,
  searchKind: 'enterprises',
  label: ({ name }) => String(name ?? ''),
  naturalKey: ({ uscc }) => uscc,
  match,
  check,
  write: (ctx, rows, { namesLater }) => write(ctx, rows, namesLater),
  touched: (ctx, rows) =>
    touchedByVersion(
      ctx,
      {
        table: 'enterprises',
        resource: 'enterprises',
        held: sql`(t.visit_count > 0 or exists (
          select from letters l
          where l.province_code = t.province_code and l.enterprise_id = t.id and ${inScope(ctx, 'letters', 'l')}))`,
      },
      rows,
    ),
  revert,
};
