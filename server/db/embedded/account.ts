import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SettingsError } from '../../env.ts';

/** The account that PostgreSQL runs as; empty means the one that we run as ourselves. */
export type Account = { uid?: number; gid?: number };

const NAME = 'postgres';

/**
 * PostgreSQL refuses to run as root. So for root it runs as whoever owns the cluster already, or else as the account that
 * is usual for it, made when it isn't there.
 */
export function databaseAccount(cluster: string): Account {
  if (process.getuid?.() !== 0) return {};
  const known = ownerOf(cluster) ?? find();
  if (known) return known;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', NAME], { stdio: 'pipe' });
  } catch (error) {
    const made = find();
    if (made) return made;
    throw new SettingsError(
      `PostgreSQL doesn't run as root, and an account named ${NAME} can't be made: start as an ordinary user, make the account, or set DATABASE_URL`,
      { cause: error },
    );
  }
  return find()!;
}

function ownerOf(cluster: string): Required<Account> | undefined {
  const stat = statSync(cluster, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : undefined;
}

function find(): Required<Account> | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${NAME}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** The folder or file on the way to `target` that the account can't pass or read; undefined when it reaches it. */
export function obstacle(target: string, { uid, gid }: Account): string | undefined {
  if (uid === undefined) return undefined;
  const parent = path.dirname(target);
  const above = parent === target ? undefined : obstacle(parent, { uid, gid });
  return above ?? (mayRead(target, uid, gid) ? undefined : target);
}

function mayRead(target: string, uid: number, gid?: number): boolean {
  const stat = statSync(target);
  const shift = stat.uid === uid ? 6 : stat.gid === gid ? 3 : 0;
  const needed = stat.isDirectory() ? 0o1 : 0o4;
  return ((stat.mode >> shift) & needed) === needed;
}
