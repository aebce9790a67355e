import { Router } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Deps } from '../deps.ts';
import { Failure } from '../errors.ts';

/** Alive, ready, and what a monitoring system reads. Metrics are answered on the machine itself only. */
export function operations(deps: Deps): Router {
  const router = Router();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of requests by method and status',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  router.use((req, res, next) => {
    const stop = seconds.startTimer({ method: req.method });
    res.once('finish', () => stop({ status: String(res.statusCode) }));
    next();
  });
  router.get('/health', (_req, res) => void res.json({ status: 'alive' }));
  router.get('/ready', async (_req, res) => {
    if (!(await deps.ready())) throw new Failure(503, 'unavailable');
    res.json({ status: 'ready' });
  });
  router.get('/metrics', async (req, res) => {
    if (
      !['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(req.socket.remoteAddress ?? '') ||
      req.get('x-forwarded-for')
    ) {
      throw new Failure(404, 'no-such-route');
    }
    res.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
