import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Deps } from '../../deps.ts';
import { Failure } from '../../errors.ts';
import { every } from '../../jobs/timer.ts';
import { databaseFault } from '../faults.ts';
import { lagMeter, positionOf } from './position.ts';

/** Where the reads of dashboards and exports go. */
export type Reads = {
  /** Whether there is a replica at all. */
  replicated: boolean;
  /** How many seconds old an answer may be. */
  maximumLag: number;
  /** A read in the actor's scope on the replica, or on the primary where the replica is away or too far behind. */
  as: Deps['as'];
  /** The same for what must hold everything that was committed when it is called. */
  asOfNow: Deps['as'];
  describe(registry: Registry): void;
  close(): Promise<void>;
};

/** Without a replica all reads are the primary's. */
export const primaryReads = (as: Deps['as']): Reads => ({
  replicated: false,
  maximumLag: 0,
  as,
  asOfNow: as,
  describe: () => undefined,
  close: () => Promise.resolve(),
});

export type ReplicaOptions = {
  url: string;
  /** Seconds behind the primary beyond which nobody reads here. */
  maximumLag: number;
  log: Logger;
  /** The primary, for its position and for what the replica can't answer. */
  primary: pg.Pool;
  onPrimary: Deps['as'];
  /** Connects to the replica; tried again while it is away. */
  connect: () => Promise<DataSource>;
  onReplica: (source: DataSource) => Deps['as'];
};

/** Milliseconds between two looks at how far the replica is. */
const LOOK = 1_000;
/** How long an export waits for the replica to come as far as the primary was. */
const PATIENCE = 3_000;

/** A row that was replaced on the primary while it was read here; or a server that is not in recovery any more. */
const replicaOnly = new Set(['40001', '40P01', '25006']);

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at = error; at instanceof Error && chain.length < 5; at = at.cause) chain.push(at);
  return chain;
}

/** What the primary may answer better: the replica's own trouble, and a record that it does not have yet. */
function isForPrimary(error: unknown): boolean {
  if (error instanceof Failure && error.status === 404) return true;
  return causes(error).some((one) => {
    const { code } = one as { code?: unknown };
    const fault = databaseFault(one);
    return (fault !== null && fault !== 'slow') || (typeof code === 'string' && replicaOnly.has(code));
  });
}

/** Who answered, and how far the replica is behind. */
function gauges(meter: ReturnType<typeof lagMeter>) {
  const reads = new Counter({
    name: 'database_reads_total',
    help: 'Reads of dashboards and exports by the server that answered them',
    labelNames: ['from'],
    registers: [],
  });
  const lag = new Gauge({
    name: 'database_replica_lag_seconds',
    help: 'How far the replica is behind the primary; +Inf while it does not answer',
    registers: [],
    collect() {
      this.set(meter.lag(Date.now()) / 1000);
    },
  });
  return { reads, lag };
}

/** Where the two servers stand in the primary's log. */
function positions(primary: pg.Pool, eye: pg.Pool) {
  const primaryPosition = async () => {
    const { rows } = await primary.query<{ at: string }>('select pg_current_wal_insert_lsn()::text as at');
    return positionOf(rows[0]!.at);
  };
  const replayedPosition = async () => {
    const { rows } = await eye.query<{ at: string | null }>(
      'select case when pg_is_in_recovery() then pg_last_wal_replay_lsn()::text end as at',
    );
    // Promoted, or never a replica: it follows nobody.
    if (rows[0]!.at === null) throw new Error('DATABASE_REPLICA_URL names a server that is not a replica');
    return positionOf(rows[0]!.at);
  };
  return { primaryPosition, replayedPosition };
}

/** Reads on a replica that is watched; it may come later than the server and go away at any time. */
export function replicaReads(options: ReplicaOptions): Reads {
  const { url, maximumLag, log, primary, onPrimary } = options;
  const meter = lagMeter();
  const eye = new pg.Pool({
    connectionString: url,
    max: 1,
    application_name: 'union-console-replica',
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
  });
  eye.on('error', () => meter.lost());
  let source: DataSource | null = null;
  let away = false;
  const { primaryPosition, replayedPosition } = positions(primary, eye);
  const { reads, lag } = gauges(meter);

  async function look(): Promise<void> {
    const at = Date.now();
    meter.note(await primaryPosition(), at);
    try {
      source ??= await options.connect();
      meter.replayed(await replayedPosition());
      if (away) log.info('the replica answers again');
      away = false;
    } catch (error) {
      meter.lost();
      if (!away) log.warn({ err: error as Error }, 'the replica is no help: reads go to the primary');
      away = true;
    }
  }
  const timer = every(LOOK, 'look at the replica', log, look, { atOnce: true });

  const fresh = () => source !== null && meter.lag(Date.now()) <= maximumLag * 1000;

  const onReplica: Deps['as'] = async (actor, language, fn) => {
    try {
      const answer = await options.onReplica(source!)(actor, language, fn);
      reads.inc({ from: 'replica' });
      return answer;
    } catch (error) {
      if (!isForPrimary(error)) throw error;
      if (!(error instanceof Failure)) log.warn({ err: error as Error }, 'the replica could not answer');
      if (causes(error).some((one) => databaseFault(one) === 'away')) meter.lost();
      reads.inc({ from: 'primary' });
      return onPrimary(actor, language, fn);
    }
  };
  const elsewhere: Deps['as'] = (...call) => {
    reads.inc({ from: 'primary' });
    return onPrimary(...call);
  };

  /** Whether the replica reaches, before long, where the primary is now. */
  async function reachesNow(): Promise<boolean> {
    const until = Date.now() + PATIENCE;
    const wanted = await primaryPosition();
    while (fresh() && Date.now() < until) {
      const position = await replayedPosition().catch(() => null);
      if (position === null) return false;
      if (position >= wanted) return true;
      await sleep(50);
    }
    return false;
  }

  return {
    replicated: true,
    maximumLag,
    as: (...call) => (fresh() ? onReplica(...call) : elsewhere(...call)),
    asOfNow: async (...call) => ((await reachesNow()) ? onReplica(...call) : elsewhere(...call)),
    describe(registry) {
      registry.registerMetric(reads);
      registry.registerMetric(lag);
    },
    async close() {
      await timer.stop();
      await eye.end();
      await source?.destroy();
    },
  };
}
