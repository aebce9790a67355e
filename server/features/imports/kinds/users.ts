import sql, { empty } from 'sql-template-tag';
import { z } from 'zod';
import { grantableRoles, roles } from '../../../../shared/permissions.ts';
import { keepsAccount } from '../../../../shared/rules/accounts.ts';
import { isAtOrAbove } from '../../../../shared/rules/orgCode.ts';
import { orgCode, text } from '../../../../shared/schema.ts';
import { username } from '../../../../shared/users.ts';
import { words } from '../../../../shared/words.ts';
import { w } from '../../../../shared/words/word.ts';
import type { Ctx } from '../../../ctx.ts';
import { usernamesTaken } from '../../../db/platform.ts';
import { inOwnScope, inScope } from '../../../db/scoped.ts';
import { conflict } from '../../../errors.ts';
import { unionsNamed } from '../../unions/union.named.ts';
import type { UserRow } from '../../users/user.entity.ts';
import { createAccounts, discardAccounts, reviseAccounts, type NewAccount } from '../../users/user.many.ts';
import { choicesOf, exported } from '../headings.ts';
import type {
  GivenRow,
  ImportColumn,
  ImportKind,
  Matched,
  RowErrors,
  ValidRow,
  WritableRow,
  WrittenRow,
} from '../kind.ts';
import { touchedByVersion } from '../touched.ts';

/** The form's own schema, with the union by its name and the state of the account. */
const schema = z
  .object({
    username,
    name: text(40, 1),
    role: z.enum(roles),
    orgCode,
    unionName: text(80).nullish(),
    active: z.boolean().default(true),
  })
  .refine(({ role, unionName }) => (role === 'reporter') === Boolean(unionName), {
    path: ['unionName'],
    params: { key: 'reporter-needs-union' },
  });
type Values = z.infer<typeof schema>;

const fields = ['username', 'name', 'role', 'orgCode', 'unionName', 'active'] as const;

function columns({ actor, language }: Ctx): ImportColumn[] {
  const mine = grantableRoles(actor.role);
  const granted = Object.fromEntries(Object.entries(words.role).filter(([role]) => mine.some((one) => one === role)));
  return [
    {
      ...exported('users', 'username'),
      kind: 'code',
      required: true,
      synonyms: ['账号', '登录名', '登录账号', '用户', 'Account', 'Login'],
      example: 'xincheng-zhangsan',
      note: w(
        '3 至 32 个小写字母、数字、点、横线，以字母开头；已有的用户名按更新处理。',
        '3 to 32 letters, digits, dots, dashes, a letter first. A known username is an update.',
      ),
    },
    {
      ...exported('users', 'name'),
      kind: 'text',
      required: true,
      synonyms: ['名字', '人员姓名', '使用人', '联系人', 'Full name'],
      example: '张三',
    },
    {
      ...exported('users', 'role'),
      kind: 'choice',
      required: true,
      synonyms: ['角色', '权限', '职务', '用户类型'],
      choices: choicesOf(granted, language),
      example: words.role.officer[language],
    },
    {
      ...exported('users', 'orgCode'),
      kind: 'organisation',
      required: true,
      width: 24,
      synonyms: ['所属地区', '组织', '单位', '所在单位', '所属工会', '所属单位', 'Org', 'Area'],
      note: w(
        '本级及下级组织的名称。填报人填工会所在的组织。',
        'The name of an organisation of yours; of a reporter that of the union.',
      ),
    },
    { ...exported('users', 'orgPath'), kind: 'organisation', synonyms: ['组织全称'], hidden: true },
    {
      ...exported('users', 'unionName'),
      kind: 'text',
      synonyms: ['基层工会', '工会名称', '所属基层工会名称', '填报工会', 'Union name'],
      note: w('只有“基层工会填报人”填写。', 'For union reporters alone.'),
    },
    { ...exported('users', 'active'), kind: 'flag', synonyms: ['是否启用', '状态', '在用'], hidden: true },
  ];
}

type There = UserRow & { unionName: string | null };

