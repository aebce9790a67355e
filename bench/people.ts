import type { BenchDatabase } from './database.ts';

const PREFIX = 'bench-';

/** Officers of these organisations with the demo password, for as long as the measurement takes. */
export async function hire({ admin }: BenchDatabase, orgCodes: readonly string[]): Promise<string[]> {
  await admin.query(
    `insert into users (username, name, role, org_code, password_hash, must_change_password)
     select $2 || code, '测量员', 'officer', code, (select password_hash from users where username = 'nmg-officer'), false
     from unnest($1::text[]) as wanted (code) on conflict do nothing`,
    [orgCodes, PREFIX],
  );
  return orgCodes.map((code) => PREFIX + code);
}

/** Chairs of these unions, likewise. */
export async function hireChairs({ admin }: BenchDatabase, unionIds: readonly string[]): Promise<string[]> {
  const { rows } = await admin.query<{ username: string }>(
    `insert into users (username, name, role, org_code, union_id, password_hash, must_change_password)
     select $2 || id, '测量员', 'reporter', org_code, id, (select password_hash from users where username = 'nmg-officer'), false
     from unions where id = any($1::uuid[]) and province_code = any(select left(code, 2) from organisations where level = 'province')
     on conflict do nothing returning username`,
    [unionIds, PREFIX],
  );
  return rows.map(({ username }) => username);
}

export async function dismissAll({ admin }: BenchDatabase): Promise<void> {
  await admin.query("delete from sessions where sess -> 'actor' ->> 'username' like $1", [`${PREFIX}%`]);
  await admin.query('delete from users where username like $1', [`${PREFIX}%`]);
}
