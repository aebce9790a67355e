import sql from 'sql-template-tag';
import { withMaskedNumbers } from '../../../../shared/rules/masking.ts';
import { unionTallies } from '../../../../shared/rules/standing.ts';
import { unionWrite, type UnionWrite } from '../../../../shared/unions.ts';
import type { Ctx } from '../../../ctx.ts';
import { indexNames, type Named } from '../../../db/grams.ts';
import { inOwnScope, inScope } from '../../../db/scoped.ts';
import { openRows } from '../../../db/sealed.ts';
import { insertMany, removeMany, updateMany } from '../../../db/sets.ts';
import { conflict } from '../../../errors.ts';
import { recordEvents, type NewEvent } from '../../events/event.service.ts';
import { recordShifts, standingShifts } from '../../progress/ledger.ts';
import { unionEntity, type UnionRow } from '../../unions/union.entity.ts';
import type { GivenRow, ImportKind, Matched, RowErrors, ValidRow, WrittenRow } from '../kind.ts';
import { touchedByVersion } from '../touched.ts';
import { unionColumns, unionFields as fields, type UnionField as Field } from './unions.columns.ts';

type Values = UnionWrite;

const valuesOf = (row: Pick<UnionRow, Field>): Values =>
  Object.fromEntries(fields.map((field) => [field, row[field]])) as unknown as Values;

type There = Pick<UnionRow, Field | 'id' | 'version' | 'endedOn'> & { row: number };

const there = sql`u.id, u.version, u.ended_on as "endedOn", u.org_code as "orgCode", u.name, u.kind, u.ownership, u.employees,
  u.members, u.female_members as "femaleMembers", u.founded_on as "foundedOn", u.term_ends_on as "termEndsOn",
  u.certificate_no as "certificateNo", u.certificate_ends_on as "certificateEndsOn", u.chair_name as "chairName",
  u.chair_phone as "chairPhone", u.active`;

async function match(ctx: Ctx, rows: readonly GivenRow[]): Promise<Matched<Values>[]> {
  const byId = rows.flatMap(({ row, id }) => (id ? [{ row, id }] : []));
  const byName = rows.flatMap(({ row, id, given }) =>
    !id && typeof given['orgCode'] === 'string' && typeof given['name'] === 'string'
      ? [{ row, org_code: given['orgCode'], name: given['name'].trim() }]
      : [],
  );
  const [first, second] = await Promise.all([
    byId.length === 0
      ? []
      : ctx.query<There>(sql`
          select w.row, ${there} from jsonb_to_recordset(${JSON.stringify(byId)}::jsonb) as w (row int, id uuid)
          join unions u on u.province_code = left(${ctx.actor.orgCode}, 2) and u.id = w.id
          where ${inOwnScope(ctx, 'unions', 'u')}`),
    byName.length === 0
      ? []
      : ctx.query<There>(sql`
          select w.row, ${there}
          from jsonb_to_recordset(${JSON.stringify(byName)}::jsonb) as w (row int, org_code text, name text)
          join unions u on u.province_code = left(${ctx.actor.orgCode}, 2) and u.org_code = w.org_code and u.name = w.name
          where ${inOwnScope(ctx, 'unions', 'u')}`),
  ]);
  const found = new Map(openRows(ctx, 'unions', [...first, ...second]).map((one) => [one.row, one]));
  return rows.map(({ row, id }) => {
    const one = found.get(row);
    if (!one) return id ? { found: null, errors: { id: 'import-unknown-id' } } : { found: null };
    const errors: RowErrors = one.endedOn ? { '': 'union-ended' } : {};
    return { found: { id: one.id, version: one.version, values: valuesOf(one) }, errors };
  });
}

/** What the form's own service asks, for many: no move by import, no name that another union has. */
async function check(ctx: Ctx, rows: readonly ValidRow<Values>[]): Promise<(RowErrors | undefined)[]> {
  const renamed = rows.flatMap(({ row, values, found }) =>
    found && found.values.name !== values.name
      ? [{ row, id: found.id, org_code: values.orgCode, name: values.name }]
      : [],
  );
  const taken =
    renamed.length === 0
      ? []
      : await ctx.query<{ row: number }>(sql`
          select w.row from jsonb_to_recordset(${JSON.stringify(renamed)}::jsonb) as w (row int, id uuid, org_code text, name text)
          join unions u on u.province_code = left(w.org_code, 2) and u.org_code = w.org_code and u.name = w.name and u.id <> w.id
          where ${inOwnScope(ctx, 'unions', 'u')}`);
  const takenRows = new Set(taken.map(({ row }) => row));
  return rows.map(({ row, values, found }) => ({
    ...(found && found.values.orgCode !== values.orgCode ? { orgCode: 'import-no-move' as const } : {}),
    ...(takenRows.has(row) ? { name: 'name-taken' as const } : {}),
  }));
}

const named = (rows: readonly Pick<UnionRow, 'id' | 'orgCode' | 'name' | 'chairName'>[]): Named[] =>
  rows.map(({ id, orgCode, name, chairName }) => ({ id, orgCode, texts: [name, chairName] }));

const counted = (row: UnionRow | null) => row && { orgCode: row.orgCode, tallies: unionTallies(row) };

