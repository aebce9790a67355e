import type pg from 'pg';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Actor } from '../shared/permissions.ts';
import type { Language } from '../shared/words.ts';
import type { Ctx } from './ctx.ts';
import type { Env } from './env.ts';
import type { FileStore } from './files.ts';
import type { Jobs } from './jobs/queues.ts';

/** What lives as long as the process. */
export type Deps = {
  env: Env;
  log: Logger;
  source: DataSource;
  /** Plain connections for sessions and sign-in, which come before any scope. */
  pool: pg.Pool;
  files: FileStore;
  jobs: Jobs;
  now(): Date;
  /** Whether the database answers and has the schema of this version. */
  ready(): Promise<boolean>;
  scopeInQueries: boolean;
  /** One transaction in the scope of this actor. */
  as<T>(actor: Actor, language: Language, fn: (ctx: Ctx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};
