import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { secondFactorPolicies } from '../shared/signIn.ts';
import { timeOfDayPattern } from '../shared/rules/sendTimes.ts';
import { parseKey } from './cipher.ts';
import { keptSecret } from './keptSecret.ts';
import { checkSmtp, smtpFields, smtpSettingsOf } from './outbound/smtpSettings.ts';

/** A setting that stops the start. The message names the settings at fault and never repeats a value. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const whole = (min: number, max: number) =>
  z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

const words = { on: true, true: true, 1: true, off: false, false: false, 0: false } as const;
const onOff = z.enum(Object.keys(words), 'must be on or off').transform((word) => words[word as keyof typeof words]);

const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((address) => address.replace(/\/+$/, ''));

const database = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' });

const notAKey = 'must be 32 bytes in base64, such as those of `openssl rand -base64 32`';

const dataKey = z.string().transform((text, { issues }) => {
  const key = parseKey(text.trim());
  if (key) return key;
  issues.push({ code: 'custom', message: notAKey, input: undefined });
  return z.NEVER;
});

const folder = z.string().transform((name) => path.resolve(name));

/** A number of proxies in front, or their addresses and networks; what Express calls loopback, linklocal, uniquelocal too. */
const trustedProxies = z
  .string()
  .refine(
    (list) =>
      /^\d{1,2}$/.test(list) ||
      list.split(',').every((part) => {
        const [address = '', bits = ''] = part.trim().split('/');
        const most = isIP(address) === 4 ? 32 : 128;
        if (/^(loopback|linklocal|uniquelocal)$/.test(part.trim())) return true;
        return isIP(address) !== 0 && (!part.includes('/') || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
      }),
    'must be a number of proxies, or addresses and networks such as loopback, 10.0.0.0/8',
  )
  .transform((list) => (/^\d+$/.test(list) ? Number(list) : list.split(',').map((part) => part.trim())));

const settings = z
  .object({
    NODE_ENV: z
      .enum(['development', 'test', 'production'], 'must be development, test or production')
      .default('development'),
    PORT: whole(0, 65_535).default(3000),
    HOST: z.string().optional(),
    DATABASE_URL: database.optional(),
    DATABASE_OWNER_URL: database.optional(),
    DATABASE_REPLICA_URL: database.optional(),
    DATABASE_REPLICA_MAX_LAG: whole(1, 3600).default(10),
    DATABASE_POOLER: onOff.default(false),
    POOL_SIZE: whole(1, 100).default(4),
    POOL_WAIT_SECONDS: whole(1, 60).default(10),
    DATA_DIR: folder.default(path.resolve('data')),
    CONSOLE_DIR: folder.default(path.resolve('dist/admin')),
    PUBLIC_URL: webAddress.optional(),
    SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    DEMO: onOff.optional(),
    DATA_KEY: dataKey.optional(),
    DATA_KEY_PREVIOUS: z
      .string()
      .transform((list) => list.split(','))
      .pipe(z.array(dataKey))
      .default([]),
    CLOCK: z.iso
      .datetime({ offset: true, error: 'must be an ISO instant such as 2026-09-30T08:00:00+08:00' })
      .optional(),
    FILES_S3_BUCKET: z.string().optional(),
    FILES_S3_ENDPOINT: webAddress.optional(),
    FILES_S3_REGION: z.string().default('us-east-1'),
    FILES_S3_ACCESS_KEY_ID: z.string().optional(),
    FILES_S3_SECRET_ACCESS_KEY: z.string().optional(),
    FILES_S3_FORCE_PATH_STYLE: onOff.optional(),
    FILES_S3_PREFIX: z
      .string()
      .regex(/^[\w.-]+(\/[\w.-]+)*\/?$/, 'must be a path such as console/files')
      .transform((prefix) => prefix.replace(/\/?$/, '/'))
      .optional(),
    UNUSED_UPLOADS_DAYS: whole(1, 365).default(7),
    MAX_UPLOAD_BYTES: whole(1024, 100 * 1024 * 1024).default(10 * 1024 * 1024),
    MAX_UNUSED_BYTES: whole(1024, 2_000_000_000).default(500 * 1024 * 1024),
    ...smtpFields,
    DIGEST_AT: z.string().regex(timeOfDayPattern, 'must be a time of day such as 08:30').default('08:30'),
    WEBHOOK_PRIVATE: onOff.default(false),
    TRUST_PROXY: trustedProxies.default(['loopback']),
    OIDC_PRIVATE: onOff.default(false),
    SECOND_FACTOR: z.enum(secondFactorPolicies, 'must be off, admins or everybody').default('off'),
    DELIVERY_DAYS: whole(1, 3650).default(90),
    NOTICE_DAYS: whole(30, 3650).default(400),
    MAX_IMPORT_BYTES: whole(1024, 200 * 1024 * 1024).default(50 * 1024 * 1024),
    IMPORT_KEEP_DAYS: whole(1, 3650).default(30),
    EXPORT_KEEP_DAYS: whole(1, 3650).default(30),
    DRAIN_SECONDS: whole(0, 300).optional(),
    METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    LOG_LEVEL: z
      .enum(
        ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
        'must be one of trace, debug, info, warn, error, fatal, silent',
      )
      .default('info'),
  })
  .check(({ value, issues }) => {
    const refuse = (name: keyof typeof value, message: string) =>
      issues.push({ code: 'custom', path: [name], message, input: undefined });
    if (value.NODE_ENV === 'production' && value.CLOCK) refuse('CLOCK', 'is refused when NODE_ENV is production');
    if (value.NODE_ENV === 'production' && !value.SESSION_SECRET) {
      refuse('SESSION_SECRET', 'is required when NODE_ENV is production');
    }
    if (value.NODE_ENV === 'production' && !value.DATA_KEY) {
      refuse('DATA_KEY', 'is required when NODE_ENV is production');
    }
    checkSmtp(value, refuse);
    if (value.DEMO && value.DATABASE_URL && !value.DATABASE_OWNER_URL) {
      refuse('DEMO', 'needs DATABASE_OWNER_URL too, to load its data');
    }
    if (value.DATABASE_REPLICA_URL && !value.DATABASE_URL) {
      refuse('DATABASE_REPLICA_URL', 'needs DATABASE_URL too, which names the primary');
    }
    if (value.DATABASE_OWNER_URL && !value.DATABASE_URL) {
      refuse('DATABASE_OWNER_URL', "needs DATABASE_URL too, which names the server's own role");
    }
    if (
      !value.FILES_S3_BUCKET &&
      Object.keys(value).some(
        (name) =>
          name.startsWith('FILES_S3_') &&
          !/BUCKET|REGION/.test(name) &&
          value[name as keyof typeof value] !== undefined,
      )
    ) {
      refuse('FILES_S3_BUCKET', 'is needed too: the other FILES_S3_ settings mean nothing without it');
    }
    if (Boolean(value.FILES_S3_ACCESS_KEY_ID) !== Boolean(value.FILES_S3_SECRET_ACCESS_KEY)) {
      refuse('FILES_S3_SECRET_ACCESS_KEY', 'and FILES_S3_ACCESS_KEY_ID go together');
    }
    if (
      value.DATABASE_OWNER_URL &&
      value.DATABASE_URL &&
      roleOf(value.DATABASE_OWNER_URL) === roleOf(value.DATABASE_URL)
    ) {
      refuse('DATABASE_OWNER_URL', 'must name another role than DATABASE_URL: row security does not bind an owner');
    }
  })
  .transform(({ HOST, DEMO, SESSION_SECRET, DATA_KEY, ...rest }) => {
    const embedded = rest.DATABASE_URL === undefined;
    return {
      ...rest,
      /** Null where no e-mail is sent. */
      SMTP: smtpSettingsOf(rest),
      HOST: HOST ?? (embedded ? '127.0.0.1' : '0.0.0.0'),
      DEMO: DEMO ?? embedded,
      /** Behind a proxy it takes a moment until no request comes any more; nobody stands before the embedded mode. */
      DRAIN_SECONDS: rest.DRAIN_SECONDS ?? (embedded ? 0 : 5),
      FILES_S3_PREFIX: rest.FILES_S3_PREFIX ?? '',
      /** Storages at an address of their own seldom have a name for each bucket. */
      FILES_S3_FORCE_PATH_STYLE: rest.FILES_S3_FORCE_PATH_STYLE ?? rest.FILES_S3_ENDPOINT !== undefined,
      /** Outside production one is made on the first start and kept, so that a restart signs nobody out. */
      SESSION_SECRET: SESSION_SECRET ?? keptSecret(rest.DATA_DIR, 'session-secret'),
      /** The same for what is sealed at rest: whoever loses it loses the telephone numbers. */
      DATA_KEY: DATA_KEY ?? parseKey(keptSecret(rest.DATA_DIR, 'data-key'))!,
    };
  });

/** All settings, validated; the only reader of `process.env`. */
export type Env = z.output<typeof settings>;

/** The role that a database address signs in with. */
export const roleOf = (url: string): string => decodeURIComponent(new URL(url).username);

/** An empty variable counts as unset, as in `PORT= npm start`. Throws {@link SettingsError} with one line. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = parse(given);
  if (result.success) return result.data;
  throw new SettingsError(
    result.error.issues.map(({ path: [name], message }) => `${String(name)} ${message}`).join('; '),
  );
}

function parse(given: Record<string, string | undefined>) {
  try {
    return settings.safeParse(given);
  } catch (error) {
    throw new SettingsError(`DATA_DIR can't be used: ${(error as Error).message}`, { cause: error });
  }
}
