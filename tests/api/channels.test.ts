import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { Channel } from '../../shared/channels.ts';
import type { Delivery } from '../../shared/deliveries.ts';
import { startRobot, took, type RobotStub } from '../support/robot.ts';
import type { Client } from '../support/client.ts';
import { openWorld, until, type World } from '../support/world.ts';

const SECRET = 'SEC8f1e27a90b2c4d';
const KEY = '693a91f6-7aaa-4bc4-97a0-0ec2f1fa5aaa';
const clock = '2026-09-07T09:00:00+08:00';

let world: World;
let robot: RobotStub;
let admin: Client;

beforeAll(async () => {
  robot = await startRobot();
  world = await openWorld({ clock, env: { WEBHOOK_PRIVATE: 'on', PUBLIC_URL: 'http://console.example.org' } });
  admin = await world.as('xincheng-admin');
});
afterAll(async () => {
  await world?.close();
  await robot?.stop();
});
beforeEach(() => {
  robot.told.length = 0;
  robot.answer = took;
});

const input = (more: object = {}) => ({
  orgCode: '150102',
  kind: 'wecom',
  name: `群${++serial}`,
  url: `${robot.url}/cgi-bin/webhook/send?key=${KEY}-${serial}`,
  topics: ['decide', 'overdue'],
  ...more,
});
let serial = 0;

async function channel(more: object = {}): Promise<Channel> {
  const answer = await admin.post<Channel>('/channels', input(more));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}
const ended = (id: string, ...statuses: Delivery['status'][]) =>
  until(async () => {
    const { body } = await admin.get<Delivery>(`/deliveries/${id}`);
    return statuses.includes(body.status) ? body : null;
  });
const tried = (id: string) =>
  until(async () => {
    const { body } = await admin.get<Delivery>(`/deliveries/${id}`);
    return body.error === null ? null : body;
  });
const test1 = async ({ id }: Channel) => (await admin.post<Delivery>(`/channels/${id}/test`, {})).body;

describe('a group robot', () => {
  test('of 企业微信 gets Markdown in its own format, to its own address', async () => {
    const made = await channel();
    const order = await test1(made);
    expect(order).toMatchObject({ status: 'waiting', kind: 'test', via: 'wecom', attempts: 0, recipient: made.name });
    expect(await ended(order.id, 'sent')).toMatchObject({ attempts: 1, error: null, nextAt: null });
    expect(robot.told).toEqual([
      {
        path: '/cgi-bin/webhook/send',
        query: new URLSearchParams({ key: `${KEY}-${serial}` }),
        type: 'application/json; charset=utf-8',
        raw: '{"msgtype":"markdown","markdown":{"content":"**工会督导台测试消息**\\n收到此消息，说明通道已接通。\\n[打开工会督导台](http://console.example.org/)"}}',
      },
    ]);
    const after = await admin.get<Channel>(`/channels/${made.id}`);
    expect(after.body).toMatchObject({ lastFault: null, lastAt: expect.any(String) });
  });

  test('of 钉钉 gets Markdown with a title, signed with its secret at that very time', async () => {
    const made = await channel({
      kind: 'dingtalk',
      url: `${robot.url}/robot/send?access_token=${KEY}`,
      secret: SECRET,
    });
    const before = Date.now();
    await ended((await test1(made)).id, 'sent');
    const [told] = robot.told;
    expect(told!.raw).toBe(
      '{"msgtype":"markdown","markdown":{"title":"工会督导台测试消息","text":"### 工会督导台测试消息\\n\\n收到此消息，说明通道已接通。\\n\\n[打开工会督导台](http://console.example.org/)"},"at":{"isAtAll":false}}',
    );
    const timestamp = told!.query.get('timestamp')!;
    expect(Number(timestamp)).toBeGreaterThanOrEqual(before);
    const sign = createHmac('sha256', SECRET).update(`${timestamp}\n${SECRET}`).digest('base64');
    expect([...told!.query]).toEqual([
      ['access_token', KEY],
      ['timestamp', timestamp],
      ['sign', sign],
    ]);
  });

  test('tells neither address nor secret to anybody, nor does the database', async () => {
    const made = await channel({ kind: 'dingtalk', secret: SECRET });
    const seen = [
      made,
      (await admin.get(`/channels/${made.id}`)).body,
      await admin.list('channels'),
      await admin.list('deliveries'),
      await admin.list('events', { subjectId: made.id }),
      (await world.owner.query('select * from channels')).rows,
    ];
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    expect(JSON.stringify(seen)).not.toContain(KEY);
    expect(made).toMatchObject({
      hasSecret: true,
      addressHint: expect.stringMatching(/^127\.0\.0\.1:\d+\/cgi-bin\/webhook\/send\?…/),
    });
  });

  test('keeps address and secret through an edit that names neither, and takes new ones', async () => {
    const made = await channel({ kind: 'dingtalk', secret: SECRET });
    const { name, topics } = made;
    const kept = await admin.put<Channel>(`/channels/${made.id}`, {
      name: `${name}改`,
      topics,
      active: true,
      version: 1,
    });
    expect(kept.body).toMatchObject({ hasSecret: true, addressHint: made.addressHint, version: 2 });
    await ended((await test1(kept.body)).id, 'sent');
    expect(robot.told[0]!.query.get('sign')).not.toBeNull();
    const bare = await admin.put<Channel>(`/channels/${made.id}`, {
      name,
      topics,
      active: true,
      secret: null,
      url: `${robot.url}/other?access_token=abcdefgh12345678`,
      version: (await admin.get<Channel>(`/channels/${made.id}`)).body.version,
    });
    expect(bare.body.hasSecret).toBe(false);
    await ended((await test1(bare.body)).id, 'sent');
    expect(robot.told[1]).toMatchObject({
      path: '/other',
      query: new URLSearchParams({ access_token: 'abcdefgh12345678' }),
    });
    expect((await admin.put(`/channels/${made.id}`, { name, topics, active: true, version: 1 })).status).toBe(409);
  });
});

