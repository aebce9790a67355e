import sql from 'sql-template-tag';
import { addDays, dayOf, type Day } from '../../../shared/rules/days.ts';
import { digestDay, instantOf } from '../../../shared/rules/sendTimes.ts';
import { actorFrom, findAccount, queryOf } from '../../db/platform.ts';
import { mailingOf } from '../mail/mail.service.ts';
import { orderForMyself } from './delivery.service.ts';
import { kindsOfTopics } from './groupMessage.ts';
import { digestLetter } from './letters.ts';
import type { Sender } from './sending.ts';

/** Messages to groups with news, and letters to those who want at once what presses. */
export async function orderNews({ pool, now, mailer }: Sender): Promise<void> {
  const query = queryOf(pool);
  const at = now();
  await query(sql`select platform_order_group_messages(${at}, ${kindsOfTopics}::jsonb)`);
  if (mailer.configured) await query(sql`select platform_order_notices(${at}, ${dayOf(at)})`);
}

/**
 * One person's digest of a day: the day is taken and the message ordered in one transaction, so that neither another
 * server nor a second run makes another. Nothing is ordered where there is nothing to say.
 */
async function orderDigest({ pool, as, env }: Sender, userId: string, day: Day): Promise<void> {
  const query = queryOf(pool);
  const account = await findAccount(query, { id: userId });
  if (!account?.active) return;
  const { language } = await mailingOf(query, userId);
  const since = instantOf(addDays(day, -1), env.DIGEST_AT);
  await as(actorFrom(account), language, async (ctx) => {
    const taken = await ctx.query(sql`
      insert into digest_days (user_id, day) values (${userId}, ${day}) on conflict do nothing returning day`);
    if (taken.length === 0) return;
    if (await digestLetter(ctx, null, since)) {
      await orderForMyself(ctx, { kind: 'digest', key: `digest:${userId}:${day}`, day });
    }
  });
}

const BATCH = 100;

/** The digests of a working day, from their hour on. Who can't be served now is asked again at the next run. */
export async function orderDigests(sender: Sender): Promise<void> {
  const { pool, log, env, mailer, now, signal } = sender;
  if (!mailer.configured) return;
  const day = digestDay(now(), env.DIGEST_AT);
  if (day === null) return;
  const failed = new Set<string>();
  for (;;) {
    const people = await queryOf(pool)<{ id: string }>(
      sql`select id from platform_digest_people(${day}, ${BATCH + failed.size}) as id`,
    );
    const left = people.filter(({ id }) => !failed.has(id));
    if (left.length === 0) return;
    for (const { id } of left) {
      if (signal.aborted) return;
      try {
        await orderDigest(sender, id, day);
      } catch (error) {
        failed.add(id);
        log.warn({ err: error as Error, userId: id }, 'a digest could not be made');
      }
    }
  }
}

const DAY = 86_400_000;

export async function forgetOldDeliveries({ pool, env, now }: Sender): Promise<void> {
  const before = new Date(now().getTime() - env.DELIVERY_DAYS * DAY);
  await queryOf(pool)(sql`select platform_forget_deliveries(${before})`);
}
