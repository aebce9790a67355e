import pg from 'pg';

export const OWNER = 'console_owner';
export const APP = 'console_app';

/**
 * However the server's role connects, nothing of it lasts for ever: background work has minutes, and requests less, by
 * what their own connections ask for (`dataSource.ts`). The owner, who migrates, has all the time there is.
 */
const appLimits = { statement_timeout: '5min', lock_timeout: '30s', idle_in_transaction_session_timeout: '60s' };

/**
 * Two roles, neither a superuser and neither above row security: one owns the schema and migrates it, the other is the
 * server's own and owns nothing.
 */
export async function ensureRoles(client: pg.Client, passwordOf: (role: string) => string): Promise<void> {
  for (const role of [OWNER, APP]) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    const password = pg.escapeLiteral(passwordOf(role));
    await client.query(
      `${rowCount ? 'alter' : 'create'} role ${role} login nosuperuser nobypassrls nocreaterole nocreatedb password ${password}`,
    );
  }
  for (const [name, value] of Object.entries(appLimits)) {
    await client.query(`alter role ${APP} set ${name} = ${pg.escapeLiteral(value)}`);
  }
}

/** A database of the owner's that only the server's role may enter beside it; a copy of `template` when one is given. */
export async function createDatabase(client: pg.Client, name: string, template = 'template1'): Promise<void> {
  const database = pg.escapeIdentifier(name);
  await client.query(`create database ${database} owner ${OWNER} template ${pg.escapeIdentifier(template)}`);
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect on database ${database} to ${APP}`);
}

export async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (!rowCount) await createDatabase(client, name);
}
