import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { cipherWith } from '../cipher.ts';
import { readEnv, SettingsError, type Env } from '../env.ts';
import { openFileStore } from '../files.ts';
import { openAsOwner } from '../ownerPlace.ts';
import { eraseTenant, rowsOf } from './erase.ts';
import { exportTenant } from './export.ts';
import { tenantTables } from './tables.ts';
import { tenantOf } from './tenant.ts';

type Order = { mode: string | undefined; province: string; to: string | undefined; name: string | undefined };

const numberOf = (count: number, word: string) => `${count.toLocaleString('en')} ${word}`;
const sumOf = (rows: Record<string, number>) => Object.values(rows).reduce((sum, count) => sum + count, 0);

async function exportTo(env: Env, ownerUrl: string, { province, to }: Order): Promise<void> {
  if (!to) throw new SettingsError('--to names an empty folder');
  const source = {
    ownerUrl,
    files: await openFileStore(env),
    cipher: cipherWith([env.DATA_KEY, ...env.DATA_KEY_PREVIOUS]),
  };
  const made = await exportTenant(source, province, path.resolve(to));
  const rows = made.tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    `Exported ${made.name}: ${numberOf(rows, 'rows')} of ${numberOf(made.tables.length, 'tables')}, ${numberOf(made.files, 'files')}, as of ${made.takenAt}.`,
  );
  if (made.missing.length > 0) console.log(`Named by rows but not in the store: ${made.missing.join(', ')}`);
}

/** Without `--name` it only says what would go. */
async function erase(env: Env, ownerUrl: string, { province, name }: Order): Promise<void> {
  if (name) {
    const { rows, files } = await eraseTenant({ ownerUrl, files: await openFileStore(env) }, province, name);
    console.log(
      `Erased ${name}: ${numberOf(sumOf(rows), 'rows')}, ${numberOf(files, 'files')}. Backups still hold them.`,
    );
    return;
  }
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-tenant' });
  await client.connect();
  try {
    const tenant = await tenantOf(client, province);
    const rows = await rowsOf(client, await tenantTables(client), province);
    for (const [table, count] of Object.entries(rows))
      console.log(`  ${table.padEnd(28)}${count.toLocaleString('en')}`);
    console.log(
      `${numberOf(sumOf(rows), 'rows')} would go for good. To erase them: close the tenant, then give --name ${tenant.name}`,
    );
  } finally {
    await client.end();
  }
}

async function act(order: Order): Promise<void> {
  const env = readEnv();
  const { ownerUrl, close } = await openAsOwner(env);
  try {
    await (order.mode === 'export' ? exportTo : erase)(env, ownerUrl, order);
  } finally {
    await close();
  }
}

/** `npm run tenant -- export --province 15 --to <empty folder>` and `… erase --province 15 [--name <its name>]`. */
export async function main(): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      options: { province: { type: 'string' }, to: { type: 'string' }, name: { type: 'string' } },
      allowPositionals: true,
    });
    const [mode] = positionals;
    if (mode !== 'export' && mode !== 'erase') throw new SettingsError('the first word is export or erase');
    if (!values.province) throw new SettingsError('--province is the code of the tenant, such as 15');
    await act({ mode, province: values.province, to: values.to, name: values.name });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
