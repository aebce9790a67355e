import sql from 'sql-template-tag';
import { isChannelKind } from '../../../shared/channels.ts';
import type { NotificationKind } from '../../../shared/notifications.ts';
import { addDays, dayOf } from '../../../shared/rules/days.ts';
import { afterQuiet, instantOf } from '../../../shared/rules/sendTimes.ts';
import { actorFrom, findAccount, queryOf } from '../../db/platform.ts';
import { asHtml, asText, type Letter } from '../../outbound/letter.ts';
import { SendFailure } from '../../outbound/failure.ts';
import { tellRobot, type Robot } from '../../outbound/robots.ts';
import { sealedPlace } from '../channels/channel.service.ts';
import { codeOf, codePlace, mailingOf, noteCodeSent, type Mailing } from '../mail/mail.service.ts';
import { kindsOfTopics, newsMessage, testMessage } from './groupMessage.ts';
import { codeLetter, digestLetter, mailPage, noticeLetter } from './letters.ts';
import type { Claimed, Outcome, RobotClaim, Send, Sender } from './sending.ts';

const siteOf = ({ env }: Sender) => env.PUBLIC_URL ?? null;

/** Address and secret as the robot knows them. */
function robotOf({ seal }: Sender, { via, channelId, urlSealed, secretSealed }: RobotClaim): Robot {
  const url = seal.open(urlSealed ?? '', sealedPlace(channelId!, 'url'));
  const secret = secretSealed === null ? null : seal.open(secretSealed, sealedPlace(channelId!, 'secret'));
  if (url === null || (secretSealed !== null && secret === null)) {
    throw new SendFailure('secret-unreadable', '', { final: true });
  }
  return { kind: via, url, secret };
}

async function toGroup(sender: Sender, claimed: RobotClaim): Promise<Outcome> {
  const { province, id, kind, channelId, channelActive } = claimed;
  if (channelId === null || (kind !== 'test' && !channelActive)) return { cancelled: 'channel-off' };
  const options = { allowPrivate: sender.env.WEBHOOK_PRIVATE, signal: sender.signal };
  if (kind === 'test') {
    await tellRobot(robotOf(sender, claimed), testMessage(siteOf(sender)), options);
    return { sent: true };
  }
  const news = await queryOf(sender.pool)<{ kind: NotificationKind; n: number }>(sql`
    select kind, n from platform_gather_news(${province}, ${id}, ${channelId}, ${kindsOfTopics}::jsonb)`);
  if (news.length === 0) return { cancelled: 'nothing-left' };
  await tellRobot(robotOf(sender, claimed), newsMessage(news, siteOf(sender)), options);
  return { sent: true };
}

type Person = Mailing & { actor: ReturnType<typeof actorFrom> };

/** The address stays in front of the id, so that mail servers see a host that exists. */
const messageIdOf = ({ id }: Claimed, from: string) => `<${id}@${from.replace(/^.*@|>.*$/g, '')}>`;

async function mail(
  sender: Sender,
  claimed: Claimed,
  to: string,
  letter: Letter,
  language: 'zh' | 'en',
): Promise<Outcome> {
  const site = siteOf(sender);
  const wanted = claimed.kind !== 'email-code';
  await sender.mailer.send(
    {
      to,
      subject: letter.subject,
      text: asText(letter, language),
      html: asHtml(letter, language),
      messageId: messageIdOf(claimed, sender.env.SMTP?.from ?? 'localhost'),
      ...(wanted && site ? { unsubscribe: `${site}${mailPage}` } : {}),
    },
    sender.signal,
  );
  return { sent: true };
}

async function sendCode(sender: Sender, claimed: Claimed, { actor, language }: Person): Promise<Outcome> {
  const row = await sender.as(actor, language, (ctx) => codeOf(ctx));
  const code = row?.deliveryId === claimed.id ? sender.seal.open(row.code, codePlace(actor.id)) : null;
  if (!row || code === null) return { cancelled: 'code-superseded' };
  const note = (fault: SendFailure | null) =>
    sender.as(actor, language, (ctx) => noteCodeSent(ctx, claimed.id, fault?.code ?? null, fault?.detail ?? ''));
  try {
    const letter = await sender.as(actor, language, (ctx) => Promise.resolve(codeLetter(ctx, code)));
    const outcome = await mail(sender, claimed, row.email, letter, language);
    await note(null);
    return outcome;
  } catch (error) {
    if (error instanceof SendFailure) await note(error);
    throw error;
  }
}

async function sendDigest(
  sender: Sender,
  claimed: Claimed,
  { actor, language, email, choices }: Person,
): Promise<Outcome> {
  if (!choices.digest) return { cancelled: 'not-wanted' };
  // The next day has one of its own.
  if (claimed.day === null || claimed.day < dayOf(sender.now())) return { cancelled: 'digest-superseded' };
  const since = instantOf(addDays(claimed.day, -1), sender.env.DIGEST_AT);
  const letter = await sender.as(actor, language, (ctx) => digestLetter(ctx, siteOf(sender), since));
  return letter ? mail(sender, claimed, email!, letter, language) : { cancelled: 'nothing-left' };
}

async function sendNotices(
  sender: Sender,
  claimed: Claimed,
  { actor, language, email, choices }: Person,
): Promise<Outcome> {
  if (!choices.atOnce) return { cancelled: 'not-wanted' };
  const now = sender.now();
  const allowed = afterQuiet(now, choices.quiet);
  if (allowed > now) return { later: new Date(Date.now() + allowed.getTime() - now.getTime()) };
  const { province, id } = claimed;
  const gathered = await queryOf(sender.pool)<{ id: string }>(sql`
    select notification_id as id from platform_gather_notices(${province}, ${id}, ${actor.id}, ${now}, ${dayOf(now)})`);
  const ids = gathered.map((row) => row.id);
  const letter = await sender.as(actor, language, (ctx) => noticeLetter(ctx, siteOf(sender), ids));
  return letter ? mail(sender, claimed, email!, letter, language) : { cancelled: 'nothing-left' };
}

/** Reads what there is to say in the person's scope of now, with the rights of now. */
async function toPerson(sender: Sender, claimed: Claimed): Promise<Outcome> {
  const query = queryOf(sender.pool);
  const account = claimed.userId && (await findAccount(query, { id: claimed.userId }));
  if (!account || !account.active) return { cancelled: 'recipient-disabled' };
  const person = { ...(await mailingOf(query, account.id)), actor: actorFrom(account) };
  if (claimed.kind === 'email-code') return sendCode(sender, claimed, person);
  if (person.email === null) return { cancelled: 'recipient-unreachable' };
  return claimed.kind === 'digest' ? sendDigest(sender, claimed, person) : sendNotices(sender, claimed, person);
}

export const send: Send = (sender, claimed) => {
  const { via } = claimed;
  return isChannelKind(via) ? toGroup(sender, { ...claimed, via }) : toPerson(sender, claimed);
};
