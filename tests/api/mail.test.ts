import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../shared/deliveries.ts';
import type { MyMail } from '../../shared/mail.ts';
import type { User } from '../../shared/users.ts';
import type { Client } from '../support/client.ts';
import { startSmtp, type Smtp } from '../support/smtp.ts';
import { openWorld, until, type World } from '../support/world.ts';

const clock = '2026-09-06T10:00:00+08:00';
const site = 'http://console.example.org';

let world: World;
let smtp: Smtp;
let admin: Client;
const env = () => ({
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(smtp.port),
  SMTP_FROM: 'no-reply@gh.org.cn',
  PUBLIC_URL: site,
});

beforeAll(async () => {
  smtp = await startSmtp();
  world = await openWorld({ clock, env: env() });
  admin = await world.as('nmg-admin');
});
afterAll(async () => {
  await world?.close();
  await smtp?.stop();
});
beforeEach(() => {
  smtp.mails.length = 0;
  smtp.mood = 'ok';
});

const mailTo = (address: string) => until(async () => smtp.mails.find(({ to }) => to.includes(address)) ?? null);
const log = (filter: object = {}) => admin.list<Delivery>('deliveries', filter);
const owner = (sql: string, values: unknown[] = []) => world.owner.query<{ n: number }>(sql, values);
describe('an own address', () => {
  test('is confirmed by the code that is mailed to it, and by no other', async () => {
    const person = await world.as('xincheng-officer');
    expect((await person.get<MyMail>('/me/mail')).body).toEqual({
      available: true,
      digestAt: '08:30',
      email: null,
      pending: null,
      choices: { digest: true, atOnce: false, quiet: { from: '22:00', to: '07:00' } },
    });
    const asked = await person.post<MyMail>('/me/mail/email', { email: 'officer@gh.org.cn' });
    expect(asked.body).toMatchObject({ email: null, pending: { email: 'officer@gh.org.cn', problem: null } });
    const letter = await mailTo('officer@gh.org.cn');
    expect(letter.headers['subject']).toBe('【工会督导台】邮箱验证码');
    expect(letter.headers['list-unsubscribe']).toBeUndefined();
    const code = /\b\d{6}\b/.exec(letter.text)![0];
    expect(letter.html).toContain(code);
    const wrong = code === '111111' ? '222222' : '111111';
    const refused = await person.post<{ errors: { code: string } }>('/me/mail/confirm', { code: wrong });
    expect([refused.status, refused.body.errors.code]).toEqual([422, '验证码不正确，还可以试 4 次。']);
    const confirmed = await person.post<MyMail>('/me/mail/confirm', { code });
    expect(confirmed.body).toMatchObject({ email: 'officer@gh.org.cn', pending: null });
    expect((await person.post('/me/mail/confirm', { code })).status).toBe(422);
    const kept = JSON.stringify([
      await log(),
      (await owner('select * from deliveries')).rows,
      (await owner('select * from events')).rows,
    ]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain('officer@gh.org.cn');
    expect((await person.del<MyMail>('/me/mail/email')).body).toMatchObject({ email: null });
  });

  test('five wrong tries end a code, and another is sent once a minute', async () => {
    const person = await world.as('hohhot-officer');
    await person.post('/me/mail/email', { email: 'city@gh.org.cn' });
    expect((await person.post('/me/mail/email', { email: 'city@gh.org.cn' })).status).toBe(429);
    const code = /\b\d{6}\b/.exec((await mailTo('city@gh.org.cn')).text)![0];
    const wrong = code === '111111' ? '222222' : '111111';
    for (let n = 0; n < 5; n++) expect((await person.post('/me/mail/confirm', { code: wrong })).status).toBe(422);
    expect((await person.post('/me/mail/confirm', { code })).status).toBe(422);
    expect((await person.get<MyMail>('/me/mail')).body).toMatchObject({ email: null, pending: null });
  });

  test('that does not exist is told to the person who waits', async () => {
    smtp.mood = 'no-such-user';
    const person = await world.as('nmg-second');
    await person.post('/me/mail/email', { email: 'nobody@gh.org.cn' });
    const seen = await until(async () => {
      const { pending } = (await person.get<MyMail>('/me/mail')).body;
      return pending?.problem ? pending : null;
    });
    expect(seen).toMatchObject({ sent: false, problem: expect.stringContaining('no such user here') });
    // The person is told first; the log has it a moment later.
    const line = await until(async () => (await log({ kind: 'email-code', status: 'failed' }))[0] ?? null);
    expect(line).toMatchObject({ recipient: 'nmg-second', attempts: 1, fault: 'smtp-refused' });
  });

  test.each(['', 'a', 'a@b', 'a@b.cn\r\nBcc: c@d.cn', '<script>@b.cn'])('%j is refused', async (email) => {
    const person = await world.as('xincheng-officer');
    expect((await person.post('/me/mail/email', { email })).status).toBe(422);
  });

  test('can be set by an administrator, and stands in the history without its name', async () => {
    const [user] = await admin.list<User>('users', { username: 'hohhot-officer' });
    const { name, role, orgCode, version } = user!;
    const put = (more: object) => admin.put<User>(`/users/${user!.id}`, { name, role, orgCode, ...more });
    expect((await put({ version, email: 'wang@gh.org.cn' })).body.email).toBe('wang@gh.org.cn');
    expect((await put({})).body.email).toBe('wang@gh.org.cn');
    expect((await put({ email: 'not one' })).status).toBe(422);
    expect((await put({ email: null })).body.email).toBeNull();
    const events = await admin.list<{ changes: Record<string, unknown> | null }>('events', { subjectId: user!.id });
    expect(events.map(({ changes }) => changes?.['email']).filter(Boolean)).toEqual(
      expect.arrayContaining([
        [null, 'w…@gh.org.cn'],
        ['w…@gh.org.cn', null],
      ]),
    );
  });
});
