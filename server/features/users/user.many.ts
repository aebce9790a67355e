import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope } from '../../db/scoped.ts';
import { insertMany, removeMany, updateMany } from '../../db/sets.ts';
import { noPassword } from '../../db/platform.ts';
import { temporarySecrets } from '../auth/password.ts';
import { endSessionsOf, renameAllInSessions } from '../auth/sessions.service.ts';
import { changesBetween, recordEvents, type NewEvent } from '../events/event.service.ts';
import { userEntity, type UserRow } from './user.entity.ts';

export type NewAccount = Pick<UserRow, 'username' | 'name' | 'role' | 'orgCode' | 'unionId' | 'active'> & {
  id?: string;
};

type Step = { row: UserRow; action: string; changes?: NewEvent['changes'] };

/** The history of a reporter's account is the union's too. */
const noteMany = (ctx: Ctx, steps: readonly Step[]) =>
  recordEvents(
    ctx,
    steps.map(({ row: { id, orgCode, unionId }, action, changes = null }) => ({
      subjectType: 'users' as const,
      subjectId: id,
      orgCode,
      unionId,
      action,
      changes,
    })),
  );

/** New accounts whose posts were checked. Nobody can sign in to them before `givePasswords`. */
export async function createAccounts(ctx: Ctx, accounts: readonly NewAccount[]): Promise<UserRow[]> {
  const rows = await insertMany(
    ctx,
    userEntity,
    accounts.map((account) => ({
      ...account,
      passwordHash: noPassword,
      mustChangePassword: true,
      demo: false,
      version: 1,
    })),
  );
  await noteMany(
    ctx,
    rows.map((row) => ({
      row,
      action: 'create',
      changes: changesBetween({} as UserRow, row, ['role', 'orgCode']),
    })),
  );
  return rows;
}

const kept = ['name', 'role', 'orgCode', 'unionId', 'active'] as const;

/** Other posts, names and states of accounts, checked before. Whoever may do something else now is signed out. */
export async function reviseAccounts(
  ctx: Ctx,
  revisions: readonly { row: UserRow; next: Omit<NewAccount, 'username'> }[],
): Promise<UserRow[]> {
  const rows = await updateMany(
    ctx,
    userEntity,
    kept,
    revisions.map(({ row, next }) => ({ ...row, ...next, id: row.id })),
  );
  const pairs = rows.map((after, index) => ({ before: revisions[index]!.row, after }));
  await noteMany(
    ctx,
    pairs.flatMap(({ before, after }) => {
      const changes = changesBetween(before, after, ['name', 'role', 'orgCode', 'unionId']);
      const switched = before.active !== after.active;
      return [
        ...(Object.keys(changes).length > 0 ? [{ row: after, action: 'edit', changes }] : []),
        ...(switched
          ? [
              {
                row: after,
                action: after.active ? 'enable' : 'disable',
                changes: changesBetween(before, after, ['active']),
              },
            ]
          : []),
      ];
    }),
  );
  const rights = ['role', 'orgCode', 'unionId', 'active'] as const;
  const moved = new Set(
    pairs.flatMap(({ before, after }) => (rights.some((one) => before[one] !== after[one]) ? [after.id] : [])),
  );
  await endSessionsOf(ctx, [...moved]);
  await renameAllInSessions(
    ctx,
    pairs.flatMap(({ before, after: { id, name } }) => (before.name !== name && !moved.has(id) ? [{ id, name }] : [])),
  );
  return rows;
}

/** Only accounts that nobody has ever used. */
export async function discardAccounts(ctx: Ctx, rows: readonly UserRow[]): Promise<void> {
  if (rows.length === 0) return;
  await removeMany(ctx, userEntity, rows);
  await noteMany(
    ctx,
    rows.map((row) => ({ row, action: 'delete' })),
  );
}

/** How many of these accounts have never been given a password. */
export async function withoutPassword(ctx: Ctx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const [row] = await ctx.query<{ n: number }>(sql`
    select count(*)::int as n from users
    where id = any(${ids}) and password_hash = ${noPassword} and ${inOwnScope(ctx, 'users')}`);
  return row!.n;
}

export type FirstPassword = { username: string; name: string; orgCode: string; password: string };

/**
 * First passwords for those of these accounts that have none yet: told here once and kept nowhere. Accounts that got
 * one already, by this or by a reset, are left alone.
 */
export async function givePasswords(ctx: Ctx, ids: readonly string[]): Promise<FirstPassword[]> {
  const rows = await ctx.query<Pick<UserRow, 'id' | 'username' | 'name' | 'orgCode' | 'unionId'>>(sql`
    select id, username, name, org_code as "orgCode", union_id as "unionId" from users
    where id = any(${ids}) and password_hash = ${noPassword} and ${inOwnScope(ctx, 'users')}
    order by org_code, username for update`);
  if (rows.length === 0) return [];
  const secrets = await temporarySecrets(rows.map(({ username }) => username));
  const given = rows.map(({ id }, index) => ({ id, hash: secrets[index]!.hash }));
  await ctx.query(sql`
    update users t set password_hash = p.hash
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as p (id uuid, hash text)
    where t.id = p.id and ${inOwnScope(ctx, 'users', 't')}`);
  await noteMany(
    ctx,
    rows.map((row) => ({ row: row as UserRow, action: 'reset-password' })),
  );
  return rows.map(({ username, name, orgCode }, index) => ({
    username,
    name,
    orgCode,
    password: secrets[index]!.password,
  }));
}
