import express, { type Router } from 'express';
import { codeBody } from '../../../shared/signIn.ts';
import { loginBody, passwordBody, passwordFault } from '../../../shared/users.ts';
import { actorFrom, findAccount, platformActor, queryOf, setPassword } from '../../db/platform.ts';
import type { Deps } from '../../deps.ts';
import { forbidden, invalid } from '../../errors.ts';
import { endSession, identityOf, startSession } from '../../http/session.ts';
import { attemptOf } from './attempts.ts';
import { arrivalOf, enter, languageFor, leaving, noteFailure, noteOwn, wrongPassword } from './enter.ts';
import { demoAccounts, meOf } from './me.report.ts';
import { oidcRouter } from './oidc/routes.ts';
import { signOutAddress } from './oidc/provider.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { secondFactorRouter } from './secondFactor.routes.ts';
import { endSessionsOf } from './sessions.service.ts';

/** The password of every demo account. */
export const demoPassword = 'demo-123456';

/** What comes before a role can be asked: signing in and out, and one's own password. */
export function authRouter(deps: Deps): Router {
  const router = express.Router();
  const query = queryOf(deps.pool);

  /** The password is checked before any transaction; the wait is asked again after it, for guesses sent at once. */
  router.post('/login', async (req, res) => {
    const { username: typed, password } = loginBody.parse(req.body ?? {});
    const username = typed.replaceAll('\0', '').trim().toLowerCase();
    const account = await findAccount(query, { username });
    const attempt = await attemptOf(deps, req, username, account);
    await attempt.refuse(res);
    const right = await verifyPassword(account?.passwordHash ?? null, password);
    await attempt.refuse(res);
    if (!account || !right) {
      await attempt.fail(res);
      noteFailure(deps, res, account);
      throw wrongPassword();
    }
    res.json(await enter(deps, req, res, { account }));
  });

  /** The second step of a sign-in: a code of the authenticator, or a recovery code. */
  router.post('/second-step', async (req, res) => {
    const { code } = codeBody.parse(req.body ?? {});
    res.json(await enter(deps, req, res, await arrivalOf(deps, req, query), code));
  });

  router.get('/me', async (req, res) => {
    const identity = await identityOf(deps, req);
    res.json(await deps.as(identity.actor, languageFor(req), (ctx) => meOf(ctx, identity)));
  });

  /** 200 with an address where the identity provider is to be left too. */
  router.post('/logout', async (req, res) => {
    const { actor, providerId } = req.session;
    if (actor) await deps.as(actor, languageFor(req), (ctx) => noteOwn(ctx, 'sign-out'));
    await endSession(req);
    const location = providerId ? await signOutAddress(deps, req, providerId) : null;
    if (location) res.json({ location });
    else res.status(204).end();
  });

  router.post('/logout-everywhere', async (req, res) => {
    const { actor } = await identityOf(deps, req);
    await deps.as(actor, languageFor(req), async (ctx) => {
      await Promise.all([noteOwn(ctx, 'sign-out-everywhere'), endSessionsOf(ctx, [actor.id])]);
    });
    await endSession(req);
    res.status(204).end();
  });

  router.post('/password', async (req, res) => {
    const { actor, mustEnroll } = await identityOf(deps, req);
    const { current, next } = passwordBody.parse(req.body ?? {});
    const account = await findAccount(query, { id: actor.id });
    const attempt = await attemptOf(deps, req, actor.username, account);
    await attempt.refuse(res);
    if (!(await verifyPassword(account?.passwordHash ?? null, current))) {
      await attempt.fail(res);
      throw invalid({ current: 'wrong-current-password' });
    }
    const fault = next === current ? 'same-password' : passwordFault(next, actor.username);
    if (fault) throw invalid({ next: fault });
    const hash = await hashPassword(next);
    const me = await deps
      .as(actor, languageFor(req), async (ctx) => {
        await setPassword(ctx.query, actor.id, hash, ctx.now);
        const now = await findAccount(ctx.query, { id: actor.id });
        if (!now?.active) throw forbidden('account-disabled');
        await Promise.all([noteOwn(ctx, 'change-password'), attempt.succeed(ctx)]);
        const identity = { actor: actorFrom(now), mustChangePassword: false, mustEnroll };
        const answer = await meOf(ctx, identity);
        await startSession(ctx, req, identity, req.session.providerId);
        await endSessionsOf(ctx, [actor.id], { except: req.sessionID });
        return answer;
      })
      .catch(leaving(req));
    res.json(me);
  });

  router.get('/demo', async (req, res) => {
    if (!deps.env.DEMO) return void res.json(null);
    res.json({ password: demoPassword, accounts: await deps.as(platformActor, languageFor(req), demoAccounts) });
  });

  router.use('/second-factor', secondFactorRouter(deps));
  router.use('/oidc', oidcRouter(deps));

  return router;
}
