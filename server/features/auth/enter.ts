import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Me } from '../../../shared/users.ts';
import type { Language } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { actorFrom, findAccount, noteSignIn, type Account } from '../../db/platform.ts';
import type { Deps } from '../../deps.ts';
import { Failure, forbidden } from '../../errors.ts';
import { sealedCookie } from '../../http/cookies.ts';
import { languageOf } from '../../http/problem.ts';
import { endSession, startSession } from '../../http/session.ts';
import { recordEvents, type Changes } from '../events/event.service.ts';
import { attemptOf, codeAttempts } from './attempts.ts';
import { meOf } from './me.report.ts';
import { hasFactor, mustHaveFactor, prove, type Proof } from './secondFactor.service.ts';

export const languageFor = (req: Request): Language => languageOf(req.headers['accept-language']);

export const wrongPassword = () => new Failure(401, 'wrong-password');

/** A step of the signed-in person on the own account. */
export function noteOwn(ctx: Ctx, action: string, changes: Changes | null = null): Promise<void> {
  const { id, orgCode, unionId } = ctx.actor;
  return recordEvents(ctx, [{ subjectType: 'users', subjectId: id, orgCode, unionId, action, changes }]);
}

/**
 * A failed sign-in stands in the history of the account that it was meant for: written once the answer is out, so that
 * the time of the answer tells no names.
 */
export function noteFailure(deps: Deps, res: Response, account: Account | null): void {
  if (!account) return;
  res.once('finish', () => {
    deps
      .as(actorFrom(account), 'zh', (ctx) => noteOwn(ctx, 'sign-in-failed'))
      .catch((error: unknown) => deps.log.warn({ err: error }, 'a failed sign-in was not noted'));
  });
}

/** A session is saved with its transaction; where that fails, the request has none. */
export const leaving = (req: Request) => async (error: unknown) => {
  await endSession(req);
  throw error;
};

/** Whom the first factor has shown to be there, and how. */
export type Arrival = {
  account: Account;
  /** The provider that vouches; none for a password. */
  provider?: { id: string; name: string; secondFactor: boolean };
};

/** What an account was when its first factor was checked: the second step is refused when any of it has changed. */
const printOf = (account: Account) => createHash('sha256').update(JSON.stringify(account)).digest('base64url');

const provider = z.object({ id: z.string(), name: z.string(), secondFactor: z.boolean() });

/** Carries somebody from the first factor to the second. */
const halfWay = sealedCookie(
  'uc.half',
  z.object({ accountId: z.string(), print: z.string(), provider: provider.optional() }),
  300,
);

/** Whose second step this is; 401 where the first is too long ago or the account is another by now. */
export async function arrivalOf(deps: Deps, req: Request, query: Ctx['query']): Promise<Arrival> {
  const note = halfWay.read(deps, req);
  const account = note && (await findAccount(query, { id: note.accountId }));
  if (!account || printOf(account) !== note.print) throw new Failure(401, 'second-factor-expired');
  return { account, ...(note.provider ? { provider: note.provider } : {}) };
}

/** True for a refusal that means: right so far, now the second factor. */
export const asksForFactor = (error: unknown) => error instanceof Failure && error.code === 'second-factor-required';

/**
 * Signs somebody in: notes it, asks for the second factor where there is one, and starts the session, in one transaction
 * that holds the account. 401 `second-factor-required` hands over the note for the second step; a wrong code is counted.
 */
export async function enter(deps: Deps, req: Request, res: Response, arrival: Arrival, typed?: string): Promise<Me> {
  const { account } = arrival;
  const codes = codeAttempts(deps, account.id);
  if (typed !== undefined) await codes.begin(res);
  const attempt = await attemptOf(deps, req, account.username, account);
  let started = false;
  try {
    return await deps.as(actorFrom(account), languageFor(req), async (ctx) => {
      await noteSignIn(ctx.query, account.id, deps.now());
      // The account is held now; what was read before the first factor was checked may be out of date.
      const current = await findAccount(ctx.query, { id: account.id });
      if (!current?.active) throw forbidden('account-disabled');
      if (JSON.stringify(current) !== JSON.stringify(account)) throw wrongPassword();
      const mustEnroll = await checkFactor(ctx, deps, arrival, typed);
      if (typed !== undefined) await codes.succeed(ctx);
      await Promise.all([
        attempt.succeed(ctx),
        noteOwn(ctx, 'sign-in', arrival.provider ? { provider: [null, arrival.provider.name] } : null),
      ]);
      const identity = {
        actor: ctx.actor,
        mustChangePassword: arrival.provider ? false : account.mustChangePassword,
        mustEnroll,
      };
      const answer = await meOf(ctx, identity);
      started = true;
      await startSession(ctx, req, identity, arrival.provider?.id);
      if (typed !== undefined) halfWay.drop(deps, res);
      return answer;
    });
  } catch (error) {
    if (started) await endSession(req);
    if (asksForFactor(error)) {
      halfWay.give(deps, res, {
        accountId: account.id,
        print: printOf(account),
        ...(arrival.provider ? { provider: arrival.provider } : {}),
      });
    } else if (error instanceof Failure && error.code === 'wrong-second-factor') {
      noteFailure(deps, res, account);
    }
    throw error;
  }
}

/** Whether a second factor is still to be set up; 401 where the one there is was not shown. */
async function checkFactor(ctx: Ctx, deps: Deps, arrival: Arrival, typed: string | undefined): Promise<boolean> {
  if (arrival.provider?.secondFactor) return false;
  if (await hasFactor(ctx)) {
    if (typed === undefined) throw new Failure(401, 'second-factor-required');
    const proof: Proof | null = await prove(ctx, typed);
    if (!proof) throw new Failure(401, 'wrong-second-factor');
    if (proof === 'recovery-code') await noteOwn(ctx, 'use-recovery-code');
    return false;
  }
  return !arrival.account.demo && (await mustHaveFactor(ctx, deps.env));
}
