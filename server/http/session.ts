import { createHash } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Actor } from '../../shared/permissions.ts';
import { dayOf } from '../../shared/rules/days.ts';
import { actorFrom, findTokenOwner, queryOf } from '../db/platform.ts';
import type { Deps } from '../deps.ts';
import { Failure, forbidden } from '../errors.ts';

/** Who is signed in, as the session keeps it: a request reads its session and asks no other table. */
export type Identity = { actor: Actor; mustChangePassword: boolean };

declare module 'express-session' {
  interface SessionData extends Identity {
    /** Finds the sessions of an account when its rights change. */
    userId: string;
  }
}

const LIFETIME = 12 * 3_600_000;
const COOKIE = 'uc.sid';

/** Sessions in the database, so that every server knows them; 12 hours from the sign-in, however busy they are. */
export function sessions(deps: Deps): RequestHandler {
  const { env, pool, log } = deps;
  const Store = connectPgSimple(session);
  return session({
    name: COOKIE,
    secret: env.SESSION_SECRET,
    store: new Store({
      pool,
      tableName: 'sessions',
      disableTouch: true,
      errorLog: (...what: unknown[]) => log.warn({ what: what.map(String) }, 'session store'),
    }),
    resave: false,
    saveUninitialized: false,
    // TLS ends at a proxy, which says so in X-Forwarded-Proto.
    proxy: true,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: env.PUBLIC_URL?.startsWith('https:') ?? false,
      maxAge: LIFETIME,
    },
  });
}

const notSignedIn = () => new Failure(401, 'not-signed-in');

function bearerOf(req: Request): string | null {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? (token ?? '') : null;
}

/** What is kept of an API token: it has 256 random bits, so a plain hash can't be guessed back. */
export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex');

/** Who asks, by session or by token; 401 for nobody. A person whose first password is unchanged passes here. */
export async function identityOf(deps: Deps, req: Request): Promise<Identity> {
  const token = bearerOf(req);
  if (token !== null) {
    const owner = await findTokenOwner(queryOf(deps.pool), tokenHash(token), dayOf(deps.now()));
    if (!owner?.active) throw notSignedIn();
    return { actor: actorFrom(owner), mustChangePassword: owner.mustChangePassword };
  }
  const { actor, mustChangePassword } = req.session;
  if (!actor) throw notSignedIn();
  return { actor, mustChangePassword: mustChangePassword ?? false };
}

/** Who acts: like `identityOf`, and 403 as long as the first password is unchanged. */
export async function actorOf(deps: Deps, req: Request): Promise<Actor> {
  const { actor, mustChangePassword } = await identityOf(deps, req);
  if (mustChangePassword) throw forbidden('must-change-password');
  return actor;
}

type Step = (done: (error?: unknown) => void) => unknown;
const finished = (step: Step) =>
  new Promise<void>((resolve, reject) => void step((error) => (error ? reject(error as Error) : resolve())));

/** A new session under a new id (so that one planted before the sign-in is worth nothing), saved when this resolves. */
export async function startSession(req: Request, { actor, mustChangePassword }: Identity): Promise<void> {
  await finished((done) => req.session.regenerate(done));
  Object.assign(req.session, { userId: actor.id, actor, mustChangePassword });
  await finished((done) => req.session.save(done));
}

export async function endSession(req: Request): Promise<void> {
  await finished((done) => req.session.destroy(done));
  req.res?.clearCookie(COOKIE);
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a browser send. A token is never sent by a browser on its own, so requests that
 * carry one may come from anywhere.
 */
export function originCheck({ env }: Deps): RequestHandler {
  const own = env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : null;
  return (req, _res, next) => {
    if (safeMethods.has(req.method) || bearerOf(req) !== null) return next();
    const origin = req.get('origin');
    const foreign = origin !== undefined && origin !== own && hostOf(origin) !== req.get('host');
    if (foreign || req.get('sec-fetch-site') === 'cross-site') throw forbidden('foreign-origin');
    next();
  };
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
