import pg from 'pg';
import { DataSource, type EntitySchema } from 'typeorm';

// Days stay text: a Date would shift them by a time zone. Counts fit a number.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export type DatabaseOptions = { url: string; poolSize: number; entities: EntitySchema[] };

export async function connect({ url, poolSize, entities }: DatabaseOptions): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities,
    synchronize: false,
    // More connections than this make requests wait for each other's row locks instead of for the pool.
    poolSize,
    extra: { pipeline: true, statement_timeout: 30_000, idle_in_transaction_session_timeout: 30_000 },
    applicationName: 'union-console',
  });
  return source.initialize();
}
