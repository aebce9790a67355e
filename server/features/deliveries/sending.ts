import sql from 'sql-template-tag';
import type { ChannelKind } from '../../../shared/channels.ts';
import type { DeliveryFault, DeliveryKind, DeliveryVia } from '../../../shared/deliveries.ts';
import { maximumAttempts, nextAttempt } from '../../../shared/rules/backoff.ts';
import { queryOf } from '../../db/platform.ts';
import type { Deps } from '../../deps.ts';
import { Interrupted, SendFailure } from '../../outbound/failure.ts';

/** Seconds in which a claimed message is settled; longer than any attempt may take. */
const LEASE = 120;

export type Sender = Pick<Deps, 'pool' | 'log' | 'as' | 'env' | 'seal' | 'mailer' | 'now'> & {
  /** Aborted when the server goes down: what is being sent is put back. */
  signal: AbortSignal;
};

/** A message in the hands of this worker. */
export type Claimed = {
  province: string;
  id: string;
  via: DeliveryVia;
  kind: DeliveryKind;
  channelId: string | null;
  userId: string | null;
  day: string | null;
  attempts: number;
  at: Date;
  urlSealed: string | null;
  secretSealed: string | null;
  channelActive: boolean | null;
};

export type RobotClaim = Claimed & { via: ChannelKind };

/** What became of an attempt that did not fail. */
export type Outcome = { sent: true } | { cancelled: DeliveryFault } | { later: Date };

/** Whoever sends one kind of message; throws a SendFailure where it did not get through. */
export type Send = (sender: Sender, claimed: Claimed) => Promise<Outcome>;

async function claim({ pool }: Sender, mail: boolean): Promise<Claimed | null> {
  const [row] = await queryOf(pool)<Claimed>(sql`
    select province_code as province, id, via, kind, channel_id as "channelId", user_id as "userId", day, attempts, at,
      url_sealed as "urlSealed", secret_sealed as "secretSealed", channel_active as "channelActive"
    from platform_claim_delivery(${mail}, make_interval(secs => ${LEASE}))`);
  return row ?? null;
}

type Settled = { status: string; again?: Date | null; fault?: DeliveryFault | null; detail?: string };

async function settle({ pool, now }: Sender, claimed: Claimed, how: Settled): Promise<void> {
  const { province, id, attempts } = claimed;
  await queryOf(pool)(sql`
    select platform_settle_delivery(${province}, ${id}, ${attempts}, ${how.status}, ${how.again ?? null},
      ${how.fault ?? null}, ${how.detail ?? null}, ${now()})`);
}

const settledBy = (outcome: Outcome): Settled => {
  if ('sent' in outcome) return { status: 'sent' };
  return 'later' in outcome
    ? { status: 'waiting', again: outcome.later }
    : { status: 'cancelled', fault: outcome.cancelled };
};

/** After a failure: another attempt later, or set aside after the last one. */
function settledAfter(failure: SendFailure, attempts: number): Settled {
  const again = failure.final ? null : nextAttempt(attempts, new Date());
  const { code: fault, detail } = failure;
  return again ? { status: 'waiting', again, fault, detail } : { status: 'failed', fault, detail };
}

async function sendOne(sender: Sender, claimed: Claimed, send: Send): Promise<void> {
  const { log } = sender;
  try {
    // A worker that died on it every time leaves no failure behind, only attempts.
    if (claimed.attempts > maximumAttempts) throw new SendFailure('send-interrupted', '', { final: true });
    const outcome = await send(sender, claimed);
    await settle(sender, claimed, settledBy(outcome));
  } catch (error) {
    if (error instanceof Interrupted) return settle(sender, claimed, { status: 'waiting', again: new Date() });
    const failure = error instanceof SendFailure ? error : new SendFailure('send-failed');
    const { id, via, kind, attempts } = claimed;
    const facts = { deliveryId: id, via, kind, attempts, reason: failure.code, said: failure.detail };
    if (failure === error) log.warn(facts, 'a message did not get through');
    else log.error({ ...facts, err: error as Error }, 'a message could not be made');
    await settle(sender, claimed, settledAfter(failure, attempts));
  }
}

/** Sends one message after another until none is due. Safe to run in any number of servers at once. */
export async function sendDue(sender: Sender, send: Send, { mail }: { mail: boolean }): Promise<void> {
  while (!sender.signal.aborted) {
    const claimed = await claim(sender, mail);
    if (!claimed) return;
    await sendOne(sender, claimed, send);
  }
}
