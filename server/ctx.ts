import type { DataSource } from 'typeorm';
import type { Sql } from 'sql-template-tag';
import type { Actor } from '../shared/permissions.ts';
import type { Day } from '../shared/rules/days.ts';
import type { Language } from '../shared/words.ts';
import type { Cipher } from './cipher.ts';

/** How a statement travels. */
export type How = {
  /**
   * Keeps the statement prepared under this name (and the actor's level, because under row security the first scope
   * decides the plan). For hot statements whose text takes few forms.
   */
  name?: string | undefined;
  /** No statement comes after this one: COMMIT travels with it. */
  last?: boolean;
};

/** What one request or one job may know. There is no query without it, and no transaction but its own. */
export type Ctx = {
  actor: Actor;
  /** Describes the tables; the way to them is `query`. */
  tx: { connection: Pick<DataSource, 'getMetadata'> };
  /**
   * Runs one statement in the open transaction, which has the actor's scope set on it; rows come back with the column
   * names of the statement. What is sent without waiting shares one round trip.
   */
  query<R>(statement: Sql, how?: How): Promise<R[]>;
  /** The product's business "now" (see CLOCK) and its day in Shanghai. */
  now: Date;
  today: Day;
  language: Language;
  /** Seals and opens personal data; `db/sealed.ts` says which columns are sealed. */
  cipher: Cipher;
  /** False only in the tests that prove that row security alone keeps tenants apart. */
  scopeInQueries: boolean;
};
