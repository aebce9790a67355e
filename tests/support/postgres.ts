import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createDatabase as createFrom } from '../../server/db/embedded/roles.ts';

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

/** A migrated database with the national tree and nothing else, for the test that calls; `empty` has not even tables. */
export async function createDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const given = process.env['TEST_DATABASE'];
  if (!given) throw new Error('no database is running: this test belongs to a jest project without one');
  const { superUrl, ownerUrl, appUrl, unboundUrl } = JSON.parse(given) as Urls & { superUrl: string };
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(superUrl, (client) => createFrom(client, name, empty ? 'template1' : 'console'));
  return {
    ownerUrl: urlOf(ownerUrl, { database: name }),
    appUrl: urlOf(appUrl, { database: name }),
    unboundUrl: urlOf(unboundUrl, { database: name }),
    drop: () => asSuperuser(superUrl, (client) => client.query(`drop database ${name} with (force)`)),
  };
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
