import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope } from '../../db/scoped.ts';
import { endSessionsOf } from '../auth/sessions.service.ts';
import { recordEvents, type Changes } from '../events/event.service.ts';
import type { UnionRow } from './union.entity.ts';

type Account = { id: string; orgCode: string; active: boolean };
type Step = { action: string; reason?: string | null; changes: (account: Account) => Changes };

/** The accounts that answer for a union, held in id order. */
const reportersOf = (ctx: Ctx, unionId: string) =>
  ctx.query<Account>(sql`
    select id, org_code as "orgCode", active from users
    where union_id = ${unionId} and ${inOwnScope(ctx, 'users')} order by id for update`);

async function note(ctx: Ctx, union: UnionRow, accounts: readonly Account[], step: Step): Promise<void> {
  const { action, reason = null, changes } = step;
  await recordEvents(
    ctx,
    accounts.map((account) => ({
      subjectType: 'users',
      subjectId: account.id,
      orgCode: union.orgCode,
      unionId: union.id,
      action,
      reason,
      changes: changes(account),
    })),
  );
}

const idsOf = (accounts: readonly Account[]) => accounts.map(({ id }) => id);

/** The accounts of a union stand where it stands, and are signed out when it moves. */
export async function moveReporters(ctx: Ctx, union: UnionRow, reason: string | null = null): Promise<void> {
  const accounts = await reportersOf(ctx, union.id);
  if (accounts.length === 0) return;
  await ctx.query(sql`
    update users set org_code = ${union.orgCode}, version = version + 1, updated_at = ${ctx.now}
    where id = any(${idsOf(accounts)}) and ${inOwnScope(ctx, 'users')}`);
  await note(ctx, union, accounts, {
    action: 'move',
    reason,
    changes: ({ orgCode }) => ({ orgCode: [orgCode, union.orgCode] }),
  });
  await endSessionsOf(ctx, idsOf(accounts));
}

/** The accounts of a union that has ended: nobody signs in with them any more. */
export async function retireReporters(ctx: Ctx, union: UnionRow, reason: string): Promise<void> {
  const accounts = (await reportersOf(ctx, union.id)).filter(({ active }) => active);
  if (accounts.length === 0) return;
  await ctx.query(sql`
    update users set active = false, version = version + 1, updated_at = ${ctx.now}
    where id = any(${idsOf(accounts)}) and ${inOwnScope(ctx, 'users')}`);
  await note(ctx, union, accounts, { action: 'disable', reason, changes: () => ({ active: [true, false] }) });
  await endSessionsOf(ctx, idsOf(accounts));
}

/** How many accounts would be moved, or disabled. */
export async function countReporters(ctx: Ctx, unionId: string): Promise<number> {
  const [row] = await ctx.query<{ count: number }>(sql`
    select count(*)::int as count from users where union_id = ${unionId} and active and ${inOwnScope(ctx, 'users')}`);
  return row!.count;
}
