import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import sql from 'sql-template-tag';
import { z } from 'zod';
import { can, type Resource } from '../../shared/permissions.ts';
import type { Ctx } from '../ctx.ts';
import type { Deps } from '../deps.ts';
import { Failure, forbidden, notFound } from '../errors.ts';
import { languageOf } from './problem.ts';
import { actorOf } from './session.ts';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** What a role needs for a route. `signed-in` is written out where every role may come in. */
export type Permission = readonly [action: string, resource: Resource] | 'signed-in';

export type Input<Loaded, Body, Query> = {
  record: Loaded;
  body: Body;
  query: Query;
  params: Record<string, string>;
  deps: Deps;
  req: Request;
  res: Response;
};

/** The whole contract of one address. The order of the checks is that of the interface: 401, 403, 404, 422, 409. */
export type RouteSpec<Loaded, Body, Query> = {
  method: Method;
  /** Below /api, with `:id` and the like. */
  path: string;
  permission: Permission;
  summary: string;
  /** The record in the scope, or 404. */
  load?: (ctx: Ctx, params: Record<string, string>) => Promise<Loaded>;
  /** 403 for what the place of the record forbids. */
  authorize?: (ctx: Ctx, record: Loaded) => void;
  body?: z.ZodType<Body>;
  query?: z.ZodType<Query>;
  /** Reads a body that is not JSON (an upload) before the transaction opens. */
  receive?: (req: Request, deps: Deps) => Promise<Body>;
  status?: number;
  /** The answer holds a secret that is shown once, so no idempotency key keeps it. */
  secretAnswer?: true;
  run: (ctx: Ctx, input: Input<Loaded, Body, Query>) => Promise<unknown>;
};

export type RouteDef = Omit<
  RouteSpec<never, never, never>,
  'load' | 'authorize' | 'run' | 'receive' | 'secretAnswer'
> & {
  handler: (deps: Deps) => RequestHandler;
};

/** An answer that is not JSON: sent after the commit, so that a slow reader holds no connection to the database. */
export class Streamed {
  readonly send: (req: Request, res: Response) => Promise<void>;
  constructor(send: (req: Request, res: Response) => Promise<void>) {
    this.send = send;
  }
}

const anId = z.union([z.uuid(), z.string().regex(/^[0-9A-Z]{2,9}$/)]);

/** The only way to make a handler behind the sign-in: permission, one scoped transaction, answer after the commit. */
export function route<Loaded = undefined, Body = undefined, Query = undefined>(
  spec: RouteSpec<Loaded, Body, Query>,
): RouteDef {
  const { method, path, permission, summary, status = 200 } = spec;
  const handler =
    (deps: Deps): RequestHandler =>
    async (req, res) => {
      const language = languageOf(req.headers['accept-language']);
      const actor = await actorOf(deps, req);
      if (permission !== 'signed-in' && !can(actor, permission[0], permission[1])) throw forbidden();
      const params = req.params as Record<string, string>;
      if (params.id !== undefined && !anId.safeParse(params.id).success) throw notFound();
      const received = spec.receive ? await spec.receive(req, deps) : undefined;
      const key = method === 'post' && !spec.secretAnswer ? req.get('idempotency-key') : undefined;

      const answer = await deps.as(actor, language, async (ctx) => {
        const perform = async () => {
          const record = (spec.load ? await spec.load(ctx, params) : undefined) as Loaded;
          spec.authorize?.(ctx, record);
          const body = (received ??
            (spec.body ? spec.body.parse(req.body ?? {}, { reportInput: true }) : undefined)) as Body;
          const query = (spec.query ? parseQuery(spec.query, req.query) : undefined) as Query;
          return spec.run(ctx, { record, body, query, params, deps, req, res });
        };
        return key
          ? once(ctx, { key, route: `${method} ${path}`, body: [params, received ?? req.body], status }, perform)
          : perform();
      });
      if (answer instanceof Streamed) await answer.send(req, res);
      else res.status(status).json(answer ?? null);
    };
  return {
    method,
    path,
    permission,
    summary,
    status,
    handler,
    ...(spec.body ? { body: spec.body as never } : {}),
    ...(spec.query ? { query: spec.query as never } : {}),
  };
}

function parseQuery<Q>(schema: z.ZodType<Q>, query: unknown): Q {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const where = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.');
  throw new Failure(400, 'invalid-query', { params: { detail: where } });
}

/**
 * The first answer of an idempotency key, kept in the transaction of the act itself; successes only, because a failed
 * act rolls it back. A second request with the key waits for the first on the primary key.
 */
async function once(
  ctx: Ctx,
  { key, route: name, body, status }: { key: string; route: string; body: unknown; status: number },
  perform: () => Promise<unknown>,
): Promise<unknown> {
  if (key.length > 200) throw new Failure(422, 'invalid-input');
  const hash = createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
  const claimed = await ctx.query(sql`
    insert into idempotency_keys (actor_id, route, key, body_hash, status)
    values (${ctx.actor.id}, ${name}, ${key}, ${hash}, ${status}) on conflict do nothing returning key`);
  const mine = sql`actor_id = ${ctx.actor.id} and route = ${name} and key = ${key}`;
  if (claimed.length === 0) {
    const [kept] = await ctx.query<{ body_hash: string; answer: unknown }>(
      sql`select body_hash, answer from idempotency_keys where ${mine}`,
    );
    if (kept?.body_hash !== hash) throw new Failure(422, 'idempotency-key-reused');
    return kept.answer;
  }
  const answer = await perform();
  await ctx.query(sql`update idempotency_keys set answer = ${JSON.stringify(answer ?? null)} where ${mine}`);
  return answer;
}
