import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Actor } from '../../shared/permissions.ts';
import { dayOf } from '../../shared/rules/days.ts';
import { actorFrom, findTokenOwner, queryOf } from '../db/platform.ts';
import type { Ctx } from '../ctx.ts';
import type { Proof } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import { Failure, forbidden } from '../errors.ts';
import { proofOf, sessionFrom } from './remembered.ts';
import { noteSeen, sessionFacts, type SessionFacts } from './sessionFacts.ts';
import { noteActor } from './requests.ts';
import { LIFETIME, SessionStore, sessionsWithin } from './sessionStore.ts';

/** Who is signed in, as the session keeps it: a request reads its session and asks no other table. */
export type Identity = {
  actor: Actor;
  mustChangePassword: boolean;
  /** The tenant asks for a second factor that the person has yet to set up. */
  mustEnroll: boolean;
};

declare module 'express-session' {
  interface SessionData extends Identity {
    /** Finds the sessions of an account when its rights change. */
    userId: string;
    /** What the list of one's own sessions tells of this one. */
    facts: SessionFacts;
    /** The identity provider that the person came by. */
    providerId?: string;
  }
}

/** Behind TLS a name that browsers take from this very host alone, over TLS, for all of its paths. */
const nameOf = (secure: boolean) => (secure ? '__Host-uc.sid' : 'uc.sid');
const cookieOf = ({ PUBLIC_URL }: Deps['env']) => {
  const secure = PUBLIC_URL?.startsWith('https:') ?? false;
  return { name: nameOf(secure), secure };
};

/** Sessions in the database, so that every server knows them; 12 hours from the sign-in, however busy they are. */
export function sessions(deps: Deps): RequestHandler {
  const { env, pool } = deps;
  return session({
    name: cookieOf(env).name,
    secret: env.SESSION_SECRET,
    store: new SessionStore(pool),
    resave: false,
    saveUninitialized: false,
    // TLS ends at a proxy, which says so in X-Forwarded-Proto.
    proxy: true,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: cookieOf(env).secure,
      maxAge: LIFETIME,
    },
  });
}

const notSignedIn = () => new Failure(401, 'not-signed-in');

function bearerOf(req: Request): string | null {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? (token ?? '') : null;
}

/** Whether a request comes from a signed-in browser rather than with a token. */
export const bySession = (req: Request): boolean => bearerOf(req) === null;

/** What is kept of an API token: it has 256 random bits, so a plain hash can't be guessed back. */
export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex');

/** Who asks; `proof` is what a transaction must ask along, where the session is as it is remembered. */
export type Signed = Identity & { proof?: Proof };

/**
 * Who asks, by session or by token; 401 for nobody. A session may be told from memory: whoever reads or writes by it
 * takes the proof along, and whoever refuses by it asks again for a fresh one.
 */
export async function signedIn(deps: Deps, req: Request, { fresh }: { fresh: boolean }): Promise<Signed> {
  const token = bearerOf(req);
  if (token !== null) {
    const owner = await findTokenOwner(queryOf(deps.pool), tokenHash(token), dayOf(deps.now()));
    if (!owner?.active) throw notSignedIn();
    return known(req, { actor: actorFrom(owner), mustChangePassword: owner.mustChangePassword, mustEnroll: false });
  }
  // Where sign-in happens the whole session is at hand, read for this request.
  const found = (req.session as unknown)
    ? { kept: { sid: req.sessionID, text: '', data: Object.assign({}, req.session) }, remembered: false }
    : await sessionFrom(deps, req, { cookie: cookieOf(deps.env).name, fresh });
  const { actor, mustChangePassword = false, mustEnroll = false } = found?.kept.data ?? {};
  if (!found || !actor) throw notSignedIn();
  req.sessionID = found.kept.sid;
  noteSeen(deps, found.kept);
  const identity = { actor, mustChangePassword, mustEnroll };
  return known(req, found.remembered ? { ...identity, proof: proofOf(found.kept) } : identity);
}

function known(req: Request, signed: Signed): Signed {
  noteActor(req, signed.actor);
  return signed;
}

/** Like `signedIn`, read now. A person whose first password is unchanged passes here. */
export const identityOf = (deps: Deps, req: Request): Promise<Identity> => signedIn(deps, req, { fresh: true });

/** 403 as long as the first password is unchanged or a second factor is missing. */
export function refuseUnready({ mustChangePassword, mustEnroll }: Identity): void {
  if (mustChangePassword) throw forbidden('must-change-password');
  if (mustEnroll) throw forbidden('must-enroll');
}

/** Who acts: like `identityOf`, and ready to. */
export async function actorOf(deps: Deps, req: Request): Promise<Actor> {
  const identity = await identityOf(deps, req);
  refuseUnready(identity);
  return identity.actor;
}

type Step = (done: (error?: unknown) => void) => unknown;
const finished = (step: Step) =>
  new Promise<void>((resolve, reject) => void step((error) => (error ? reject(error as Error) : resolve())));

/** A new session under a new id (so that one planted before the sign-in is worth nothing), saved with the transaction. */
export async function startSession(ctx: Ctx, req: Request, identity: Identity, providerId?: string): Promise<void> {
  await sessionsWithin(ctx, async () => {
    await finished((done) => req.session.regenerate(done));
    const { id: userId } = identity.actor;
    Object.assign(req.session, {
      ...identity,
      userId,
      facts: sessionFacts(req),
      ...(providerId ? { providerId } : {}),
    });
    await finished((done) => req.session.save(done));
  });
}

export async function endSession(req: Request): Promise<void> {
  const secure = req.session.cookie.secure === true;
  await finished((done) => req.session.destroy(done));
  req.res?.clearCookie(nameOf(secure), { path: '/', secure });
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
