import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Delivery } from '../../shared/deliveries.ts';
import type { Work } from '../../shared/me.ts';
import { orderDigests } from '../../server/features/deliveries/ordering.ts';
import type { Client } from '../support/client.ts';
import { builders } from '../support/builders.ts';
import { createDatabase } from '../support/postgres.ts';
import { startProcess } from '../support/process.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { startSmtp, type Smtp } from '../support/smtp.ts';
import { openWorld, submittedInspection, until, type World } from '../support/world.ts';

/** A Monday, after the hour of the digest. */
const clock = '2026-09-07T09:00:00+08:00';
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
  await world.build.unions('150102', 3);
  await world.build.unions('150202', 2);
  await submittedInspection(world, ['Q1', 'Q4', 'Q9']);
});
afterAll(async () => {
  await world?.close();
  await smtp?.stop();
});
beforeEach(async () => {
  await owner('update users set email = null');
  await owner('delete from digest_days');
  await owner('delete from deliveries');
  smtp.mails.length = 0;
  smtp.mood = 'ok';
});

const owner = (sql: string, values: unknown[] = []) => world.owner.query<{ n: number }>(sql, values);
const mailTo = (address: string) => until(async () => smtp.mails.find(({ to }) => to.includes(address)) ?? null);
const digests = () => admin.list<Delivery>('deliveries', { kind: 'digest' });
const addressOf = (username: string) =>
  owner('update users set email = $2 where username = $1', [username, `${username}@gh.org.cn`]);
const settled = (...statuses: Delivery['status'][]) =>
  until(async () => {
    const lines = await digests();
    return lines.length > 0 && lines.every(({ status }) => statuses.includes(status)) ? lines : null;
  });
const second = (at = clock): Promise<TestServer> => startServer({ database: world.database, clock: at, env: env() });
const order = ({ deps }: TestServer) => orderDigests({ ...deps, signal: new AbortController().signal });

