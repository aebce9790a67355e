import path from 'node:path';
import { z } from 'zod';
import { keptSecret } from './keptSecret.ts';

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

const folder = z.string().transform((name) => path.resolve(name));

const settings = z
  .object({
    NODE_ENV: z
      .enum(['development', 'test', 'production'], 'must be development, test or production')
      .default('development'),
    PORT: whole(0, 65_535).default(3000),
    HOST: z.string().optional(),
    DATABASE_URL: database.optional(),
    DATABASE_OWNER_URL: database.optional(),
    POOL_SIZE: whole(1, 100).default(4),
    DATA_DIR: folder.default(path.resolve('data')),
    CONSOLE_DIR: folder.default(path.resolve('dist/admin')),
    PUBLIC_URL: webAddress.optional(),
    SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    DEMO: onOff.optional(),
    CLOCK: z.iso
      .datetime({ offset: true, error: 'must be an ISO instant such as 2026-09-30T08:00:00+08:00' })
      .optional(),
    MAX_UPLOAD_BYTES: whole(1024, 100 * 1024 * 1024).default(10 * 1024 * 1024),
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
    if (value.DEMO && value.DATABASE_URL && !value.DATABASE_OWNER_URL) {
      refuse('DEMO', 'needs DATABASE_OWNER_URL too, to load its data');
    }
    if (value.DATABASE_OWNER_URL && !value.DATABASE_URL) {
      refuse('DATABASE_OWNER_URL', "needs DATABASE_URL too, which names the server's own role");
    }
    if (
      value.DATABASE_OWNER_URL &&
      value.DATABASE_URL &&
      roleOf(value.DATABASE_OWNER_URL) === roleOf(value.DATABASE_URL)
    ) {
      refuse('DATABASE_OWNER_URL', 'must name another role than DATABASE_URL: row security does not bind an owner');
    }
  })
  .transform(({ HOST, DEMO, SESSION_SECRET, ...rest }) => {
    const embedded = rest.DATABASE_URL === undefined;
    return {
      ...rest,
      HOST: HOST ?? (embedded ? '127.0.0.1' : '0.0.0.0'),
      DEMO: DEMO ?? embedded,
      /** Outside production one is made on the first start and kept, so that a restart signs nobody out. */
      SESSION_SECRET: SESSION_SECRET ?? keptSecret(rest.DATA_DIR, 'session-secret'),
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
