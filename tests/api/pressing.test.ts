import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../shared/deliveries.ts';
import type { Client } from '../support/client.ts';
import { startServer } from '../support/server.ts';
import { startSmtp, type Smtp } from '../support/smtp.ts';
import { issuedCampaign, openWorld, until, type World } from '../support/world.ts';

const clock = '2026-09-07T07:30:00+08:00';
const site = 'http://console.example.org';
const address = 'officer@gh.org.cn';

let world: World;
let smtp: Smtp;
let admin: Client;
let campaignId: string;
const env = () => ({
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(smtp.port),
  SMTP_FROM: 'a@gh.org.cn',
  PUBLIC_URL: site,
});
const owner = (sql: string, values: unknown[] = []) => world.owner.query<{ id: string }>(sql, values);

beforeAll(async () => {
  smtp = await startSmtp();
  world = await openWorld({ clock, env: env() });
  admin = await world.as('nmg-admin');
  await world.build.unions('150102', 1);
  campaignId = (await issuedCampaign(world)).id;
});
afterAll(async () => {
  await world?.close();
  await smtp?.stop();
});
beforeEach(async () => {
  await owner('delete from notifications');
  await owner('delete from deliveries');
  await owner('update users set email = null');
  await owner("update users set email = $1 where username = 'xincheng-officer'", [address]);
  await wants({ quiet: null });
  smtp.mails.length = 0;
  smtp.mood = 'ok';
});

const wants = async (more: object) => {
  const person = await world.as('xincheng-officer');
  await person.put('/me/mail', { digest: false, atOnce: true, quiet: null, ...more });
};
const lines = () => admin.list<Delivery>('deliveries', { kind: 'notice' });
let serial = 0;

/** An order of 呼和浩特 to 新城区, and what its officer is told of it. */
async function order(): Promise<string> {
  const number = ++serial;
  const { rows } = await owner(
    `insert into supervisions (province_code, org_code, addressee_code, campaign_id, year, number, doc_no, status, demand, reply_by, item_ids)
     values ('15', '1501', '150102', $1, 2026, $2, $3, 'issued', '限期整改', '2026-09-20', array[gen_random_uuid()]) returning id`,
    [campaignId, number, `督办〔2026〕${number}号`],
  );
  await owner(
    `insert into notifications (province_code, org_code, recipient_id, kind, subject_type, subject_id, campaign_id, params, reason_key, created_at)
     select '15', '150102', id, 'supervision', 'supervisions', $1::uuid, $2, $3, $1::uuid::text, '2026-09-07T07:30:00+08:00'
     from users where username = 'xincheng-officer'`,
    [rows[0]!.id, campaignId, JSON.stringify({ title: '自查自纠', docNo: `督办〔2026〕${number}号` })],
  );
  return rows[0]!.id;
}
const settled = (...statuses: Delivery['status'][]) =>
  until(async () => {
    const found = await lines();
    return found.length > 0 && found.every(({ status }) => statuses.includes(status)) ? found : null;
  });

describe('what presses', () => {
  test('is mailed at once, several in one letter, and never again', async () => {
    await world.owner.query('begin');
    const [one, two] = [await order(), await order()];
    await world.owner.query('commit');
    await settled('sent');
    expect(smtp.mails).toMatchObject([{ to: [address] }]);
    const [letter] = smtp.mails;
    for (const id of [one, two]) expect(letter!.text).toContain(`${site}/supervisions/${id}/show`);
    expect(letter!.headers['subject']).toContain('另有 1 条');
    const beside = await startServer({ database: world.database, clock, env: env() });
    await order();
    await until(async () => (smtp.mails.length === 2 ? true : null));
    await settled('sent');
    await beside.stop();
    expect(smtp.mails[1]!.text).not.toContain(one);
    expect(await lines()).toHaveLength(2);
  });

  test('waits for the end of the quiet hours without losing an attempt', async () => {
    await wants({ quiet: { from: '06:00', to: '08:00' } });
    await order();
    const [line] = await until(async () => {
      const found = await lines();
      return found[0]?.status === 'waiting' && found[0].nextAt! > '2026-09-06T23:59' ? found : null;
    });
    expect(line).toMatchObject({ attempts: 0, error: null, mayActions: [] });
    expect(Math.abs(Date.parse(line!.nextAt!) - Date.parse('2026-09-07T08:00:00+08:00'))).toBeLessThan(60_000);
    expect(smtp.mails).toEqual([]);
  });

  test.each([
    ['was read', 'update notifications set read_at = now()', 'nothing-left'],
    ['was taken back', 'update notifications set cancelled_at = now()', 'nothing-left'],
    ['was answered', "update supervisions set status = 'withdrawn'", 'nothing-left'],
    [
      'left the scope of the person',
      "update users set org_code = '150103' where username = 'xincheng-officer'",
      'nothing-left',
    ],
    [
      'is for an account that was disabled',
      "update users set active = false where username = 'xincheng-officer'",
      'recipient-disabled',
    ],
    ['is no longer wished for', 'update mail_choices set at_once = false', 'not-wanted'],
  ])('what %s before it goes out is not sent', async (_what, change, fault) => {
    smtp.mood = 'busy';
    await order();
    const [waiting] = await until(async () => {
      const found = await lines();
      return found[0]?.error ? found : null;
    });
    await owner(change);
    smtp.mood = 'ok';
    await owner("update deliveries set next_at = now() where id = $1 and status = 'waiting'", [waiting!.id]);
    expect(await settled('cancelled')).toMatchObject([{ fault }]);
    expect(smtp.mails).toEqual([]);
    await owner("update users set org_code = '150102', active = true where username = 'xincheng-officer'");
  });
});
