import { randomInt } from 'node:crypto';
import sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import {
  codeMinutes,
  codeTries,
  defaultMailChoices,
  maskedEmail,
  type MailChoices,
  type MyMail,
} from '../../../shared/mail.ts';
import type { DeliveryFault } from '../../../shared/deliveries.ts';
import { sentence } from '../../../shared/messages.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';
import type { Deps } from '../../deps.ts';
import { conflict, Failure, invalid } from '../../errors.ts';
import { orderForMyself } from '../deliveries/delivery.service.ts';
import { recordEvents, type Changes } from '../events/event.service.ts';

/** Milliseconds before another code is sent. */
const PAUSE = 60_000;

/** An address in the history of an account: enough to see that it changed. */
export function emailChange(before: string | null, after: string | null): Changes {
  return before === after ? {} : { email: [before && maskedEmail(before), after && maskedEmail(after)] };
}

type MailFacts = {
  email: string | null;
  language: 'zh' | 'en';
  digest: boolean;
  at_once: boolean;
  quiet_from: string | null;
  quiet_to: string | null;
};

/** How an account may be mailed: its address, its language and its choices. */
export type Mailing = { email: string | null; language: 'zh' | 'en'; choices: MailChoices };

export async function mailingOf(query: Ctx['query'], accountId: string): Promise<Mailing> {
  const [row] = await query<MailFacts>(sql`select * from platform_mail_of(${accountId})`);
  if (!row) return { email: null, language: 'zh', choices: defaultMailChoices };
  const { email, language, digest, at_once: atOnce, quiet_from: from, quiet_to: to } = row;
  return {
    email,
    language: language === 'en' ? 'en' : 'zh',
    choices: { digest, atOnce, quiet: from !== null && to !== null ? { from, to } : null },
  };
}

export type CodeRow = {
  email: string;
  code: string;
  deliveryId: string;
  tries: number;
  madeAt: Date;
  expiresAt: Date;
  sent: boolean;
  fault: DeliveryFault | null;
  detail: string | null;
};

/** The code that waits to be typed in; null where there is none, or its time is over. */
export async function codeOf(ctx: Ctx, { lock = false } = {}): Promise<CodeRow | null> {
  const [row] = await ctx.query<CodeRow>(sql`
    select email, code, delivery_id as "deliveryId", tries, made_at as "madeAt", expires_at as "expiresAt", sent, fault,
      detail
    from email_codes where user_id = ${ctx.actor.id} and ${inScope(ctx, 'email_codes')}
    ${lock ? sql`for update` : sql``}`);
  return row && row.expiresAt.getTime() > Date.now() && row.tries < codeTries ? row : null;
}

/** The signed-in person's own mail. */
export async function myMail(ctx: Ctx, { env, mailer }: Pick<Deps, 'env' | 'mailer'>): Promise<MyMail> {
  const [{ email, choices }, code] = await Promise.all([mailingOf(ctx.query, ctx.actor.id), codeOf(ctx)]);
  return {
    available: mailer.configured,
    digestAt: env.DIGEST_AT,
    email,
    pending: code && {
      email: code.email,
      expiresAt: new Date(code.expiresAt.getTime() - Date.now() + ctx.now.getTime()).toISOString(),
      sent: code.sent,
      problem: code.fault && sentence(code.fault, ctx.language, { detail: code.detail ?? '' }),
    },
    choices,
  };
}

export const codePlace = (userId: string) => `email_codes/${userId}`;

