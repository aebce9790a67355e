import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { createDatabase as createFrom } from '../../server/db/embedded/roles.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { testCipher } from './cipher.ts';
import { readEnv } from '../../server/env.ts';
import { openFileStore } from '../../server/files.ts';
import { dayOf } from '../../shared/rules/days.ts';

type Urls = {
  ownerUrl: string;
  appUrl: string;
  /** Like `appUrl`, by a role that row security doesn't bind: only to prove the other wall. */
  unboundUrl: string;
};

export type TestDatabase = Urls & { drop(): Promise<void> };

export const UNBOUND = 'console_unbound';

/** The same address with another role (of the same password) or another database. */
export function urlOf(url: string, { role, database }: { role?: string; database?: string }): string {
  const address = new URL(url);
  if (role) address.username = role;
  if (database) address.pathname = `/${database}`;
  return address.href;
}

/** What a database of a test begins with: nothing, the tables and the national tree, or the demonstration of a day. */
type Beginning = { empty?: boolean; demoOf?: Date };

/** A migrated database with the national tree, for the test that calls; `empty` has not even tables. */
export async function createDatabase({ empty = false, demoOf }: Beginning = {}): Promise<TestDatabase> {
  const given = process.env['TEST_DATABASE'];
  if (!given) throw new Error('no database is running: this test belongs to a jest project without one');
  const { superUrl, ownerUrl, appUrl, unboundUrl } = JSON.parse(given) as Urls & { superUrl: string };
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(superUrl, async (client) => {
    const template = demoOf ? await demoTemplate(client, ownerUrl, demoOf) : empty ? 'template1' : 'console';
    await createFrom(client, name, template);
  });
  return {
    ownerUrl: urlOf(ownerUrl, { database: name }),
    appUrl: urlOf(appUrl, { database: name }),
    unboundUrl: urlOf(unboundUrl, { database: name }),
    drop: () => asSuperuser(superUrl, (client) => client.query(`drop database ${name} with (force)`)),
  };
}

/** A Wednesday, so that "this week" has days before and after it: when the demonstration stands still. */
export const demoDay = '2026-09-16';

const LOCK = 7_031_499;

/** The demonstration is made once for each day that tests ask for; whoever comes second waits and copies it. */
export async function demoTemplate(client: pg.Client, ownerUrl: string, now: Date): Promise<string> {
  const name = `demo_${dayOf(now)}`;
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    const { rows } = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (rows.length > 0) return name;
    await client.query(`drop database if exists "${name}"`);
    await createFrom(client, name, 'console');
    const folder = await mkdtemp(path.join(tmpdir(), 'union-console-demo-'));
    const deps = {
      now: () => now,
      files: await openFileStore(readEnv({ DATA_DIR: folder })),
      cipher: testCipher,
      log: pino({ level: 'silent' }),
    };
    await loadDemo(deps, urlOf(ownerUrl, { database: name }));
    await rm(folder, { recursive: true });
    await client.query(`alter database "${name}" with is_template true allow_connections false`);
    return name;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

async function asSuperuser(url: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}
