import type { Ctx } from '../ctx.ts';
import type { Deps } from '../deps.ts';
import { count, page } from '../db/page.ts';
import { actorFrom, findAccount, queryOf } from '../db/platform.ts';
import { climbLadders, tellWaiting } from '../features/notifications/notice.jobs.ts';
import { rectificationList } from '../features/rectifications/rectification.record.ts';
import { supervisionList } from '../features/supervisions/supervision.record.ts';
import { act, createFrom } from '../features/supervisions/supervision.service.ts';

/** Who has issued an order in the demonstration, and to whom. */
const supervisor = 'hohhot-officer';
const addressee = '150102';

/**
 * What the people of the demonstration find in their inboxes, made by the ladder itself, and an order that has been
 * issued. Where a ladder has been climbed already, nothing is told again.
 */
export async function tellDemo(deps: Deps): Promise<void> {
  await climbLadders(deps);
  const account = await findAccount(queryOf(deps.pool), { username: supervisor });
  if (account) await deps.as(actorFrom(account), 'zh', issueFirst);
  await tellWaiting(deps);
}

async function issueFirst(ctx: Ctx): Promise<void> {
  if ((await count(ctx, supervisionList, { status: ['issued', 'replied', 'closed'] })) > 0) return;
  const late = await page(ctx, rectificationList, {
    filter: { overdue: true, orgCode: addressee },
    sort: null,
    from: 0,
    to: 11,
  });
  if (late.rows.length === 0) return;
  const [order] = await createFrom(ctx, { itemIds: late.rows.map(({ id }) => id) });
  await act(ctx, order!.id, 'issue', {});
}
