import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';

/**
 * Signs accounts out on every device. A session is a snapshot of rights, so whatever changes them calls this in the
 * same transaction, after it has written (and by that locked) the account.
 */
export async function endSessionsOf(ctx: Ctx, userIds: readonly string[], { except = '' } = {}): Promise<void> {
  await ctx.query(sql`delete from sessions where sess ->> 'userId' = any(${userIds}) and sid <> ${except}`);
}

/** Signs out who came by a provider, all but whoever takes the step: that person can still take it back. */
export async function endSessionsBy(ctx: Ctx, providerId: string): Promise<void> {
  await ctx.query(sql`
    delete from sessions where sess ->> 'providerId' = ${providerId} and sess ->> 'userId' <> ${ctx.actor.id}`);
}

/** A new name in the snapshots of an account that stays signed in. */
export async function renameInSessions(ctx: Ctx, userId: string, name: string): Promise<void> {
  await ctx.query(sql`
    update sessions set sess = jsonb_set(sess::jsonb, '{actor,name}', to_jsonb(${name}::text))::json
    where sess ->> 'userId' = ${userId}`);
}

/** The same for many accounts, in one statement. */
export async function renameAllInSessions(ctx: Ctx, accounts: readonly { id: string; name: string }[]): Promise<void> {
  if (accounts.length === 0) return;
  await ctx.query(sql`
    update sessions s set sess = jsonb_set(s.sess::jsonb, '{actor,name}', to_jsonb(p.name))::json
    from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as p (id text, name text)
    where s.sess ->> 'userId' = p.id`);
}
