import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';

/**
 * Signs accounts out on every device. A session is a snapshot of rights, so whatever changes them calls this in the
 * same transaction, after it has written (and by that locked) the account.
 */
export async function endSessionsOf(ctx: Ctx, userIds: readonly string[], { except = '' } = {}): Promise<void> {
  await ctx.query(sql`delete from sessions where sess ->> 'userId' = any(${userIds}) and sid <> ${except}`);
}

/** A new name in the snapshots of an account that stays signed in. */
export async function renameInSessions(ctx: Ctx, userId: string, name: string): Promise<void> {
  await ctx.query(sql`
    update sessions set sess = jsonb_set(sess::jsonb, '{actor,name}', to_jsonb(${name}::text))::json
    where sess ->> 'userId' = ${userId}`);
}
