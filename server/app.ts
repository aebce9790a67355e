import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import compression from 'compression';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import type { Deps } from './deps.ts';
import { Failure } from './errors.ts';
import { features } from './features.ts';
import { authRouter } from './features/auth/index.ts';
import { meRoutes } from './features/me/me.routes.ts';
import { progressRoutes } from './features/progress/progress.routes.ts';
import { methodNotAllowed } from './http/methods.ts';
import { openApiDocument } from './http/openapi.ts';
import { operations } from './http/operations.ts';
import { errorHandler } from './http/problem.ts';
import type { RouteDef } from './http/route.ts';
import { originCheck, sessions } from './http/session.ts';

/** Every address behind the sign-in. */
export const routes: RouteDef[] = [
  ...Object.values(features).flatMap((feature) => feature.routes),
  ...meRoutes,
  ...progressRoutes,
];

/** The whole server on one screen. */
export function createApp(deps: Deps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.set('query parser', 'simple');
  app.use((req, _res, next) => {
    req.id = randomUUID();
    next();
  });
  app.use(pinoHttp({ logger: deps.log, genReqId: (req: { id?: unknown }) => String(req.id), customLogLevel: levelOf }));
  app.use(
    helmet({
      contentSecurityPolicy: { directives: policy },
      strictTransportSecurity: deps.env.PUBLIC_URL?.startsWith('https') ?? false,
    }),
  );

  app.use(compression());

  const api = express.Router();
  api.use(operations(deps));
  api.get('/openapi.json', (_req, res) => void res.json(openApiDocument(routes)));
  api.use(sessions(deps), originCheck(deps));
  api.use(express.json({ limit: '1mb', strict: true }));
  api.use('/auth', authRouter(deps));
  for (const route of routes) api[route.method](route.path, route.handler(deps));
  api.use(methodNotAllowed(routes));
  api.use(() => {
    throw new Failure(404, 'no-such-route');
  });
  api.use(errorHandler(deps.log));
  app.use('/api', api);

  serveConsole(app, deps.env.CONSOLE_DIR);
  app.use(errorHandler(deps.log));
  return app;
}

const levelOf = (_req: unknown, res: { statusCode: number }) => (res.statusCode >= 500 ? 'error' : 'debug');

/** No inline script; styles are inline because the console's style engine writes them at run time. */
const policy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

/** The built console: hashed files for a year, the page itself never from a cache; every other path is the page. */
function serveConsole(app: Express, folder: string): void {
  if (!existsSync(path.join(folder, 'index.html'))) return;
  app.use(
    '/assets',
    express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(folder, { index: false }));
  app.get('/{*splat}', (_req, res) => {
    res.set('Cache-Control', 'no-cache').sendFile(path.join(folder, 'index.html'));
  });
}