/** What becomes of many unions: the counts of the registers, and, unless that comes later, the names of the new ones. */
async function follow(
  ctx: Ctx,
  pairs: readonly [UnionRow | null, UnionRow | null][],
  namesLater = false,
): Promise<void> {
  await recordShifts(
    ctx,
    pairs.flatMap(([before, after]) => standingShifts(counted(before), counted(after))),
  );
  const kept = namesLater ? pairs.filter(([before]) => before) : pairs;
  await indexNames(
    ctx,
    'unions',
    named(kept.flatMap(([before]) => before ?? [])),
    named(kept.flatMap(([, after]) => after ?? [])),
  );
}

const event = (row: Pick<UnionRow, 'id' | 'orgCode'>, step: Pick<NewEvent, 'action' | 'changes'>): NewEvent => ({
  subjectType: 'unions',
  subjectId: row.id,
  orgCode: row.orgCode,
  unionId: row.id,
  ...step,
});

/** Rows as they stand, in id order under a lock, each with exactly the version that was seen. */
async function locked(ctx: Ctx, targets: readonly { id: string; version: number }[]): Promise<Map<string, UnionRow>> {
  if (targets.length === 0) return new Map();
  const rows = await ctx.query<UnionRow>(sql`
    select ${there}, u.province_code as "provinceCode", u.six_haves as "sixHaves", u.standard,
      u.created_at as "createdAt", u.updated_at as "updatedAt"
    from unions u
    where u.province_code = left(${ctx.actor.orgCode}, 2) and u.id = any(${targets.map(({ id }) => id)}::uuid[])
      and ${inOwnScope(ctx, 'unions', 'u')}
    order by u.id for update`);
  const byId = new Map(openRows(ctx, 'unions', rows).map((row) => [row.id, row]));
  if (targets.some(({ id, version }) => byId.get(id)?.version !== version)) throw conflict('stale-version');
  return byId;
}

const patchOf = (values: Values) =>
  Object.fromEntries(fields.map((field) => [field, values[field] ?? null])) as unknown as Pick<UnionRow, Field>;

export const unions: ImportKind<Values> = {
  kind: 'unions',
  columns: unionColumns,
  schema: unionWrite as ImportKind<Values>['schema'],
  fields,
  searchKind: 'unions',
  label: ({ name }) => String(name ?? ''),
  naturalKey: ({ orgCode, name }) => `${orgCode}/${name}`,
  match,
  check,
  async write(ctx, rows, { namesLater }) {
    const fresh = rows.filter(({ target }) => !target);
    const known = rows.filter(({ target }) => target);
    const before = await locked(
      ctx,
      known.map(({ target }) => target!),
    );
    const created = await insertMany(
      ctx,
      unionEntity,
      fresh.map(({ values, newId }) => ({ id: newId, ...patchOf(values) })),
    );
    const changed = await updateMany(
      ctx,
      unionEntity,
      fields,
      known.map(({ target, values }) => ({ ...before.get(target!.id)!, ...patchOf(values) })),
    );
    await recordEvents(ctx, [
      ...created.map((row) => event(row, { action: 'create' })),
      ...known.map(({ target, changes }) =>
        event(before.get(target!.id)!, { action: 'edit', changes: withMaskedNumbers(changes) }),
      ),
    ]);
    await follow(
      ctx,
      [
        ...created.map((row): [null, UnionRow] => [null, row]),
        ...changed.map((row): [UnionRow, UnionRow] => [before.get(row.id)!, row]),
      ],
      namesLater,
    );
    const written = (row: UnionRow, index: number, from: typeof rows, isNew: boolean): WrittenRow => ({
      row: from[index]!.row,
      id: row.id,
      version: row.version,
      created: isNew,
      changes: from[index]!.changes,
    });
    return [
      ...created.map((row, index) => written(row, index, fresh, true)),
      ...changed.map((row, index) => written(row, index, known, false)),
    ];
  },
  touched: (ctx, rows) =>
    touchedByVersion(
      ctx,
      {
        table: 'unions',
        resource: 'unions',
        held: sql`(
          exists (select from inspections i where i.province_code = t.province_code and i.union_id = t.id and ${inScope(ctx, 'inspections', 'i')})
          or exists (select from enterprise_unions l where l.province_code = t.province_code and l.union_id = t.id and ${inScope(ctx, 'enterprise_unions', 'l')})
          or exists (select from users a where a.union_id = t.id and ${inScope(ctx, 'users', 'a')}))`,
      },
      rows,
    ),
  async revert(ctx, rows) {
    const before = await locked(ctx, rows);
    const made = rows.filter(({ created }) => created).map(({ id }) => before.get(id)!);
    const edited = rows.filter(({ created }) => !created);
    const back = await updateMany(
      ctx,
      unionEntity,
      fields,
      edited.map(({ id, changes }) => ({
        ...before.get(id)!,
        ...Object.fromEntries(Object.entries(changes).map(([field, [old]]) => [field, old])),
      })),
    );
    await removeMany(ctx, unionEntity, made);
    await recordEvents(ctx, [
      ...made.map((row) => event(row, { action: 'delete' })),
      ...edited.map(({ id, changes }) =>
        event(before.get(id)!, {
          action: 'edit',
          changes: withMaskedNumbers(
            Object.fromEntries(Object.entries(changes).map(([field, [old, now]]) => [field, [now, old]])),
          ),
        }),
      ),
    ]);
    await follow(ctx, [
      ...made.map((row): [UnionRow, null] => [row, null]),
      ...back.map((row): [UnionRow, UnionRow] => [before.get(row.id)!, row]),
    ]);
  },
};
