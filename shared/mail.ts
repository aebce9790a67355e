import { z } from 'zod';
import { timeOfDayPattern } from './rules/sendTimes.ts';

/** Lower-case host, no display name, one at sign; whether it exists is what the code mailed to it tells. */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .regex(
    /^[^\s@<>"(),:;[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?)+$/,
  )
  .refine((value) => /^[\u0021-\u007e]+$/.test(value), { params: { key: 'invalid-value' } });

const time = z.string().regex(timeOfDayPattern);

/** What a person wants by e-mail; `quiet` are hours in which nothing is sent at once. */
export const mailChoices = z.object({
  digest: z.boolean(),
  atOnce: z.boolean(),
  quiet: z.object({ from: time, to: time }).nullable(),
});
export type MailChoices = z.infer<typeof mailChoices>;

/** One who has chosen nothing gets the digest of the working day and nothing else. */
export const defaultMailChoices: MailChoices = { digest: true, atOnce: false, quiet: { from: '22:00', to: '07:00' } };

export const emailBody = z.object({ email: emailAddress });
export const codeBody = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});

/** The address as the history tells it: `z…@nmgzgh.org.cn`. */
export const maskedEmail = (email: string): string => email.replace(/^(.).*(?=@)/, '$1…');

/** How long a code is good, and how often it may be tried. */
export const codeMinutes = 30;
export const codeTries = 5;

/** The person's own mail as `GET /api/me/mail` tells it. */
export type MyMail = {
  /** Whether this server sends any e-mail. */
  available: boolean;
  /** When the digest goes out. */
  digestAt: string;
  email: string | null;
  /** An address that waits for its code; `problem` where the code could not be mailed yet. */
  pending: { email: string; expiresAt: string; sent: boolean; problem: string | null } | null;
  choices: MailChoices;
};
