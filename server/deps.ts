import type pg from 'pg';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Actor } from '../shared/permissions.ts';
import type { Language } from '../shared/words.ts';
import type { Cipher } from './cipher.ts';
import type { Ctx } from './ctx.ts';
import type { Terms } from './db/transaction.ts';
import type { Reads } from './db/replica/reads.ts';
import type { Env } from './env.ts';
import type { FileStore } from './files.ts';
import type { Jobs } from './jobs/queues.ts';
import type { Mailer } from './outbound/mail.ts';
import type { Seal } from './outbound/seal.ts';

/** What lives as long as the process. */
export type Deps = {
  env: Env;
  log: Logger;
  source: DataSource;
  /** Plain connections for sessions and sign-in, which come before any scope. */
  pool: pg.Pool;
  files: FileStore;
  /** Keeps small secrets in the database. */
  seal: Seal;
  /** Keeps personal data in the database. */
  cipher: Cipher;
  mailer: Mailer;
  jobs: Jobs;
  now(): Date;
  /** Whether the database answers in time and has the schema of this version, and the server is here to stay. */
  ready(): Promise<boolean>;
  /** From now on the server is not ready: it still serves, and is about to stop. */
  retire(): void;
  scopeInQueries: boolean;
  /** One transaction in the scope of this actor. */
  as<T>(actor: Actor, language: Language, fn: (ctx: Ctx) => Promise<T>, terms?: Terms): Promise<T>;
  /** The same for reads that may be answered from a replica. */
  reads: Reads;
  close(): Promise<void>;
};
