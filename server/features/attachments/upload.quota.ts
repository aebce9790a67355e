import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope } from '../../db/scoped.ts';
import { Failure } from '../../errors.ts';
import { megabytes } from '../../http/problem.ts';

/**
 * Refuses (409) what would bring a person's files that no record uses, and those on their way, above `limit` bytes. Two
 * uploads of one person are counted one after the other.
 */
export async function refuseBeyondQuota(ctx: Ctx, bytes: number, limit: number): Promise<void> {
  await ctx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`unused files of ${ctx.actor.id}`}, 0))`);
  const [{ unused } = { unused: 0 }] = await ctx.query<{ unused: number }>(sql`
    select ((select coalesce(sum(bytes), 0) from attachments
             where uploader_id = ${ctx.actor.id} and subject_id is null and ${inOwnScope(ctx, 'attachments')})
          + (select coalesce(sum(bytes), 0) from uploads
             where attachment_id is null and ${inOwnScope(ctx, 'uploads')}))::bigint as unused`);
  if (unused + bytes > limit) throw new Failure(409, 'too-much-unused', { params: { limit: megabytes(limit) } });
}
