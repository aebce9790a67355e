import express, { type Request, type Response, type Router } from 'express';
import sql from 'sql-template-tag';
import { z } from 'zod';
import type { SignInProvider } from '../../../../shared/identityProviders.ts';
import type { SignInFault } from '../../../../shared/messages/signIn.ts';
import { isOwnPage } from '../../../../shared/rules/ownPage.ts';
import { queryOf } from '../../../db/platform.ts';
import type { Deps } from '../../../deps.ts';
import { forbidden, Failure, notFound } from '../../../errors.ts';
import { sealedCookie } from '../../../http/cookies.ts';
import { actorOf, bySession } from '../../../http/session.ts';
import { secondsUntilDetour } from '../attempts.ts';
import { asksForFactor, enter } from '../enter.ts';
import { waits } from '../throttle.ts';
import { accountOf, link } from './identity.ts';
import { arrival, departure, DetourFault, findProvider, originOf, type Provider } from './provider.ts';

/** What a browser carries from the way out to the way back: ten minutes, for people who look for their password. */
const flowCookie = sealedCookie(
  'uc.flow',
  z.object({
    providerId: z.string(),
    state: z.string(),
    nonce: z.string(),
    verifier: z.string(),
    target: z.string(),
    linkTo: z.string().nullable(),
  }),
  600,
);

/** A page of the console; anything that could lead elsewhere is its home. */
const safeTarget = (target: unknown): string =>
  typeof target === 'string' && target.length <= 500 && isOwnPage(target) && !target.startsWith('/api') ? target : '/';

/** Ways to identity providers and back. Whatever goes wrong on them is said in words on the sign-in page. */
export function oidcRouter(deps: Deps): Router {
  const router = express.Router();

  router.get('/', async (_req, res) => {
    const providers = await queryOf(deps.pool)<SignInProvider>(
      sql`select id, name, org_name as "orgName" from platform_identity_providers()`,
    );
    res.json(providers);
  });

  async function providerOf(req: Request): Promise<Provider> {
    const id = z.uuid().safeParse(req.params['id']);
    const provider = id.success ? await findProvider(deps, id.data) : null;
    if (!provider) throw new DetourFault('oidc-expired');
    return provider;
  }

  async function depart(req: Request, res: Response, target: string, linkTo: string | null): Promise<string> {
    const provider = await providerOf(req);
    const { address, flow } = await departure(deps, provider, originOf(deps, req));
    flowCookie.give(deps, res, { providerId: provider.id, ...flow, target, linkTo });
    return address;
  }

  /** Sends the browser on; a fault goes to the sign-in page, and its cause into the log. */
  const led =
    (act: (req: Request, res: Response) => Promise<string>) =>
    async (req: Request, res: Response): Promise<void> => {
      try {
        if ((await secondsUntilDetour(deps, req)) > 0) throw new DetourFault('too-many-requests');
        res.redirect(303, await act(req, res));
      } catch (error) {
        const fault = faultOf(error);
        deps.log.warn({ requestId: req.id, fault, reason: reasonOf(error) }, 'a sign-in by a provider failed');
        const by = z.uuid().safeParse(req.params['id']);
        const query = new URLSearchParams({ fault, ...(by.success ? { by: by.data } : {}) });
        res.redirect(303, `/login?${query}`);
      }
    };

  router.get(
    '/:id/start',
    led((req, res) => depart(req, res, safeTarget(req.query['to']), null)),
  );

  /** From one's own page: ties the account to one at the provider. POST, so that no other site can begin it. */
  router.post('/:id/link', async (req, res) => {
    const actor = await actorOf(deps, req);
    if (!bySession(req)) throw forbidden('browser-only');
    const seconds = await secondsUntilDetour(deps, req);
    if (seconds > 0) throw waits(res, seconds, 'too-many-attempts');
    try {
      res.json({ location: await depart(req, res, '/me', actor.id) });
    } catch (error) {
      if (!(error instanceof DetourFault)) throw error;
      if (error.fault === 'oidc-expired') throw notFound();
      throw new Failure(503, 'unavailable');
    }
  });

  router.get(
    '/:id/callback',
    led(async (req, res) => {
      const flow = flowCookie.read(deps, req);
      flowCookie.drop(deps, res);
      const provider = await providerOf(req);
      if (!flow || flow.providerId !== provider.id || flow.state !== req.query['state']) {
        throw new DetourFault('oidc-expired');
      }
      const search = req.originalUrl.slice(req.originalUrl.indexOf('?'));
      const subject = await arrival(deps, provider, { origin: originOf(deps, req), search, flow });
      if (flow.linkTo) {
        const person = await actorOf(deps, req).catch(() => null);
        if (person?.id !== flow.linkTo) throw new DetourFault('oidc-expired');
        await link(deps, provider, subject, person);
        return flow.target;
      }
      const account = await accountOf(deps, provider, subject);
      const { id, name, secondFactor } = provider;
      try {
        await enter(deps, req, res, { account, provider: { id, name, secondFactor } });
      } catch (error) {
        if (!asksForFactor(error)) throw error;
        return `/login?${new URLSearchParams({ step: 'code', to: flow.target })}`;
      }
      return flow.target;
    }),
  );

  return router;
}

function faultOf(error: unknown): SignInFault {
  if (error instanceof DetourFault) return error.fault;
  if (error instanceof Failure && error.code === 'account-disabled') return 'account-disabled';
  return error instanceof Failure && error.status === 401 ? 'oidc-expired' : 'unavailable';
}

/** For the log: what the library said, without what it looked at. */
function reasonOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code } = error as { code?: unknown };
  const said = `${error.name}: ${error.message}${typeof code === 'string' ? ` (${code})` : ''}`;
  return [said, ...reasonOf(error.cause)];
}
