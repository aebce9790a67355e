import { existsSync } from 'node:fs';
import path from 'node:path';
import compression from 'compression';
import express, { type Express } from 'express';
import type { Deps } from './deps.ts';
import { Failure } from './errors.ts';
import { features } from './features.ts';
import { authRouter } from './features/auth/index.ts';
import { sessionRoutes } from './features/auth/sessions.routes.ts';
import { havesRoutes } from './features/haves/haves.routes.ts';
import { cockpitRoutes } from './features/cockpit/cockpit.routes.ts';
import { mailRoutes } from './features/mail/mail.routes.ts';
import { meRoutes } from './features/me/me.routes.ts';
import { inboxRoutes } from './features/notifications/index.ts';
import { noticeRoutes } from './features/notices/notice.routes.ts';
import { printRoutes } from './features/prints/prints.routes.ts';
import { progressRoutes } from './features/progress/progress.routes.ts';
import { searchRoutes } from './features/search/search.routes.ts';
import { noStore, securityHeaders } from './http/headers.ts';
import { methodNotAllowed } from './http/methods.ts';
import { openApiDocument } from './http/openapi.ts';
import { operations } from './http/operations.ts';
import { errorHandler } from './http/problem.ts';
import { requestIds, requestLog } from './http/requests.ts';
import type { RouteDef } from './http/route.ts';
import { originCheck, sessions } from './http/session.ts';

/** Every address behind the sign-in. */
export const routes: RouteDef[] = [
  ...Object.values(features).flatMap((feature) => feature.routes),
  ...meRoutes,
  ...sessionRoutes,
  ...inboxRoutes,
  ...mailRoutes,
  ...progressRoutes,
  ...cockpitRoutes,
  ...havesRoutes,
  ...noticeRoutes,
  ...printRoutes,
  ...searchRoutes,
];

let drawn: string | undefined;
/** Drawn once: it takes longer than any request should, and anybody may ask for it. */
const contract = () => (drawn ??= JSON.stringify(openApiDocument(routes)));

/** The whole server on one screen. */
export function createApp(deps: Deps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.env.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.use(requestIds, requestLog(deps.log));
  app.use(securityHeaders(deps.env));

  app.use(compression());

  const api = express.Router();
  api.use(noStore);
  api.use(operations(deps));
  api.get('/openapi.json', (_req, res) => void res.type('json').send(contract()));
  // The session as a whole is needed where sign-in happens; all else reads it by `signedIn`.
  api.use(['/auth', '/me'], sessions(deps));
  api.use(originCheck(deps));
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

/** The built console: hashed files for a year, the page itself never from a cache; every other path is the page. */
function serveConsole(app: Express, folder: string): void {
  if (!existsSync(path.join(folder, 'index.html'))) return;
  app.use(
    '/assets',
    express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  // The service worker and the manifest among them: by these a device learns that there is a newer console.
  app.use(express.static(folder, { index: false, setHeaders: (res) => res.setHeader('Cache-Control', 'no-cache') }));
  app.get('/{*splat}', (_req, res) => {
    res.set('Cache-Control', 'no-cache').sendFile(path.join(folder, 'index.html'));
  });
}