/** Accounts by id or by username within the scope, with the names of the unions that they answer for. */
const accounts = (ctx: Ctx, by: { ids: readonly string[]; usernames?: readonly string[] }, lock = false) =>
  ctx.query<There>(sql`
    select t.id, t.username, t.name, t.role, t.org_code as "orgCode", t.union_id as "unionId", t.active, t.version,
      t.last_login_at as "lastLoginAt", u.name as "unionName"
    from users t
    left join unions u on u.province_code = left(t.org_code, 2) and u.id = t.union_id and ${inScope(ctx, 'unions', 'u')}
    where (t.id = any(${[...by.ids]}::uuid[]) or t.username = any(${[...(by.usernames ?? [])]}::text[]))
      and ${inOwnScope(ctx, 'users', 't')}
    order by t.id ${lock ? sql`for update of t` : empty}`);

const plainName = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : '');

async function match(ctx: Ctx, rows: readonly GivenRow[]): Promise<Matched<Values>[]> {
  const known = await accounts(ctx, {
    ids: rows.flatMap(({ id }) => id ?? []),
    usernames: rows.flatMap(({ id, given }) => (id ? [] : plainName(given.username) || [])),
  });
  const byId = new Map(known.map((row) => [row.id, row]));
  const byName = new Map(known.map((row) => [row.username, row]));
  return rows.map(({ id, given }): Matched<Values> => {
    const row = id ? byId.get(id) : byName.get(plainName(given.username));
    if (!row) return { found: null, ...(id ? { errors: { id: 'import-unknown-id' } } : {}) };
    const { username: known, name, role, orgCode: place, unionName, active } = row;
    if (typeof given.username === 'string') given.username = plainName(given.username);
    // A reporter stands where the union stands: naming an organisation above it says nothing else.
    const sameUnion = role === 'reporter' && (given.unionName === undefined || given.unionName === unionName);
    if (sameUnion && typeof given.orgCode === 'string' && isAtOrAbove(given.orgCode, place)) given.orgCode = place;
    return {
      found: {
        id: row.id,
        version: row.version,
        values: { username: known, name, role, orgCode: place, unionName, active },
      },
    };
  });
}

const moves = (values: Values, found: Values) =>
  (['role', 'orgCode', 'unionName'] as const).some((field) => (values[field] ?? null) !== (found[field] ?? null));

const differs = (values: Values, found: Values) =>
  fields.some((field) => (values[field] ?? null) !== (found[field] ?? null));

/** The unions of these names that stand at or below where the row says; a reporter's union is one of them. */
async function unionsAt(ctx: Ctx, rows: readonly { values: Values }[]) {
  const named = await unionsNamed(
    ctx,
    rows.flatMap(({ values }) => (values.role === 'reporter' ? (values.unionName ?? []) : [])),
  );
  return ({ orgCode: place, unionName }: Values) => {
    const below = named(unionName ?? '').filter((union) => isAtOrAbove(place, union.orgCode));
    const here = below.filter((union) => union.orgCode === place);
    return here.length > 0 ? here : below;
  };
}

async function check(ctx: Ctx, rows: readonly ValidRow<Values>[]): Promise<(RowErrors | undefined)[]> {
  const { actor } = ctx;
  const unions = await unionsAt(ctx, rows);
  const fresh = rows.filter(({ found }) => !found);
  const taken = await usernamesTaken(
    ctx.query,
    fresh.map(({ values }) => values.username),
  );
  return rows.map(({ values, found }) => {
    const errors: RowErrors = {};
    if (!found && taken.has(values.username)) errors.username = 'username-taken';
    if (found && !differs(values, found.values)) return errors;
    if (found && values.username !== found.values.username) errors.username = 'import-username-stays';
    if (found && !keepsAccount(actor, found.values)) errors[''] = 'role-forbidden';
    if (found?.id === actor.id && moves(values, found.values)) errors.role = 'own-role';
    if (found?.id === actor.id && !values.active) errors.active = 'own-account';
    if (found && !moves(values, found.values)) return errors;
    if (!grantableRoles(actor.role).includes(values.role)) errors.role = 'above-own-role';
    else if (!keepsAccount(actor, values)) errors.orgCode = 'outside-scope';
    if (values.role !== 'reporter') return errors;
    const all = unions(values).length;
    const code = all === 0 ? 'import-unknown-union' : 'import-ambiguous-union';
    if (all !== 1) errors.unionName = { code, params: { value: values.unionName } };
    return errors;
  });
}

