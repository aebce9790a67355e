import express, { type Request, type Response, type Router } from 'express';
import { codeBody, type SecondFactor } from '../../../shared/signIn.ts';
import type { Ctx } from '../../ctx.ts';
import { findAccount, noPassword } from '../../db/platform.ts';
import type { Deps } from '../../deps.ts';
import { conflict, forbidden, invalid } from '../../errors.ts';
import { bySession, identityOf, startSession, type Identity } from '../../http/session.ts';
import { codeAttempts } from './attempts.ts';
import { languageFor, leaving, noteOwn } from './enter.ts';
import { meOf } from './me.report.ts';
import { identitiesOf } from './oidc/identity.ts';
import {
  beginEnrolment,
  confirmEnrolment,
  factorSince,
  mustHaveFactor,
  newRecoveryCodes,
  prove,
  recoveryLeft,
  removeFactor,
} from './secondFactor.service.ts';
import { endSessionsOf } from './sessions.service.ts';

/** One's own second factor. It is set up before anything else may be done, so it can't wait for a role; tokens have none. */
export function secondFactorRouter(deps: Deps): Router {
  const router = express.Router();

  const mine = async (req: Request): Promise<Identity> => {
    const identity = await identityOf(deps, req);
    if (!bySession(req)) throw forbidden('browser-only');
    if (identity.mustChangePassword) throw forbidden('must-change-password');
    return identity;
  };

  /** An act that a code opens: null of `act` means that it was wrong. */
  async function withCode<T>(
    req: Request,
    res: Response,
    act: (ctx: Ctx, code: string) => Promise<T | null>,
  ): Promise<T> {
    const { actor } = await mine(req);
    const { code } = codeBody.parse(req.body ?? {});
    const codes = codeAttempts(deps, actor.id);
    await codes.begin(res);
    const done = await deps.as(actor, languageFor(req), async (ctx) => {
      const result = await act(ctx, code);
      if (result !== null) await codes.succeed(ctx);
      return result;
    });
    if (done !== null) return done;
    throw invalid({ code: 'wrong-second-factor' });
  }

  router.get('/', async (req, res) => {
    const { actor } = await mine(req);
    res.json(await deps.as(actor, languageFor(req), (ctx) => stateOf(ctx, deps)));
  });

  router.post('/begin', async (req, res) => {
    const { actor } = await mine(req);
    res.json(await deps.as(actor, languageFor(req), beginEnrolment));
  });

  /** From now on every sign-in takes a code; those elsewhere, which took none, end. */
  router.post('/confirm', async (req, res) => {
    const identity = { ...(await mine(req)), mustEnroll: false };
    const { providerId } = req.session;
    const answer = await withCode(req, res, async (ctx, code) => {
      const recoveryCodes = await confirmEnrolment(ctx, code);
      if (!recoveryCodes) return null;
      await noteOwn(ctx, 'enroll-second-factor');
      const me = await meOf(ctx, identity);
      await startSession(ctx, req, identity, providerId).catch(leaving(req));
      await endSessionsOf(ctx, [ctx.actor.id], { except: req.sessionID });
      return { recoveryCodes, me };
    });
    res.json(answer);
  });

  router.post('/recovery-codes', async (req, res) => {
    const recoveryCodes = await withCode(req, res, async (ctx, code) => {
      if (!(await prove(ctx, code))) return null;
      await noteOwn(ctx, 'new-recovery-codes');
      return newRecoveryCodes(ctx);
    });
    res.json({ recoveryCodes });
  });

  router.post('/remove', async (req, res) => {
    await withCode(req, res, async (ctx, code) => {
      if (await mustHaveFactor(ctx, deps.env)) throw conflict('second-factor-demanded');
      if (!(await prove(ctx, code))) return null;
      await Promise.all([removeFactor(ctx), noteOwn(ctx, 'remove-second-factor')]);
      return true;
    });
    res.status(204).end();
  });

  return router;
}

async function stateOf(ctx: Ctx, deps: Deps): Promise<SecondFactor> {
  const [account, since, left, required, identities] = await Promise.all([
    findAccount(ctx.query, { id: ctx.actor.id }),
    factorSince(ctx),
    recoveryLeft(ctx),
    mustHaveFactor(ctx, deps.env),
    identitiesOf(ctx, deps),
  ]);
  return {
    since: since?.toISOString() ?? null,
    recoveryLeft: left,
    required: required && !account?.demo,
    hasPassword: account?.passwordHash !== noPassword,
    identities,
  };
}
