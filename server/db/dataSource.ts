import pg from 'pg';
import type { Logger } from 'pino';
import { DataSource, type EntitySchema } from 'typeorm';

// Days stay text: a Date would shift them by a time zone. Counts fit a number.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export type DatabaseOptions = {
  url: string;
  poolSize: number;
  waitMs?: number;
  entities: EntitySchema[];
  /** Behind a pooler, which shares a connection: what belongs to a transaction is set by the transaction. */
  pooled?: boolean;
};

const STATEMENT = 30_000;

/** Milliseconds that a statement, and a transaction between two of them, may take. */
const limits = { statement_timeout: STATEMENT, idle_in_transaction_session_timeout: 30_000 };

/** The same for one transaction, where connections are shared. */
export const limitsHere = Object.entries(limits)
  .map(([name, value]) => `SET LOCAL ${name} = ${value}; `)
  .join('');

/**
 * How long a connection may keep somebody waiting: for its turn in the pool, for the database to answer the door, and for
 * the answer to a statement, when the database has gone without a word.
 */
const patience = (waitMs: number) => ({
  connectionTimeoutMillis: waitMs,
  query_timeout: STATEMENT + 5_000,
  keepAlive: true,
});

export type PoolOptions = { name: string; max: number; waitMs: number; log: Logger };

/** A few connections beside those of requests; one that is lost while idle is logged, and nothing ends by it. */
export function openPool(url: string, { name, max, waitMs, log }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: `union-console-${name}`,
    ...patience(waitMs),
  });
  pool.on('error', (error) => log.warn({ reason: error.message, pool: name }, 'an idle connection was lost'));
  return pool;
}

export async function connect(options: DatabaseOptions): Promise<DataSource> {
  const { url, poolSize, waitMs = 10_000, entities, pooled = false } = options;
  const source = new DataSource({
    type: 'postgres',
    url,
    entities,
    synchronize: false,
    // More connections than this make requests wait for each other's row locks instead of for the pool.
    poolSize,
    extra: { pipeline: true, ...(pooled ? {} : limits), ...patience(waitMs) },
    applicationName: 'union-console',
  });
  return source.initialize();
}
