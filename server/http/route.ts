import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import sql from 'sql-template-tag';
import { z } from 'zod';
import { can, type Resource } from '../../shared/permissions.ts';
import type { Ctx } from '../ctx.ts';
import type { Deps } from '../deps.ts';
import { openJson, sealJson } from '../db/sealed.ts';
import { Disproved } from '../db/transaction.ts';
import { Failure, forbidden, notFound } from '../errors.ts';
import { hasJustWritten, noteWrite } from './ownWrites.ts';
import { languageOf } from './problem.ts';
import { refuseUnready, signedIn, type Signed } from './session.ts';

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

export type ListContract = { filter: z.ZodType; sorts: () => readonly string[] };

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
  /** Of a list: the filters that it takes and the fields that it can be sorted by. */
  list?: ListContract;
  /** What `receive` reads: a form with one `file` and these fields, or bytes. */
  upload?: z.ZodType | 'bytes';
  /** Reads a body that is not JSON (an upload) before the transaction opens. */
  receive?: (req: Request, deps: Deps) => Promise<Body>;
  status?: number;
  /** May be answered from a replica, some seconds behind; whoever has just written reads the primary all the same. */
  replica?: true;
  /** No idempotency key keeps the answer: it holds a secret that is shown once, or is a file. */
  unkeptAnswer?: true;
  run: (ctx: Ctx, input: Input<Loaded, Body, Query>) => Promise<unknown>;
};

export type RouteDef = Omit<
  RouteSpec<never, never, never>,
  'load' | 'authorize' | 'run' | 'receive' | 'unkeptAnswer'
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

const aCode = z.string().regex(/^[0-9A-Z]{2,9}$/);

/** What the ids of a route's records look like: of organisations, and of their settings, they are codes. */
const idOf = (path: string) => (/^\/(organisations|settings)\//.test(path) ? aCode : z.uuid());

/** The only way to make a handler behind the sign-in: permission, one scoped transaction, answer after the commit. */
export function route<Loaded = undefined, Body = undefined, Query = undefined>(
  spec: RouteSpec<Loaded, Body, Query>,
): RouteDef {
  const { method, path, permission, summary, status = 200 } = spec;
  const anId = idOf(path);
  const handler =
    (deps: Deps): RequestHandler =>
    async (req, res) => {
      const language = languageOf(req.headers['accept-language']);
      const params = req.params as Record<string, string>;
      const check = (signed: Signed) => {
        refuseUnready(signed);
        if (permission !== 'signed-in' && !can(signed.actor, permission[0], permission[1])) throw forbidden();
        if (params.id !== undefined && !anId.safeParse(params.id).success) throw notFound();
      };
      const onReplica = spec.replica === true && deps.reads.replicated && !hasJustWritten(req);
      const admit = (fresh: boolean) => admitted((now) => signedIn(deps, req, { fresh: now }), check, fresh);
      // What is received is kept before there is a transaction, and a replica may not know yet that a session has ended.
      let signed = await admit(spec.receive !== undefined || onReplica);
      const received = spec.receive ? await spec.receive(req, deps) : undefined;
      // What takes long to arrive counts for whoever its sender is by then.
      if (spec.receive) signed = await admit(false);
      const key = method === 'post' && !spec.unkeptAnswer ? req.get('idempotency-key') : undefined;

      const as = onReplica ? deps.reads.as : deps.as;
      const work = async (ctx: Ctx) => {
        const perform = async (ctx: Ctx) => {
          const record = (spec.load ? await spec.load(ctx, params) : undefined) as Loaded;
          spec.authorize?.(ctx, record);
          const body = (received ??
            (spec.body ? spec.body.parse(req.body ?? {}, { reportInput: true }) : undefined)) as Body;
          const query = (spec.query ? parseQuery(spec.query, req.query) : undefined) as Query;
          return spec.run(ctx, { record, body, query, params, deps, req, res });
        };
        return key
          ? once(ctx, { key, route: `${method} ${path}`, body: [params, received ?? req.body], status }, perform)
          : perform(ctx);
      };
      const terms = () => ({ proof: signed.proof, reads: method === 'get' });
      const answer = await as(signed.actor, language, work, terms()).catch(async (error: unknown) => {
        if (!(error instanceof Disproved)) throw error;
        signed = await admit(true);
        return as(signed.actor, language, work, terms());
      });
      if (method !== 'get') noteWrite(deps, res);
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
    ...(spec.list ? { list: spec.list } : {}),
    ...(spec.upload ? { upload: spec.upload } : {}),
  };
}

/** Whoever is refused by what is remembered of the session is asked again by what it is now. */
async function admitted(
  who: (fresh: boolean) => Promise<Signed>,
  check: (signed: Signed) => void,
  fresh: boolean,
): Promise<Signed> {
  const signed = await who(fresh);
  try {
    check(signed);
    return signed;
  } catch (error) {
    if (!signed.proof) throw error;
    return admitted(who, check, true);
  }
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
  perform: (ctx: Ctx) => Promise<unknown>,
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
    return openJson(ctx, 'idempotency_keys.answer', kept.answer);
  }
  // What is last for the act comes before the answer that is kept of it.
  const query: Ctx['query'] = (statement, how) => ctx.query(statement, { ...how, last: false });
  const answer = await perform({ ...ctx, query });
  const sealed = sealJson(ctx, 'idempotency_keys.answer', JSON.stringify(answer ?? null));
  await ctx.query(sql`update idempotency_keys set answer = to_jsonb(${sealed}::text) where ${mine}`);
  return answer;
}
