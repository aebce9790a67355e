import pg from 'pg';
import type { FileStore } from '../files.ts';
import { hashesOf } from '../backup/files.ts';
import { resetTree } from '../features/organisations/tree.ts';
import { tenantTables, type TenantTable } from './tables.ts';
import { tenantOf } from './tenant.ts';

export type Eraser = { ownerUrl: string; files: Pick<FileStore, 'remove'> };

export type Erased = {
  name: string;
  /** Of each table that had any. */
  rows: Record<string, number>;
  files: number;
};

/** How many rows of each table are the tenant's; tables without any are left out. */
export async function rowsOf(
  client: pg.Client,
  tables: readonly TenantTable[],
  province: string,
): Promise<Record<string, number>> {
  const counts = tables.map(
    ({ name, mine }) => `select '${name}' as name, count(*)::bigint as rows from "${name}" t where ${mine}`,
  );
  const { rows } = await client.query<{ name: string; rows: string }>(
    `select name, rows from (${counts.join(' union all ')}) c where rows > 0`,
    [province],
  );
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, Number(count)]));
}

/** Children before their parents, and what is found by the accounts before these. */
function inOrderOfErasing(tables: readonly TenantTable[]): TenantTable[] {
  const last = tables.toReversed();
  return [...last.filter(({ byPerson }) => byPerson), ...last.filter(({ byPerson }) => !byPerson)];
}

/** Removes a file that no row of any table names any more; whoever keeps the same bytes waits at their note meanwhile. */
async function removeUnnamed(
  { files }: Eraser,
  client: pg.Client,
  tables: readonly TenantTable[],
  sha256: string,
): Promise<boolean> {
  await client.query('begin');
  try {
    await client.query('select platform_note_file($1)', [sha256]);
    const named = tables.flatMap(({ name, hashes }) =>
      hashes.map((column) => `exists (select from "${name}" where "${column}" = $1)`),
    );
    const { rows } = await client.query<{ named: boolean }>(`select ${named.join(' or ')} as named`, [sha256]);
    const gone = !rows[0]!.named;
    if (gone) await files.remove(sha256);
    await client.query('delete from loose_files where sha256 = $1', [sha256]);
    await client.query('commit');
    return gone;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/**
 * Removes all that a province has in the product, in one transaction, then the files that nobody else names; what stays
 * is the official tree and the note that this was done (`tenant_erasures`). Files that are left where it breaks off are
 * swept by the server. Throws unless the tenant is closed and `name` is its name.
 */
export async function eraseTenant(eraser: Eraser, province: string, name: string): Promise<Erased> {
  const client = new pg.Client({ connectionString: eraser.ownerUrl, application_name: 'union-console-tenant' });
  await client.connect();
  try {
    await client.query('begin');
    const tenant = await tenantOf(client, province, { lock: true });
    if (tenant.active) throw new Error(`${tenant.name} is open: the operator closes it first`);
    if (tenant.name !== name) throw new Error(`--name must be the name of the tenant: ${tenant.name}`);
    const tables = await tenantTables(client);
    const { organisations: _tree, ...rows } = await rowsOf(client, tables, province);
    const hashes: string[] = [];
    for await (const piece of hashesOf(client, tables, [province])) hashes.push(...piece);
    for (const table of inOrderOfErasing(tables.filter(({ name }) => name !== 'organisations'))) {
      await client.query(`delete from "${table.name}" t where ${table.mine}`, [province]);
    }
    // Files that are left where this breaks off are found again by the sweeper.
    await client.query(
      `insert into loose_files (sha256) select distinct unnest($1::text[])
       on conflict (sha256) do update set since = clock_timestamp()`,
      [hashes],
    );
    await resetTree(client, province);
    await client.query('insert into tenant_erasures (province_code, name, rows, files) values ($1, $2, $3, $4)', [
      province,
      name,
      JSON.stringify(rows),
      hashes.length,
    ]);
    await client.query('commit');
    let files = 0;
    for (const hash of hashes) if (await removeUnnamed(eraser, client, tables, hash)) files += 1;
    return { name, rows, files };
  } finally {
    await client.end();
  }
}
