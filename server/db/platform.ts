import type pg from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import type { Actor, Role } from '../../shared/permissions.ts';
import type { Day } from '../../shared/rules/days.ts';
import { levelOf, NATION } from '../../shared/rules/orgCode.ts';
import type { Ctx } from '../ctx.ts';

/** What sign-in needs to know of a person, whoever's tenant it is. `active` covers organisation and province too. */
export type Account = {
  id: string;
  username: string;
  name: string;
  role: Role;
  orgCode: string;
  unionId: string | null;
  passwordHash: string;
  mustChangePassword: boolean;
  active: boolean;
};

type Query = Ctx['query'];

/** The same `query` as a ctx has, before there is one: no transaction and no scope, so tenant tables show nothing. */
export function queryOf(pool: pg.Pool): Query {
  return async <R>(statement: Sql) => (await pool.query(statement.text, statement.values)).rows as R[];
}

/** The account of that name or id in any tenant. Demo accounts never have to change their first password. */
export async function findAccount(query: Query, by: { username: string } | { id: string }): Promise<Account | null> {
  const { username = null, id = null } = by as { username?: string; id?: string };
  const rows = await query<Account>(sql`
    select id, username, name, role, org_code as "orgCode", union_id as "unionId", password_hash as "passwordHash",
      must_change_password and not demo as "mustChangePassword", active
    from platform_account(${username}, ${id})`);
  return rows[0] ?? null;
}

/** The owner of an API token that has not expired; the use is noted. */
export async function findTokenOwner(query: Query, hash: string, today: Day): Promise<Account | null> {
  const [row] = await query<{ id: string | null }>(sql`select platform_account_of_token(${hash}, ${today}) as id`);
  return row?.id ? findAccount(query, { id: row.id }) : null;
}

/** Notes the sign-in and holds the account until the transaction ends, so that nobody changes its rights meanwhile. */
export async function noteSignIn(query: Query, id: string, at: Date): Promise<void> {
  await query(sql`select platform_signed_in(${id}, ${at})`);
}

export async function setPassword(query: Query, id: string, hash: string, at: Date): Promise<void> {
  await query(sql`select platform_set_password(${id}, ${hash}, ${at})`);
}

export function actorFrom(account: Account): Actor {
  const { id, username, name, role, orgCode, unionId } = account;
  return { id, username, name, role, orgCode, level: levelOf(orgCode), unionId };
}

/** The product itself, where nobody is signed in yet: sees organisations and accounts, no business data. */
export const platformActor: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  username: 'platform',
  name: '平台',
  role: 'operator',
  orgCode: NATION,
  level: 'nation',
  unionId: null,
};
