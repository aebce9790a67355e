import type { Logger } from 'pino';
import { openPool } from '../db/dataSource.ts';
import { databaseFault } from '../db/faults.ts';
import { within } from '../within.ts';

type Result = { rows: unknown[] };
export type QueueDatabase = { executeSql(text: string, values?: unknown[]): Promise<Result>; close(): Promise<void> };

/** Milliseconds that what is under way may take when the queues are closed. */
const PATIENCE = 2_000;

/** How the statements end that note the end of a job; the library waits for none of them. */
const notesAnEnd = (text: string) => text.includes('SELECT COUNT(*) FROM results');

/**
 * The connections of the job queues. A job whose end could not be noted, because the database is away, stays active until
 * it expires and is run again; every job is safe to run twice. Thrown where nobody listens, it would end the process.
 */
export function openQueueDatabase(url: string, waitMs: number, log: Logger): QueueDatabase {
  const pool = openPool(url, { name: 'jobs', max: 2, waitMs, log });
  const flying = new Set<Promise<unknown>>();
  return {
    async executeSql(text, values) {
      const sent = pool.query(text, values as unknown[]);
      flying.add(sent);
      try {
        return await sent;
      } catch (error) {
        if (!notesAnEnd(text) || databaseFault(error) === null) throw error;
        log.warn({ err: error as Error }, 'the end of a job could not be noted');
        return { rows: [{ count: '0' }] };
      } finally {
        flying.delete(sent);
      }
    },
    /** A pool that ends forgets who still waits for a connection: the last questions of the workers are let through first. */
    async close() {
      await within(PATIENCE, Promise.allSettled(flying)).catch(() => undefined);
      await pool.end();
    },
  };
}
