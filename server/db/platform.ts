import type pg from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import type { Actor, Role } from '../../shared/permissions.ts';
import type { Day } from '../../shared/rules/days.ts';
import { levelOf, NATION } from '../../shared/rules/orgCode.ts';
import type { Ctx } from '../ctx.ts';

/** Kept in place of a hash by an account that nobody has been given a password for: nothing fits it. */
export const noPassword = '!';

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
  /** Demo accounts are exempt from what a tenant asks of its people's sign-in. */
  demo: boolean;
  active: boolean;
};

type Query = Ctx['query'];

/** The same `query` as a ctx has, before there is one: no transaction and no scope, so tenant tables show nothing. */
export function queryOf(pool: pg.Pool): Query {
  return async <R>(statement: Sql) => (await pool.query(statement.text, statement.values)).rows as R[];
}

/**
 * The account of that name or id in any tenant. Demo accounts never have to change their first password, and whoever was
 * given none (`noPassword`) has none to change.
 */
export async function findAccount(query: Query, by: { username: string } | { id: string }): Promise<Account | null> {
  const { username = null, id = null } = by as { username?: string; id?: string };
  const rows = await query<Account>(sql`
    select id, username, name, role, org_code as "orgCode", union_id as "unionId", password_hash as "passwordHash",
      must_change_password and not demo and password_hash <> ${noPassword} as "mustChangePassword", demo, active
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

/** Whether any organisation of the province has registered an enterprise of this code: yes or no, nothing else of it. */
export async function usccTaken(query: Query, province: string, uscc: string): Promise<boolean> {
  const [row] = await query<{ taken: boolean }>(sql`select platform_uscc_taken(${province}, ${uscc}) as taken`);
  return row!.taken;
}

/** Which of these codes any organisation of the province has registered, in one statement. */
export async function usccsTaken(query: Query, province: string, usccs: readonly string[]): Promise<Set<string>> {
  if (usccs.length === 0) return new Set();
  const rows = await query<{ uscc: string }>(sql`
    select uscc from unnest(${usccs}::text[]) as wanted (uscc) where platform_uscc_taken(${province}, uscc)`);
  return new Set(rows.map(({ uscc }) => uscc));
}

/** Which of these usernames any tenant has, in one statement; nothing else of the accounts. */
export async function usernamesTaken(query: Query, usernames: readonly string[]): Promise<Set<string>> {
  if (usernames.length === 0) return new Set();
  const rows = await query<{ username: string }>(sql`
    select username from unnest(${usernames}::text[]) as wanted (username)
    where exists (select from platform_account(wanted.username, null))`);
  return new Set(rows.map(({ username }) => username));
}

/** Counts an enterprise's visits anew, wherever they were made, and holds the enterprise until the transaction ends. */
export async function countVisits(query: Query, province: string, enterpriseId: string): Promise<void> {
  await query(sql`select platform_count_visits(${province}, ${enterpriseId})`);
}

/** The campaigns in which a union has an inspection, wherever it was counted. */
export async function campaignsOfUnion(query: Query, province: string, unionId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(sql`select platform_union_campaigns(${province}, ${unionId}) as id`);
  return rows.map(({ id }) => id);
}

/** Whether a union has unfinished work or covers enterprises outside of a range of organisations: yes or no. */
export async function unionTiesOutside(
  query: Query,
  province: string,
  unionId: string,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const [row] = await query<{ tied: boolean }>(
    sql`select platform_union_tied_outside(${province}, ${unionId}, ${from}, ${to}) as tied`,
  );
  return row!.tied;
}

/** Notes a file that is about to be kept, so that it is found again if no row ever names it. */
export async function noteFile(query: Query, sha256: string): Promise<void> {
  await query(sql`select platform_note_file(${sha256})`);
}

/** Removes uploads that no record has used since then, at most so many; answers how many there were. */
export async function forgetUnusedUploads(query: Query, before: Date, most: number): Promise<number> {
  const [row] = await query<{ gone: number }>(sql`select platform_forget_unused(${before}, ${most}) as gone`);
  return row!.gone;
}

/** Forgets files and rows of imports, and exports, that are older than these; answers how many of them there were. */
export async function forgetFiles(
  query: Query,
  { imports, exports, most }: { imports: Date; exports: Date; most: number },
): Promise<number> {
  const [row] = await query<{ gone: number }>(
    sql`select platform_forget_files(${imports}, ${exports}, ${most}) as gone`,
  );
  return row!.gone;
}

/** Has the database count again what searches are planned by; after very many new names. */
export async function analyseNames(query: Query): Promise<void> {
  await query(sql`select platform_analyse_names()`);
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
