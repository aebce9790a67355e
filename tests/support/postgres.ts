import { randomBytes } from 'node:crypto';
import pg from 'pg';

export type TestDatabase = {
  ownerUrl: string;
  appUrl: string;
  /** Like `appUrl`, by a role that row security doesn't bind: only to prove the other wall. */
  unboundUrl: string;
  drop(): Promise<void>;
};

type Keeper = { ownerUrl: string; appUrl: string; superUrl: string };

async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A migrated database of its own, with the national tree in it, cloned from the template within a second or so. */
export async function createDatabase(): Promise<TestDatabase> {
  const keeper = JSON.parse(process.env.TEST_DATABASE ?? '{}') as Keeper;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(keeper.superUrl, `create database ${name} template console owner console_owner strategy file_copy`);
  const at = (url: string, change?: (parsed: URL) => void) => {
    const parsed = new URL(url);
    parsed.pathname = `/${name}`;
    change?.(parsed);
    return parsed.href;
  };
  return {
    ownerUrl: at(keeper.ownerUrl),
    appUrl: at(keeper.appUrl),
    unboundUrl: at(keeper.appUrl, (url) => {
      url.username += '_unbound';
    }),
    drop: () => asSuperuser(keeper.superUrl, `drop database if exists ${name} with (force)`),
  };
}
