import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readEnv, SettingsError } from '../../server/env.ts';

let DATA_DIR: string;

beforeAll(async () => {
  DATA_DIR = await mkdtemp(path.join(tmpdir(), 'union-console-settings-'));
});
afterAll(() => rm(DATA_DIR, { recursive: true }));

const read = (given: Record<string, string>) => readEnv({ DATA_DIR, ...given });
const app = 'postgres://console_app:secret@db/console';
const owner = 'postgres://console_owner:secret@db/console';

describe('settings', () => {
  test('without any, everything runs here and shows itself to this machine alone', () => {
    expect(read({})).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', DEMO: true, NODE_ENV: 'development' });
  });

  test('with a database of its own, it serves others and demonstrates nothing', () => {
    expect(read({ DATABASE_URL: app })).toMatchObject({ HOST: '0.0.0.0', DEMO: false });
  });

  test('an empty one is none', () => {
    expect(read({ PORT: '', DATABASE_URL: '', CLOCK: '' })).toMatchObject({ PORT: 3000, DEMO: true });
  });

  test.each([
    [{ PORT: 'http' }, 'PORT must be a whole number'],
    [{ PORT: '70000' }, 'PORT must be at most 65535'],
    [{ DEMO: 'perhaps' }, 'DEMO must be on or off'],
    [{ CLOCK: 'yesterday' }, 'CLOCK must be an ISO instant such as 2026-09-30T08:00:00+08:00'],
    [{ PUBLIC_URL: 'ftp://console' }, 'PUBLIC_URL must be an http or https address'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent'],
    [
      { TRUST_PROXY: 'everybody' },
      'TRUST_PROXY must be a number of proxies, or addresses and networks such as loopback, 10.0.0.0/8',
    ],
    [{ SECOND_FACTOR: 'some' }, 'SECOND_FACTOR must be off, admins or everybody'],
    [{ SESSION_SECRET: 'short' }, 'SESSION_SECRET must have at least 32 characters'],
    [{ DATA_KEY: 'c2hvcnQ=' }, 'DATA_KEY must be 32 bytes in base64, such as those of `openssl rand -base64 32`'],
    [
      { NODE_ENV: 'production' },
      'SESSION_SECRET is required when NODE_ENV is production; DATA_KEY is required when NODE_ENV is production',
    ],
    [{ DATABASE_OWNER_URL: owner }, "DATABASE_OWNER_URL needs DATABASE_URL too, which names the server's own role"],
    [{ DATABASE_REPLICA_URL: app }, 'DATABASE_REPLICA_URL needs DATABASE_URL too, which names the primary'],
    [{ DATABASE_URL: app, DEMO: 'on' }, 'DEMO needs DATABASE_OWNER_URL too, to load its data'],
    [
      { DATABASE_URL: app, DATABASE_OWNER_URL: app },
      'DATABASE_OWNER_URL must name another role than DATABASE_URL: row security does not bind an owner',
    ],
    [{ PORT: '-1', DEMO: '2' }, 'PORT must be at least 0; DEMO must be on or off'],
  ])('%j stops the start with one line', (given, line) => {
    expect(() => read(given)).toThrow(new SettingsError(line));
  });

  test('the clock is never turned in production', () => {
    const given = {
      NODE_ENV: 'production',
      SESSION_SECRET: 'x'.repeat(32),
      DATA_KEY: 'a'.repeat(43),
      CLOCK: '2026-09-01T09:00:00+08:00',
    };
    expect(() => read(given)).toThrow('CLOCK is refused when NODE_ENV is production');
    expect(read({ CLOCK: given.CLOCK }).CLOCK).toBe(given.CLOCK);
  });

  test('no line repeats a secret', () => {
    expect(() => read({ DATABASE_URL: 'mysql://root:hunter2@db/console' })).toThrow(
      new SettingsError('DATABASE_URL must be a postgres:// address'),
    );
  });

  test('the secret of the sessions is made once and closed to others', async () => {
    const first = read({}).SESSION_SECRET;
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(read({}).SESSION_SECRET).toBe(first);
    const file = path.join(DATA_DIR, 'session-secret');
    expect(await readFile(file, 'utf8')).toBe(first);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
