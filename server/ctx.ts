import type { EntityManager } from 'typeorm';
import type { Sql } from 'sql-template-tag';
import type { Actor } from '../shared/permissions.ts';
import type { Day } from '../shared/rules/days.ts';
import type { Language } from '../shared/words.ts';

/** What one request or one job may know. There is no query without it, and no transaction but its own. */
export type Ctx = {
  actor: Actor;
  /** The open transaction, with the actor's scope set on it. */
  tx: EntityManager;
  /** Runs one statement in the transaction; rows come back with the column names of the statement. */
  query<R>(statement: Sql): Promise<R[]>;
  /** The product's business "now" (see CLOCK) and its day in Shanghai. */
  now: Date;
  today: Day;
  language: Language;
  /** False only in the tests that prove that row security alone keeps tenants apart. */
  scopeInQueries: boolean;
};
