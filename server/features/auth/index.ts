import express, { type Request, type Router } from 'express';
import { loginBody, passwordBody, passwordFault } from '../../../shared/users.ts';
import type { Ctx } from '../../ctx.ts';
import { actorFrom, findAccount, noteSignIn, platformActor, queryOf, setPassword } from '../../db/platform.ts';
import type { Deps } from '../../deps.ts';
import { Failure, forbidden, invalid } from '../../errors.ts';
import { languageOf } from '../../http/problem.ts';
import { endSession, identityOf, startSession } from '../../http/session.ts';
import { recordEvents } from '../events/event.service.ts';
import { demoAccounts, meOf } from './me.report.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { endSessionsOf } from './sessions.service.ts';
import { countFailure, forgetFailures, refuseWaiting } from './throttle.ts';

/** The password of every demo account. */
export const demoPassword = 'demo-123456';

const language = (req: Request) => languageOf(req.headers['accept-language']);

const wrongPassword = () => new Failure(401, 'wrong-password');

/** A step of the signed-in person on the own account. */
function noteOwn(ctx: Ctx, action: string): Promise<void> {
  const { id, orgCode, unionId } = ctx.actor;
  return recordEvents(ctx, [{ subjectType: 'users', subjectId: id, orgCode, unionId, action }]);
}

/** A session is saved before its transaction commits; whatever fails after that takes it away again. */
const leaving = (req: Request) => async (error: unknown) => {
  await endSession(req);
  throw error;
};

/** What comes before a role can be asked: signing in and out, and one's own password. */
export function authRouter(deps: Deps): Router {
  const router = express.Router();
  const query = queryOf(deps.pool);

  /** The password is checked before any transaction; the wait is asked again after it, for guesses sent at once. */
  router.post('/login', async (req, res) => {
    const { username: typed, password } = loginBody.parse(req.body ?? {});
    const username = typed.replaceAll('\0', '').trim().toLowerCase();
    await refuseWaiting(query, username, res);
    const account = await findAccount(query, { username });
    const right = await verifyPassword(account?.passwordHash ?? null, password);
    await refuseWaiting(query, username, res);
    if (!account || !right) {
      await countFailure(query, username, res);
      throw wrongPassword();
    }
    const identity = { actor: actorFrom(account), mustChangePassword: account.mustChangePassword };
    const me = await deps
      .as(identity.actor, language(req), async (ctx) => {
        await noteSignIn(ctx.query, account.id, deps.now());
        // The account is held now; what was read before the password was checked may be out of date.
        const current = await findAccount(ctx.query, { id: account.id });
        if (!current?.active) throw forbidden('account-disabled');
        if (JSON.stringify(current) !== JSON.stringify(account)) throw wrongPassword();
        await Promise.all([noteOwn(ctx, 'sign-in'), forgetFailures(ctx.query, username)]);
        const answer = await meOf(ctx, identity.mustChangePassword);
        await startSession(req, identity);
        return answer;
      })
      .catch(leaving(req));
    res.json(me);
  });

  router.get('/me', async (req, res) => {
    const { actor, mustChangePassword } = await identityOf(deps, req);
    res.json(await deps.as(actor, language(req), (ctx) => meOf(ctx, mustChangePassword)));
  });

  router.post('/logout', async (req, res) => {
    await endSession(req);
    res.status(204).end();
  });

  router.post('/logout-everywhere', async (req, res) => {
    const { actor } = await identityOf(deps, req);
    await deps.as(actor, language(req), async (ctx) => {
      await Promise.all([noteOwn(ctx, 'sign-out-everywhere'), endSessionsOf(ctx, [actor.id])]);
    });
    await endSession(req);
    res.status(204).end();
  });

  router.post('/password', async (req, res) => {
    const { actor } = await identityOf(deps, req);
    const { current, next } = passwordBody.parse(req.body ?? {});
    await refuseWaiting(query, actor.username, res);
    const account = await findAccount(query, { id: actor.id });
    if (!(await verifyPassword(account?.passwordHash ?? null, current))) {
      await countFailure(query, actor.username, res);
      throw invalid({ current: 'wrong-current-password' });
    }
    const fault = next === current ? 'same-password' : passwordFault(next, actor.username);
    if (fault) throw invalid({ next: fault });
    const hash = await hashPassword(next);
    const me = await deps
      .as(actor, language(req), async (ctx) => {
        await setPassword(ctx.query, actor.id, hash, ctx.now);
        const now = await findAccount(ctx.query, { id: actor.id });
        if (!now?.active) throw forbidden('account-disabled');
        await Promise.all([noteOwn(ctx, 'change-password'), forgetFailures(ctx.query, actor.username)]);
        const answer = await meOf(ctx, false);
        await startSession(req, { actor: actorFrom(now), mustChangePassword: false });
        await endSessionsOf(ctx, [actor.id], { except: req.sessionID });
        return answer;
      })
      .catch(leaving(req));
    res.json(me);
  });

  router.get('/demo', async (req, res) => {
    if (!deps.env.DEMO) return void res.json(null);
    res.json({ password: demoPassword, accounts: await deps.as(platformActor, language(req), demoAccounts) });
  });

  return router;
}
