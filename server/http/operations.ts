import { timingSafeEqual } from 'node:crypto';
import { Router, type Request } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Deps } from '../deps.ts';
import { Failure } from '../errors.ts';
import { backlogGauges } from './backlog.ts';
import { routeOf } from './requests.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Metrics are for a monitoring system on this machine, or for one elsewhere that has the token of the settings. */
function mayMeasure(req: Request, token: string | undefined): boolean {
  if (loopback.has(req.socket.remoteAddress ?? '') && !req.get('x-forwarded-for')) return true;
  const given = Buffer.from(req.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return token !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
}

type Pool = { totalCount: number; idleCount: number; waitingCount: number; options: { max: number } };

/** Connections in use and requests that wait for one; `docs/operations.md` says what to watch. */
function poolGauges(deps: Deps, registers: Registry[]): void {
  const pools = { requests: (deps.source.driver as unknown as { master: Pool }).master, sessions: deps.pool as Pool };
  const gauge = (name: string, help: string, value: (pool: Pool) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['pool'],
      registers,
      collect() {
        for (const [label, pool] of Object.entries(pools)) this.set({ pool: label }, value(pool));
      },
    });
  gauge('db_pool_size', 'Connections that a pool may have', (pool) => pool.options.max);
  gauge('db_pool_in_use', 'Connections in use', (pool) => pool.totalCount - pool.idleCount);
  gauge('db_pool_waiting', 'Requests that wait for a connection', (pool) => pool.waitingCount);
}

/** Alive, ready, and what a monitoring system reads. */
export function operations(deps: Deps): Router {
  const router = Router();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  poolGauges(deps, [registry]);
  backlogGauges(deps, [registry]);
  deps.reads.describe(registry);
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  router.use((req, res, next) => {
    const stop = seconds.startTimer();
    res.once('finish', () => stop({ method: req.method, route: routeOf(req), status: String(res.statusCode) }));
    next();
  });
  router.get('/health', (_req, res) => void res.json({ status: 'alive' }));
  router.get('/ready', async (_req, res) => {
    if (!(await deps.ready())) throw new Failure(503, 'unavailable');
    res.json({ status: 'ready' });
  });
  router.get('/metrics', async (req, res) => {
    if (!mayMeasure(req, deps.env.METRICS_TOKEN)) throw new Failure(404, 'no-such-route');
    res.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