describe('what goes wrong', () => {
  test.each<[string, RobotStub['answer'], string]>([
    [
      'an errcode',
      (res, req) => res.end(`{"errcode":93000,"errmsg":"invalid webhook url ${req.url}"}`),
      'robot-refused',
    ],
    ['a page', (res) => res.end('<html>'), 'robot-answer'],
    ['HTTP 500', (res) => res.writeHead(500).end(), 'robot-http'],
    ['a redirect', (res) => res.writeHead(302, { location: `${robot.url}/elsewhere` }).end(), 'robot-redirect'],
    ['an endless answer', (res) => res.end('x'.repeat(200_000)), 'robot-too-large'],
    ['a cut line', (res) => res.destroy(), 'robot-unreachable'],
  ])('%s is told in words, and tried again in a minute', async (_what, answer, fault) => {
    robot.answer = answer;
    const made = await channel();
    const order = await test1(made);
    const failed = await tried(order.id);
    expect(failed).toMatchObject({ status: 'waiting', attempts: 1, fault, mayActions: ['retry'] });
    expect(failed.error).not.toContain(KEY);
    // A minute after the attempt, which came some time after the clock was set.
    const wait = Date.parse(failed.nextAt!) - Date.parse(clock);
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThan(360_000);
    expect(robot.told.filter(({ path }) => path === '/elsewhere')).toEqual([]);
    expect((await admin.get<Channel>(`/channels/${made.id}`)).body).toMatchObject({
      lastFault: fault,
      lastWords: failed.error,
    });
    robot.answer = took;
    expect((await admin.post<Delivery>(`/deliveries/${order.id}/retry`, {})).body).toMatchObject({
      attempts: 0,
      error: null,
    });
    expect(await ended(order.id, 'sent')).toMatchObject({ attempts: 1 });
    expect((await admin.post(`/deliveries/${order.id}/retry`, {})).status).toBe(409);
    expect((await admin.get<Channel>(`/channels/${made.id}`)).body).toMatchObject({ lastFault: null, lastWords: null });
  });

  test('the seventh failure sets it aside, until somebody orders another attempt', async () => {
    robot.answer = (res) => res.end('{"errcode":310000,"errmsg":"sign not match"}');
    const order = await test1(await channel());
    for (let attempts = 1; attempts <= 7; attempts++) {
      await until(async () => {
        const { body } = await admin.get<Delivery>(`/deliveries/${order.id}`);
        return body.attempts === attempts && body.status !== 'sending' ? body : null;
      });
      await world.owner.query("update deliveries set next_at = now() where id = $1 and status = 'waiting'", [order.id]);
    }
    const aside = await ended(order.id, 'failed');
    expect(aside).toMatchObject({ attempts: 7, nextAt: null, error: '群机器人拒收：310000 sign not match' });
    const line = await admin.get<Delivery>(`/deliveries/${order.id}`, { 'accept-language': 'en' });
    expect(line.body.error).toBe('The robot refused it: 310000 sign not match');
    expect(await admin.list<Delivery>('deliveries', { status: 'failed' })).toMatchObject([{ id: order.id }]);
    robot.answer = took;
    await admin.post(`/deliveries/${order.id}/retry`, { version: aside.version });
    expect(await ended(order.id, 'sent')).toMatchObject({ attempts: 1 });
    const [event] = await admin.list<{ action: string }>('events', { subjectId: order.id });
    expect(event).toMatchObject({ action: 'retry' });
  });

  test('a key of the server that changed is told, and asks for the address again', async () => {
    const made = await channel();
    await world.owner.query("update channels set url_sealed = 'v1.AAAA.AAAA.AAAA' where id = $1", [made.id]);
    expect(await ended((await test1(made)).id, 'failed')).toMatchObject({ fault: 'secret-unreadable' });
  });

  test('bad input is told at its field', async () => {
    const faults = async (more: object) => {
      const { status, errors } = (
        await admin.post<{ status: number; errors: Record<string, string> }>('/channels', input(more))
      ).body;
      return [status, Object.keys(errors ?? {})];
    };
    expect(await faults({ url: 'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1' })).toEqual([422, ['url']]);
    expect(await faults({ url: 'https://user:word@example.org/abcd' })).toEqual([422, ['url']]);
    expect(await faults({ url: 'not an address' })).toEqual([422, ['url']]);
    expect(await faults({ secret: SECRET })).toEqual([422, ['secret']]);
    expect(await faults({ topics: ['everything'] })).toEqual([422, ['topics.0']]);
    expect(await faults({ topics: [] })).toEqual([422, ['topics']]);
    expect(await faults({ name: '' })).toEqual([422, ['name']]);
    expect(await faults({ orgCode: '150103' })).toEqual([422, ['orgCode']]);
    const { name } = await channel();
    const again = await admin.post('/channels', input({ name }));
    expect(again).toMatchObject({ status: 409, body: { errors: { name: expect.stringContaining('同名通道') } } });
  });
});

