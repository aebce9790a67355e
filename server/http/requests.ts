import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { provinceOf } from '../../shared/rules/orgCode.ts';
import type { Actor } from '../../shared/permissions.ts';

declare module 'http' {
  interface IncomingMessage {
    /** Set by `requestIds` before anything else sees the request. */
    id: string;
  }
}

/** What is known of a request only later: who asks, once that is clear. */
type Known = { actor?: Actor };

const knownOf = (req: Request) => req.res?.locals as Known | undefined;

/** Notes who asks, for the log. */
export function noteActor(req: Request, actor: Actor): void {
  const known = knownOf(req);
  if (known) known.actor = actor;
}

const sane = /^[\w.:+/=-]{8,64}$/;

/** The id that a trusted proxy has given the request, if it looks like one; a new one for all others. */
function idFor(req: Request): string {
  const given = req.get('x-request-id');
  const trusts = req.app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return given && sane.test(given) && trusts(req.socket.remoteAddress ?? '', 0) ? given : randomUUID();
}

/** Gives each request an id, which its answer and all that is logged of it carry. */
export const requestIds: RequestHandler = (req, res, next) => {
  req.id = idFor(req);
  res.set('X-Request-Id', req.id);
  next();
};

/** The route that served a request, such as `/api/unions/:id`; never the address itself, which may name people. */
export function routeOf(req: Request): string {
  const path = (req.route as { path?: unknown } | undefined)?.path;
  if (typeof path !== 'string') return req.originalUrl.startsWith('/api/') ? 'none' : 'console';
  if (path === '/{*splat}') return 'console';
  // An error has left the router of sign-in before it is answered, and `baseUrl` with it.
  return req.originalUrl.startsWith('/api/auth/') ? `/api/auth${path}` : `${req.baseUrl || '/api'}${path}`;
}

/** Milliseconds from which a request is worth a line, whatever it was. */
const SLOW = 1_000;

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What failed here is an error; what is refused, changed or slow is worth knowing; reading is not. */
function levelOf(req: Request, res: Response, milliseconds: number): 'error' | 'warn' | 'info' | 'debug' {
  if (res.statusCode >= 500) return res.statusCode === 503 ? 'warn' : 'error';
  if (milliseconds >= SLOW) return 'warn';
  return reads.has(req.method) && res.statusCode < 400 ? 'debug' : 'info';
}

/** One line for each request: what, who, how it ended and how long it took. No address, no body, no personal data. */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const began = performance.now();
    res.once('close', () => {
      const milliseconds = Math.round(performance.now() - began);
      const actor = knownOf(req)?.actor;
      const facts = {
        requestId: req.id,
        method: req.method,
        route: routeOf(req),
        status: res.statusCode,
        milliseconds,
        ...(actor ? { actorId: actor.id, province: provinceOf(actor.orgCode) } : {}),
        // The client went away before the answer was complete.
        ...(res.writableFinished ? {} : { cutOff: true }),
      };
      log[levelOf(req, res, milliseconds)](facts, 'request');
    });
    next();
  };
}