/** Sends a code to an address; it becomes the person's own once the code is typed in. One a minute. */
export async function askForCode(
  ctx: Ctx,
  email: string,
  { seal, mailer }: Pick<Deps, 'seal' | 'mailer'>,
): Promise<void> {
  if (!mailer.configured) throw conflict('no-mail-server');
  const [kept] = await ctx.query<{ madeAt: Date }>(sql`
    select made_at as "madeAt" from email_codes
    where user_id = ${ctx.actor.id} and ${inScope(ctx, 'email_codes')} for update`);
  const wait = kept ? kept.madeAt.getTime() + PAUSE - Date.now() : 0;
  if (wait > 0) throw new Failure(429, 'code-too-soon', { params: { seconds: Math.ceil(wait / 1000) } });
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const deliveryId = await orderForMyself(ctx, { kind: 'email-code', key: `email-code:${uuid()}` });
  const made = new Date();
  await ctx.query(sql`
    insert into email_codes as c (user_id, email, code, delivery_id, made_at, expires_at)
    values (${ctx.actor.id}, ${email}, ${seal.seal(code, codePlace(ctx.actor.id))}, ${deliveryId}, ${made},
      ${new Date(made.getTime() + codeMinutes * 60_000)})
    on conflict on constraint email_codes_pk do update set email = excluded.email, code = excluded.code,
      delivery_id = excluded.delivery_id, tries = 0, made_at = excluded.made_at, expires_at = excluded.expires_at,
      sent = false, fault = null, detail = null
    where ${inOwnScope(ctx, 'email_codes', 'c')}`);
}

/** What was typed in: right, or how many tries are left. A wrong try is kept, so it is no failure of the transaction. */
export type Tried = { right: true } | { right: false; left: number };

export async function tryCode(ctx: Ctx, typed: string, { seal }: Pick<Deps, 'seal'>): Promise<Tried> {
  const row = await codeOf(ctx, { lock: true });
  if (!row) return { right: false, left: 0 };
  const mine = sql`user_id = ${ctx.actor.id} and ${inOwnScope(ctx, 'email_codes')}`;
  if (seal.open(row.code, codePlace(ctx.actor.id)) !== typed) {
    await ctx.query(sql`update email_codes set tries = tries + 1 where ${mine}`);
    return { right: false, left: codeTries - row.tries - 1 };
  }
  await ctx.query(sql`delete from email_codes where ${mine}`);
  await setEmail(ctx, row.email);
  return { right: true };
}

/** What a wrong code is answered with, after the commit that counted it. */
export const wrongCode = (left: number) =>
  invalid({ code: left > 0 ? { code: 'wrong-code', params: { left } } : 'code-expired' });

/** The person's own address, or none. */
export async function setEmail(ctx: Ctx, email: string | null): Promise<void> {
  const { id, orgCode, unionId } = ctx.actor;
  const before = (await mailingOf(ctx.query, id)).email;
  if (before === email) return;
  await ctx.query(sql`select platform_set_email(${id}, ${email}, ${ctx.now})`);
  const changes = emailChange(before, email);
  await recordEvents(ctx, [{ subjectType: 'users', subjectId: id, orgCode, unionId, action: 'edit', changes }]);
}

export async function forgetCode(ctx: Ctx): Promise<void> {
  await ctx.query(sql`
    delete from email_codes where user_id = ${ctx.actor.id} and ${inOwnScope(ctx, 'email_codes')}`);
}

export async function keepChoices(ctx: Ctx, { digest, atOnce, quiet }: MailChoices): Promise<void> {
  await ctx.query(sql`
    insert into mail_choices as c (user_id, digest, at_once, quiet_from, quiet_to)
    values (${ctx.actor.id}, ${digest}, ${atOnce}, ${quiet?.from ?? null}, ${quiet?.to ?? null})
    on conflict on constraint mail_choices_pk do update set digest = excluded.digest, at_once = excluded.at_once,
      quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to
    where ${inOwnScope(ctx, 'mail_choices', 'c')}`);
}

/** How the mailing of a code went, for the person who waits for it. */
export async function noteCodeSent(
  ctx: Ctx,
  deliveryId: string,
  fault: DeliveryFault | null,
  detail: string,
): Promise<void> {
  await ctx.query(sql`
    update email_codes set sent = ${fault === null}, fault = ${fault}, detail = ${detail}
    where user_id = ${ctx.actor.id} and delivery_id = ${deliveryId} and ${inOwnScope(ctx, 'email_codes')}`);
}