/** Rows under a lock, each with exactly the version that was seen. */
async function locked(ctx: Ctx, targets: readonly { id: string; version: number }[]): Promise<Map<string, There>> {
  const rows = await accounts(ctx, { ids: targets.map(({ id }) => id) }, true);
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (targets.some(({ id, version }) => byId.get(id)?.version !== version)) throw conflict('stale-version');
  return byId;
}

async function write(ctx: Ctx, rows: readonly WritableRow<Values>[]): Promise<WrittenRow[]> {
  const unions = await unionsAt(ctx, rows);
  const before = await locked(
    ctx,
    rows.flatMap(({ target }) => target ?? []),
  );
  const account = ({ values, target, newId }: WritableRow<Values>): NewAccount => {
    const { unionName, ...named } = values;
    const own = { ...named, id: target?.id ?? newId };
    const row = target && before.get(target.id);
    const stays = row && (row.unionName ?? null) === (unionName ?? null) && row.orgCode === own.orgCode;
    if (own.role !== 'reporter') return { ...own, unionId: null };
    if (stays) return { ...own, unionId: row.unionId };
    const union = unions(values)[0];
    if (!union) throw conflict('stale-version');
    return { ...own, orgCode: union.orgCode, unionId: union.id };
  };
  const fresh = rows.filter(({ target }) => !target);
  const known = rows.filter(({ target }) => target);
  const created = await createAccounts(ctx, fresh.map(account));
  const changed = await reviseAccounts(
    ctx,
    known.map((row) => ({ row: before.get(row.target!.id)!, next: account(row) })),
  );
  const written = (all: readonly UserRow[], from: readonly WritableRow<Values>[], isNew: boolean) =>
    all.map(({ id, version }, index): WrittenRow => {
      const { row, changes } = from[index]!;
      return { row, id, version, created: isNew, changes };
    });
  return [...written(created, fresh, true), ...written(changed, known, false)];
}

async function revert(ctx: Ctx, rows: readonly WrittenRow[]): Promise<void> {
  const before = await locked(ctx, rows);
  const edited = rows.filter(({ created }) => !created);
  const olds = edited.map(({ id, changes }) => {
    const old = Object.fromEntries(Object.entries(changes).map(([field, [was]]) => [field, was]));
    return { ...before.get(id)!, ...old } as There;
  });
  const unions = await unionsAt(
    ctx,
    olds.map((values) => ({ values })),
  );
  await reviseAccounts(
    ctx,
    olds.map((old, index) => {
      const { changes } = edited[index]!;
      const { name, role, orgCode: place, active } = old;
      const moved = changes.unionName !== undefined || changes.orgCode !== undefined;
      const unionId = role !== 'reporter' ? null : moved ? unions(old)[0]?.id : old.unionId;
      if (unionId === undefined) throw conflict('union-ended');
      return { row: before.get(old.id)!, next: { name, role, orgCode: place, unionId, active } };
    }),
  );
  await discardAccounts(
    ctx,
    rows.filter(({ created }) => created).map(({ id }) => before.get(id)!),
  );
}

export const users: ImportKind<Values> = {
  kind: 'users',
  columns,
  schema: schema as unknown as ImportKind<Values>['schema'],
  fields,
  label: ({ name, username: account }) => [name, account].filter(Boolean).join(' · '),
  naturalKey: ({ username: account }) => account,
  match,
  check,
  write,
  // Whoever has signed in is no fresh account any more: it is disabled by hand, because the history names it.
  touched: (ctx, rows) =>
    touchedByVersion(ctx, { table: 'users', resource: 'users', held: sql`t.last_login_at is not null` }, rows),
  revert,
};
