import type { Logger } from 'pino';
import { forgetOldDeliveries, orderDigests, orderNews } from '../features/deliveries/ordering.ts';
import { send } from '../features/deliveries/send.ts';
import { sendDue, type Sender } from '../features/deliveries/sending.ts';
import { every, type Timer } from './timer.ts';

/** How often each worker looks for messages: two of each kind, so that one that hangs holds up nobody else. */
const robots = [1_000, 3_000];
/** Where no mail is sent, what was ordered before is told so now and then. */
const mails = (configured: boolean) => (configured ? [1_000, 3_000] : [20_000]);

/** Everything that leaves the house: what is ordered by the clock, and what waits to be sent. */
export function startOutbound(base: Omit<Sender, 'signal'>, log: Logger): Timer {
  const going = new AbortController();
  const sender: Sender = { ...base, signal: going.signal };
  const worker = (mail: boolean) => (interval: number) =>
    every(interval, 'send messages', log, () => sendDue(sender, send, { mail }));
  const timers = [
    ...robots.map(worker(false)),
    ...mails(base.mailer.configured).map(worker(true)),
    every(5_000, 'order messages', log, () => orderNews(sender)),
    every(20_000, 'order digests', log, () => orderDigests(sender), { atOnce: true }),
    every(3_600_000, 'forget old messages', log, () => forgetOldDeliveries(sender)),
  ];
  return {
    async stop() {
      going.abort();
      await Promise.all(timers.map((timer) => timer.stop()));
    },
  };
}
