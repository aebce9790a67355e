import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readEnv, SettingsError } from '../../server/env.ts';
import { openMailer, type Mail } from '../../server/outbound/mail.ts';
import { SendFailure } from '../../server/outbound/failure.ts';
import { startSmtp, type Smtp } from '../support/smtp.ts';

const mail: Mail = {
  to: 'zhang@nmgzgh.org.cn',
  subject: '【工会督导台】9月7日：逾期 3',
  text: '张三：\n\n逾期：3\n',
  html: '<p>张三：</p>',
  messageId: '<0198-1@nmgzgh.org.cn>',
  unsubscribe: 'https://console.example.org/me#mail',
};

const base = {
  NODE_ENV: 'test',
  SESSION_SECRET: 'a secret for tests, long enough to be one',
  SMTP_FROM: '督导台 <no-reply@nmgzgh.org.cn>',
};
let server: Smtp | undefined;
afterEach(() => server?.stop());

const settings = (more: Record<string, string>) => readEnv({ ...base, ...more }).SMTP;
const mailerFor = (more: Record<string, string> = {}, timeout?: number) =>
  openMailer(settings({ SMTP_HOST: '127.0.0.1', SMTP_PORT: String(server!.port), ...more }), timeout);
const failureOf = (sending: Promise<void>) =>
  sending.then(
    () => null,
    (error: unknown) =>
      error instanceof SendFailure ? { code: error.code, final: error.final, detail: error.detail } : error,
  );

describe('a letter by SMTP', () => {
  test('arrives with its words, a text and an HTML part, its own id and the way out', async () => {
    server = await startSmtp();
    await mailerFor().send(mail);
    expect(server.mails).toMatchObject([
      {
        from: 'no-reply@nmgzgh.org.cn',
        to: [mail.to],
        secure: false,
        text: expect.stringContaining('逾期：3'),
        html: expect.stringContaining('张三'),
        headers: {
          subject: mail.subject,
          'message-id': mail.messageId,
          'list-unsubscribe': '<https://console.example.org/me#mail>',
          'auto-submitted': 'auto-generated',
          from: expect.stringContaining('督导台'),
        },
      },
    ]);
  });

  test('by STARTTLS and an account, where the authority is trusted', async () => {
    server = await startSmtp({ startTls: true, auth: { user: 'console', password: 'p@ss wörd' } });
    const folder = await mkdtemp(path.join(tmpdir(), 'union-console-ca-'));
    const file = path.join(folder, 'ca.pem');
    await writeFile(file, server.certificate);
    const trusted = { SMTP_SECURE: 'starttls', SMTP_CA_FILE: file, SMTP_USER: 'console', SMTP_PASSWORD: 'p@ss wörd' };
    await mailerFor(trusted).send(mail);
    expect(server.mails).toMatchObject([{ secure: true, user: 'console' }]);
    expect(await failureOf(mailerFor({ ...trusted, SMTP_PASSWORD: 'another' }).send(mail))).toMatchObject({
      code: 'smtp-auth',
      final: false,
    });
    const { SMTP_CA_FILE: _ca, ...unknown } = trusted;
    expect(await failureOf(mailerFor(unknown).send(mail))).toMatchObject({ code: 'smtp-tls' });
    expect(server.mails).toHaveLength(1);
    await rm(folder, { recursive: true });
  });

  test('never in the clear where STARTTLS is insisted on and not offered', async () => {
    server = await startSmtp();
    expect(await failureOf(mailerFor({ SMTP_SECURE: 'starttls' }).send(mail))).toMatchObject({ code: 'smtp-tls' });
    expect(server.mails).toEqual([]);
  });

  test('by an address with everything in it', async () => {
    server = await startSmtp({ auth: { user: 'a@b.cn', password: 'x/y' } });
    const url = `smtp://${encodeURIComponent('a@b.cn')}:${encodeURIComponent('x/y')}@127.0.0.1:${server.port}`;
    await openMailer(settings({ SMTP_URL: url })).send(mail);
    expect(server.mails).toMatchObject([{ user: 'a@b.cn' }]);
  });

  test.each([
    ['no-such-user', { code: 'smtp-refused', final: true, detail: expect.stringContaining('no such user here') }],
    ['busy', { code: 'smtp-refused', final: false, detail: expect.stringContaining('try again later') }],
    ['drop', { code: 'smtp-lost', final: false }],
    ['hang', { code: 'smtp-timeout', final: false }],
  ] as const)('a server that says %s is a failure of its own', async (mood, failure) => {
    server = await startSmtp();
    server.mood = mood;
    expect(await failureOf(mailerFor({}, mood === 'hang' ? 700 : 30_000).send(mail))).toMatchObject(failure);
    expect(server.mails).toEqual([]);
  });

  test('nobody at the port, and no server at all', async () => {
    server = await startSmtp();
    await server.stop();
    expect(await failureOf(mailerFor().send(mail))).toMatchObject({ code: 'smtp-unreachable' });
    expect(await failureOf(openMailer(null).send(mail))).toMatchObject({ code: 'smtp-unset' });
    server = undefined;
  });
});

describe('settings of mail', () => {
  const host = { SMTP_HOST: 'mail.example.org' };
  test.each([
    [{ ...host, SMTP_FROM: '' }, 'SMTP_FROM is required to send e-mail'],
    [{ ...host, SMTP_FROM: 'nobody' }, 'SMTP_FROM must be an address'],
    [{ SMTP_HOST: '' }, 'SMTP_HOST or SMTP_URL is required'],
    [{ ...host, SMTP_URL: 'smtp://a.example.org' }, 'SMTP_HOST and SMTP_URL exclude each other'],
    [{ SMTP_URL: 'https://a.example.org' }, 'SMTP_URL must be an smtp'],
    [{ ...host, SMTP_PORT: '99999' }, 'SMTP_PORT must be at most 65535'],
    [{ ...host, SMTP_SECURE: 'yes' }, 'SMTP_SECURE must be auto'],
    [{ ...host, SMTP_PASSWORD: 'hunter2hunter2' }, 'SMTP_USER is required'],
    [{ ...host, SMTP_CA_FILE: '/nowhere/ca.pem' }, "SMTP_CA_FILE can't be read"],
    [{ DIGEST_AT: '8.30', SMTP_FROM: '' }, 'DIGEST_AT must be a time of day'],
  ])('%j stops the start with one line that repeats no value', (given, line) => {
    const start = () => readEnv({ ...base, ...given });
    expect(start).toThrow(SettingsError);
    expect(start).toThrow(line);
    expect(start).not.toThrow('hunter2hunter2');
  });

  test('ports and security follow from each other', () => {
    expect(settings(host)).toMatchObject({ port: 587, secure: 'auto' });
    expect(settings({ ...host, SMTP_PORT: '465' })).toMatchObject({ port: 465, secure: 'tls' });
    expect(settings({ ...host, SMTP_SECURE: 'tls' })).toMatchObject({ port: 465 });
    expect(settings({ SMTP_URL: 'smtps://mail.example.org' })).toMatchObject({ port: 465, secure: 'tls' });
    expect(readEnv({ NODE_ENV: 'test', SESSION_SECRET: base.SESSION_SECRET }).SMTP).toBeNull();
  });
});
