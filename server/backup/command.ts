import path from 'node:path';
import { parseArgs } from 'node:util';
import { readEnv, roleOf, SettingsError } from '../env.ts';
import { openFileStore } from '../files.ts';
import { migrate } from '../migrations.ts';
import { openAsOwner } from '../ownerPlace.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

const count = (number: number, word: string) => `${number.toLocaleString('en')} ${word}`;

async function act(mode: string | undefined, folder: string): Promise<void> {
  const env = readEnv();
  const { ownerUrl, appUrl, close } = await openAsOwner(env);
  try {
    if (mode === 'restore') await migrate(ownerUrl, { appRole: roleOf(appUrl) });
    const place = { ownerUrl, files: await openFileStore(env) };
    const { tables, files, missing, takenAt } = await (mode === 'restore' ? restore : backup)(place, folder);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const done = mode === 'restore' ? 'Restored' : 'Backed up';
    console.log(
      `${done}: ${count(rows, 'rows')} of ${count(tables.length, 'tables')}, ${count(files, 'files')}, as of ${takenAt}.`,
    );
    if (missing.length > 0) console.log(`Named by rows but not in the store: ${missing.join(', ')}`);
  } finally {
    await close();
  }
}

/** `npm run backup -- --to <empty folder>` and `npm run restore -- --from <folder>`; settings as for the server. */
export async function main(): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      options: { to: { type: 'string' }, from: { type: 'string' } },
      allowPositionals: true,
    });
    const [mode] = positionals;
    const folder = mode === 'restore' ? values.from : values.to;
    if (!folder) throw new SettingsError(mode === 'restore' ? '--from names the backup' : '--to names an empty folder');
    await act(mode, path.resolve(folder));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
