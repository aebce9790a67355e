import { Gauge, type Registry } from 'prom-client';
import type { Deps } from '../deps.ts';
import { jobSchema } from '../jobs/queues.ts';
import { within } from '../within.ts';

/** Beyond this many rows nothing is counted any more: a scrape must not cost what it warns of. */
const MOST = 100_000;

type Line = { what: string; depth: string | number; oldest_seconds: number | null };
type Found = { waiting: Line[]; queued: { name: string; state: string; n: number }[] };

/** Milliseconds a scrape waits for the database; what it does not learn in time it leaves out. */
const PATIENCE = 2_000;

async function read(pool: Deps['pool']): Promise<Found> {
  const waiting = await pool.query<Line>('select * from platform_backlog($1)', [MOST]);
  const queued = await pool.query<Found['queued'][number]>(
    `select name, state::text, count(*)::int as n from ${jobSchema}.job
     where state in ('created', 'retry', 'active', 'failed') group by 1, 2`,
  );
  return { waiting: waiting.rows, queued: queued.rows };
}

/**
 * What waits to be done, and for how long: steps to be told, events to be sealed, counts to be folded, messages to be
 * sent, jobs of the queues and failed ones. Without a database they are left out and `db_up` is 0.
 */
export function backlogGauges({ pool }: Pick<Deps, 'pool'>, registers: Registry[]): void {
  let reading: Promise<Found | null> | undefined;
  /** Read once for all gauges of a scrape, which ask in the same moment; never kept for the next one. */
  const found = () =>
    (reading ??= within(PATIENCE, read(pool))
      .catch(() => null)
      .finally(() => (reading = undefined)));
  type Put = (labels: Record<string, string>, value: number) => void;
  const gauge = (name: string, help: string, labelNames: string[], fill: (found: Found, put: Put) => void) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        const now = await found();
        this.reset();
        if (now) fill(now, (labels, value) => this.set(labels, value));
      },
    });
  gauge('backlog_depth', 'Rows that wait, by what they wait for', ['what'], ({ waiting }, put) => {
    for (const { what, depth } of waiting) put({ what }, Number(depth));
  });
  gauge('backlog_oldest_seconds', 'Age of the oldest that waits', ['what'], ({ waiting }, put) => {
    for (const { what, oldest_seconds: age } of waiting) put({ what }, Math.max(age ?? 0, 0));
  });
  gauge('queue_jobs', 'Jobs of the queues by state', ['queue', 'state'], ({ queued }, put) => {
    for (const { name: queue, state, n } of queued) put({ queue, state }, n);
  });
  new Gauge({
    name: 'db_up',
    help: 'Whether the database answers',
    registers,
    async collect() {
      this.set((await found()) ? 1 : 0);
    },
  });
}
