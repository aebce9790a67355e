import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel } from '../../shared/channels.ts';
import type { Delivery } from '../../shared/deliveries.ts';
import type { Client } from '../support/client.ts';
import { startRobot, took, type RobotStub } from '../support/robot.ts';
import { startServer } from '../support/server.ts';
import { openWorld, until, type World } from '../support/world.ts';

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

let serial = 0;
async function channel(more: object = {}): Promise<Channel> {
  const url = `${robot.url}/cgi-bin/webhook/send?key=${KEY}-${++serial}`;
  const answer = await admin.post<Channel>('/channels', {
    orgCode: '150102',
    kind: 'wecom',
    name: `群${serial}`,
    url,
    ...more,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}
const ended = (id: string, ...statuses: Delivery['status'][]) =>
  until(async () => {
    const { body } = await admin.get<Delivery>(`/deliveries/${id}`);
    return statuses.includes(body.status) ? body : null;
  });
const test1 = async ({ id }: Channel) => (await admin.post<Delivery>(`/channels/${id}/test`, {})).body;

/** Notices of people, as the product makes them. */
async function notices(
  kind: string,
  count: number,
  {
    reason = `${kind}:${++serial}`,
    org = '150102',
    params = { count },
  }: { reason?: string; org?: string; params?: object } = {},
): Promise<void> {
  await world.owner.query(
    `insert into notifications (province_code, org_code, recipient_id, kind, subject_type, subject_id, params, reason_key, created_at)
     select left($1::text, 2), $1::text, id, $2, 'campaigns', gen_random_uuid(), $3, $4, '2026-09-07T09:30:00+08:00'
     from users where org_code = $1::text`,
    [org, kind, JSON.stringify(params), reason],
  );
}

describe('news of a group', () => {
  const bodies = () =>
    robot.told.map(({ raw }) => (JSON.parse(raw) as { markdown: { content: string } }).markdown.content);
  const groupOf = (id: string) => admin.list<Delivery>('deliveries', { channelId: id, kind: 'group' });
  const sentTo = ({ id }: Channel, count = 1) =>
    until(async () => {
      const sent = (await groupOf(id)).filter(({ status }) => status === 'sent');
      return sent.length >= count ? sent : null;
    });

  test('is one message with counts and no names: each reason once, only its topics, only its own organisation', async () => {
    const made = await channel({ topics: ['decide', 'overdue'] });
    await world.owner.query('begin');
    await notices('to-verify', 12, { params: { count: 12, unionName: '某某工会', by: '张三' } });
    await notices('to-review', 3);
    await notices('to-review', 4);
    await notices('issued', 1);
    await notices('to-verify', 50, { org: '15' });
    await world.owner.query('commit');
    await sentTo(made);
    expect(bodies()).toEqual([
      '**工会督导台提醒**\n- 自查待审核：7\n- 整改待核查：12\n[查看待办](http://console.example.org/inbox)',
    ]);
    await admin.del(`/channels/${made.id}`);
  });

  test('three servers at once send it once', async () => {
    const servers = await Promise.all(
      [1, 2].map(() => startServer({ database: world.database, clock, env: { WEBHOOK_PRIVATE: 'on' } })),
    );
    const made = await channel({ topics: ['overdue'] });
    await notices('item-overdue', 9);
    await sentTo(made);
    expect(await groupOf(made.id)).toMatchObject([{ status: 'sent', attempts: 1 }]);
    expect(robot.told).toHaveLength(1);
    await Promise.all(servers.map((server) => server.stop()));
    await admin.del(`/channels/${made.id}`);
  });

  test('what comes while the robot is down goes along with what waits; what was taken back does not', async () => {
    robot.answer = (res) => res.writeHead(503).end();
    const made = await channel({ topics: ['due'] });
    await notices('item-due', 2);
    await notices('fill-due', 8, { reason: 'gone' });
    const waiting = await until(async () => {
      const [one] = await groupOf(made.id);
      return one?.error ? one : null;
    });
    await notices('item-due', 5);
    await world.owner.query("update notifications set cancelled_at = now() where reason_key = 'gone'");
    robot.answer = took;
    robot.told.length = 0;
    expect((await admin.post(`/deliveries/${waiting.id}/retry`, {})).status).toBe(200);
    await sentTo(made);
    expect(bodies()).toEqual(['**工会督导台提醒**\n- 整改即将到期：7\n[查看待办](http://console.example.org/inbox)']);
    expect(await groupOf(made.id)).toHaveLength(1);
    await admin.del(`/channels/${made.id}`);
  });

  test('a channel that is switched off hears nothing', async () => {
    robot.answer = (res) => res.writeHead(503).end();
    const made = await channel({ topics: ['returned'] });
    await notices('item-returned', 2);
    const waiting = await until(async () => (await groupOf(made.id)).find(({ error }) => error) ?? null);
    const { name, topics, version } = (await admin.get<Channel>(`/channels/${made.id}`)).body;
    expect((await admin.put(`/channels/${made.id}`, { name, topics, active: false, version })).status).toBe(200);
    robot.told.length = 0;
    await admin.post(`/deliveries/${waiting.id}/retry`, {});
    expect(await ended(waiting.id, 'cancelled')).toMatchObject({ fault: 'channel-off' });
    expect(robot.told).toEqual([]);
  });

  test('of 18 messages a minute to one address, the next waits', async () => {
    const url = `${robot.url}/busy?key=${KEY}`;
    const made = await channel({ url, topics: ['news'] });
    const mark = (
      await world.owner.query<{ address_mark: string }>('select address_mark from channels where id = $1', [made.id])
    ).rows[0]!;
    await world.owner.query(
      `insert into deliveries (province_code, org_code, via, kind, recipient, key, address_mark, status, attempts, attempted_at, at, sent_at)
       select '15', '150102', 'wecom', 'test', 'x', 'rate:' || n, $1, 'sent', 1, now() + interval '1 hour', now(), now() from generate_series(1, 18) n`,
      [mark.address_mark],
    );
    const order = await test1(made);
    const other = await test1(await channel({ topics: ['news'] }));
    await ended(other.id, 'sent');
    expect((await admin.get<Delivery>(`/deliveries/${order.id}`)).body).toMatchObject({
      status: 'waiting',
      attempts: 0,
    });
    await world.owner.query(
      "update deliveries set attempted_at = now() - interval '2 minutes' where key like 'rate:%'",
    );
    await ended(order.id, 'sent');
  });
});
