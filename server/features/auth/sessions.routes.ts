import sql from 'sql-template-tag';
import type { OwnSession } from '../../../shared/signIn.ts';
import type { Ctx } from '../../ctx.ts';
import { notFound } from '../../errors.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { noteOwn } from './enter.ts';
import { endSessionsOf } from './sessions.service.ts';

/** The sessions of the signed-in person on every device, the newest use first; `current` is the one that asks. */
async function ownSessions(ctx: Ctx, current: string): Promise<OwnSession[]> {
  const rows = await ctx.query<OwnSession & { sid: string }>(sql`
    select s.sid, f ->> 'key' as id, f ->> 'browser' as browser, f ->> 'system' as system, f ->> 'since' as since,
      f ->> 'seenAt' as "seenAt", f ->> 'address' as address, p.name as provider
    from sessions s
    cross join lateral (select sess -> 'facts' as f) facts
    left join platform_own_identities(${ctx.actor.id}, ${ctx.actor.orgCode}) p
      on p.id::text = s.sess ->> 'providerId'
    where s.sess ->> 'userId' = ${ctx.actor.id} and s.expire > clock_timestamp() and f is not null
    order by f ->> 'seenAt' desc limit 100`);
  return rows.map(({ sid, ...row }) => ({ ...row, current: sid === current }));
}

/** One's own sessions. What is ended ends at once on every server: none keeps a session beside the database. */
export const sessionRoutes: RouteDef[] = [
  route({
    method: 'get',
    path: '/me/sessions',
    permission: 'signed-in',
    summary: 'Where the signed-in person is signed in: device, since when, last use',
    run: (ctx, { req }) => ownSessions(ctx, req.sessionID),
  }),
  route({
    method: 'delete',
    path: '/me/sessions/:id',
    permission: 'signed-in',
    summary: 'End one of the own sessions',
    run: async (ctx, { params, req }) => {
      const ended = await ctx.query(sql`
        delete from sessions
        where sess ->> 'userId' = ${ctx.actor.id} and sess -> 'facts' ->> 'key' = ${params.id} returning sid`);
      if (ended.length === 0) throw notFound();
      await noteOwn(ctx, 'end-session');
      return ownSessions(ctx, req.sessionID);
    },
  }),
  route({
    method: 'post',
    path: '/me/end-other-sessions',
    permission: 'signed-in',
    summary: 'End all of the own sessions but this one',
    run: async (ctx, { req }) => {
      await Promise.all([
        endSessionsOf(ctx, [ctx.actor.id], { except: req.sessionID }),
        noteOwn(ctx, 'sign-out-everywhere'),
      ]);
      return ownSessions(ctx, req.sessionID);
    },
  }),
];