describe('private addresses', () => {
  test('are refused when a channel is made', async () => {
    const own = await openWorld({ clock });
    const nmg = await own.as('nmg-admin');
    const post = (url: string) => nmg.post<Channel>('/channels', { ...input(), orgCode: '15', url });
    for (const url of [
      `${robot.url}/x?key=1`,
      'https://127.0.0.1/x',
      'https://[::1]/xyz',
      'https://10.0.0.8/xyz',
      'https://localhost/x',
    ]) {
      expect([url, (await post(url)).status]).toEqual([url, 422]);
    }
    await own.close();
    expect(robot.told).toEqual([]);
  });
});

describe('who may see it', () => {
  test('administrators of the place and above; officers and strangers not', async () => {
    const made = await channel();
    const order = await test1(made);
    await ended(order.id, 'sent');
    for (const [username, status] of [
      ['nmg-admin', 200],
      ['huimin-admin', 404],
      ['gd-admin', 404],
      ['xincheng-officer', 403],
    ] as const) {
      const person = await world.as(username);
      expect([username, (await person.get(`/channels/${made.id}`)).status]).toEqual([username, status]);
      expect([username, (await person.get(`/deliveries/${order.id}`)).status]).toEqual([username, status]);
      expect([username, (await person.post(`/deliveries/${order.id}/retry`, {})).status]).toEqual([
        username,
        status === 200 ? 409 : status,
      ]);
    }
  });

  test('a channel that is deleted leaves its log', async () => {
    const made = await channel();
    const order = await test1(made);
    await ended(order.id, 'sent');
    expect((await admin.del(`/channels/${made.id}`)).status).toBe(200);
    expect((await admin.get<Delivery>(`/deliveries/${order.id}`)).body).toMatchObject({
      channelId: null,
      recipient: made.name,
    });
  });
});