describe('the digest of a working day', () => {
  test('says what the home page says, once, though three servers are at it', async () => {
    const servers = await Promise.all([second(), second(), second()]);
    await addressOf('xincheng-officer');
    await Promise.all([...servers, ...servers].map(order));
    const letter = await mailTo('xincheng-officer@gh.org.cn');
    const person = await world.as('xincheng-officer');
    const { counts } = (await person.get<Work>('/me/work')).body;
    const open = counts.filter(({ count }) => count > 0);
    expect(open.map(({ key }) => key)).toEqual(expect.arrayContaining(['toFill']));
    for (const { key, count, resource, filter } of open) {
      const door = `${site}/${resource}?${new URLSearchParams({ filter: JSON.stringify(filter) })}`;
      expect([key, letter.text.includes(`：${count}\n  ${door}`)]).toEqual([key, true]);
    }
    expect(letter.headers).toMatchObject({
      subject: expect.stringContaining('【工会督导台】9月7日：'),
      'list-unsubscribe': `<${site}/me#mail>`,
      'message-id': expect.stringMatching(/^<[0-9a-f-]{36}@gh\.org\.cn>$/),
    });
    expect(await settled('sent')).toMatchObject([{ attempts: 1, via: 'email', recipient: 'xincheng-officer' }]);
    await Promise.all(servers.map((server) => server.stop()));
    expect(smtp.mails).toHaveLength(1);
  });

  test('not on a rest day, not where it is not wanted, not to who is disabled, and not for nothing', async () => {
    const sunday = await second('2026-09-06T09:00:00+08:00');
    const person = await world.as('xincheng-officer');
    await person.put('/me/mail', { digest: false, atOnce: false, quiet: null });
    await owner("update users set active = false where username = 'huimin-admin'");
    for (const username of ['nmg-leader', 'huimin-admin', 'baotou-officer', 'xincheng-officer'])
      await addressOf(username);
    await order(sunday);
    expect((await owner("select count(*)::int as n from digest_days where day = '2026-09-06'")).rows).toEqual([
      { n: 0 },
    ]);
    await sunday.stop();
    const monday = await second();
    await order(monday);
    await mailTo('baotou-officer@gh.org.cn');
    await settled('sent');
    await monday.stop();
    expect(smtp.mails.flatMap(({ to }) => to)).toEqual(['baotou-officer@gh.org.cn']);
    await owner("update users set active = true where username = 'huimin-admin'");
    await person.put('/me/mail', { digest: true, atOnce: false, quiet: null });
  });

  test('a mail server that is down loses nothing: it is told, and all goes out when it is back', async () => {
    smtp.mood = 'busy';
    const server = await second();
    await addressOf('xincheng-officer');
    await addressOf('baotou-officer');
    await order(server);
    const waiting = await until(async () => {
      const lines = await digests();
      return lines.filter(({ error }) => error).length === 2 ? lines : null;
    });
    for (const line of waiting) {
      expect(line).toMatchObject({ status: 'waiting', attempts: 1, mayActions: ['retry'] });
      expect(line.error).toContain('try again later');
    }
    smtp.mood = 'drop';
    await admin.post(`/deliveries/${waiting[0]!.id}/retry`, {});
    await until(async () => ((await digests()).some(({ fault }) => fault === 'smtp-lost') ? true : null));
    smtp.mood = 'ok';
    // One that gets through tells that the connection is there again; those that were refused keep their time.
    await admin.post(`/deliveries/${waiting[1]!.id}/retry`, {});
    await settled('sent');
    await server.stop();
    expect(smtp.mails.map(({ to }) => to[0]).sort()).toEqual([
      'baotou-officer@gh.org.cn',
      'xincheng-officer@gh.org.cn',
    ]);
  });

  test('what lost its reason before it goes out is not sent: address gone, account disabled, place changed, nothing left', async () => {
    smtp.mood = 'busy';
    const server = await second();
    for (const username of ['xincheng-officer', 'baotou-officer', 'hohhot-officer', 'nmg-second'])
      await addressOf(username);
    await order(server);
    await until(async () => {
      const lines = await digests();
      // None is on its way any more.
      return lines.length >= 3 && lines.every(({ error }) => error) ? true : null;
    });
    await owner("update users set email = null where username = 'xincheng-officer'");
    await owner("update users set active = false where username = 'baotou-officer'");
    // The person was moved to a place without any work.
    await owner("update users set org_code = '1503' where username = 'hohhot-officer'");
    smtp.mood = 'ok';
    await owner("update deliveries set next_at = now() where status = 'waiting'");
    const lines = await settled('sent', 'cancelled');
    const faultOf = (name: string) => lines.find(({ recipient }) => recipient === name)?.fault;
    expect(['xincheng-officer', 'baotou-officer', 'hohhot-officer'].map(faultOf)).toEqual([
      'recipient-unreachable',
      'recipient-disabled',
      'nothing-left',
    ]);
    await server.stop();
    await owner("update users set active = true where username = 'baotou-officer'");
    await owner("update users set org_code = '1501' where username = 'hohhot-officer'");
  });

  test('a server killed while it was sending: the next one sends it once, under the same id', async () => {
    const database = await createDatabase();
    const tables = new pg.Client({ connectionString: database.ownerUrl });
    await tables.connect();
    const build = builders(tables);
    await build.openProvinces('15');
    await build.account({ username: 'xincheng-officer', role: 'officer', orgCode: '150102' });
    await build.unions('150102', 2);
    await tables.query("update unions set term_ends_on = '2026-09-20'");
    await tables.query("update users set email = 'killed@gh.org.cn'");
    const line = async () =>
      (await tables.query<{ id: string; status: string }>("select id, status from deliveries where kind = 'digest'"))
        .rows;
    const settings = {
      ...env(),
      PUBLIC_URL: '',
      CLOCK: clock,
      SESSION_SECRET: 'a secret for tests, long enough to be one',
    };
    smtp.mood = 'hang';
    const killed = await startProcess(database, settings);
    await until(async () => ((await line()).some(({ status }) => status === 'sending') ? true : null));
    await killed.kill();
    smtp.mood = 'ok';
    await tables.query("update deliveries set lease_until = now() where status = 'sending'");
    const next = await startProcess(database, settings);
    const letter = await mailTo('killed@gh.org.cn');
    const [sent] = await until(async () => {
      const lines = await line();
      return lines[0]?.status === 'sent' ? lines : null;
    });
    await next.kill();
    expect(letter.headers['message-id']).toBe(`<${sent!.id}@gh.org.cn>`);
    expect(await line()).toHaveLength(1);
    expect(smtp.mails).toHaveLength(1);
    await tables.end();
    await database.drop();
  });

  test('the log of another province does not tell of it', async () => {
    await owner(
      `insert into deliveries (province_code, org_code, via, kind, recipient, key, status, at)
       values ('15', '150102', 'email', 'digest', 'x', 'y', 'failed', now())`,
    );
    expect(await (await world.as('gd-admin')).list('deliveries')).toEqual([]);
    expect(await (await world.as('huimin-admin')).list('deliveries')).toEqual([]);
    expect(await (await world.as('xincheng-admin')).list('deliveries')).toHaveLength(1);
    expect((await (await world.as('xincheng-officer')).get('/deliveries')).status).toBe(403);
  });
});
