import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** `auto` takes STARTTLS where it is offered, `starttls` insists on it, `tls` begins with TLS, `off` has none. */
export const smtpSecurity = ['auto', 'starttls', 'tls', 'off'] as const;

export type SmtpSettings = {
  host: string;
  port: number;
  secure: (typeof smtpSecurity)[number];
  user?: string;
  password?: string;
  from: string;
  /** Certificates of an authority of the office's own, as PEM. */
  ca?: string;
};

const mailbox = /^([^<>"\r\n]{0,80}<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;

/** The settings of mail, each as it stands in the environment. */
export const smtpFields = {
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }).optional(),
  SMTP_HOST: z.string().optional(),
  SMTP_PORT: z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(65_535, 'must be at most 65535')
    .optional(),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  SMTP_FROM: z.string().regex(mailbox, 'must be an address, or a name with an address in angle brackets').optional(),
  SMTP_SECURE: z.enum(smtpSecurity, 'must be auto, starttls, tls or off').optional(),
  SMTP_CA_FILE: z.string().optional(),
};
type Given = { [Name in keyof typeof smtpFields]?: z.output<(typeof smtpFields)[Name]> };
type Refuse = (name: keyof Given, message: string) => void;

/** What contradicts itself among them. */
export function checkSmtp(given: Given, refuse: Refuse): void {
  const { SMTP_URL, SMTP_HOST, SMTP_FROM, SMTP_USER, SMTP_PASSWORD, SMTP_CA_FILE } = given;
  if (SMTP_URL && SMTP_HOST) refuse('SMTP_HOST', 'and SMTP_URL exclude each other');
  if (SMTP_URL && !new URL(SMTP_URL).hostname) refuse('SMTP_URL', 'must name a host');
  if ((SMTP_URL || SMTP_HOST) && !SMTP_FROM) refuse('SMTP_FROM', 'is required to send e-mail');
  if (!SMTP_URL && !SMTP_HOST && (SMTP_FROM || SMTP_USER))
    refuse('SMTP_HOST', 'or SMTP_URL is required to send e-mail');
  if (SMTP_PASSWORD && !SMTP_USER && !SMTP_URL) refuse('SMTP_USER', 'is required with SMTP_PASSWORD');
  if (SMTP_CA_FILE && readable(SMTP_CA_FILE) === null) refuse('SMTP_CA_FILE', "can't be read");
}

function readable(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Null where no mail is sent. What stands on its own goes before what stands in the address. */
export function smtpSettingsOf(given: Given): SmtpSettings | null {
  const { SMTP_URL, SMTP_HOST, SMTP_FROM, SMTP_CA_FILE } = given;
  if (!SMTP_FROM || (!SMTP_URL && !SMTP_HOST)) return null;
  const url = SMTP_URL ? new URL(SMTP_URL) : null;
  const secure = given.SMTP_SECURE ?? (url?.protocol === 'smtps:' || given.SMTP_PORT === 465 ? 'tls' : 'auto');
  const user = given.SMTP_USER ?? decodeURIComponent(url?.username ?? '');
  const password = given.SMTP_PASSWORD ?? decodeURIComponent(url?.password ?? '');
  const ca = SMTP_CA_FILE ? readable(SMTP_CA_FILE) : null;
  return {
    host: (SMTP_HOST ?? url!.hostname).replace(/^\[|\]$/g, ''),
    port: given.SMTP_PORT ?? (Number(url?.port) || (secure === 'tls' ? 465 : 587)),
    secure,
    ...(user ? { user, password } : {}),
    from: SMTP_FROM,
    ...(ca ? { ca } : {}),
  };
}
