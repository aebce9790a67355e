import type pg from 'pg';
import { until } from './world.ts';

/** Who waits for a lock that this connection holds; autovacuum and others that wait for somebody else are not meant. */
export async function waitingFor(holder: pg.Client): Promise<number[]> {
  const { rows } = await holder.query<{ pid: number }>(
    'select distinct pid from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))',
  );
  return rows.map(({ pid }) => pid);
}

/** Until so many wait for it. */
export const heldUp = (holder: pg.Client, wanted = 1): Promise<number[]> =>
  until(async () => {
    const pids = await waitingFor(holder);
    return pids.length >= wanted ? pids : null;
  });
