import { describe, expect, test } from '@jest/globals';
import { addressHintOf, channelCreate } from '../../shared/channels.ts';
import { emailAddress, maskedEmail } from '../../shared/mail.ts';
import { maximumAttempts, nextAttempt } from '../../shared/rules/backoff.ts';
import { addDays, addWorkingDays, dayOf, isWorkday } from '../../shared/rules/days.ts';
import { afterQuiet, digestDay, instantOf, timeOf } from '../../shared/rules/sendTimes.ts';
import { isPublicAddress } from '../../server/outbound/addresses.ts';
import { oneLine } from '../../server/outbound/failure.ts';
import { mayPostTo } from '../../server/outbound/post.ts';
import { addressFor, bodyFor } from '../../server/outbound/robots.ts';
import { sealWith } from '../../server/outbound/seal.ts';
import { fc } from '../support/property.ts';

const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2026-12-30'), noInvalidDate: true });
const time = fc
  .integer({ min: 0, max: 1439 })
  .map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`);

describe('attempts', () => {
  test('after 1, 5, 30 minutes, 2 hours, 12 hours and a day, then set aside', () => {
    const at = new Date('2026-09-01T00:00:00Z');
    const minutes = Array.from({ length: maximumAttempts }, (_, index) => {
      const next = nextAttempt(index + 1, at);
      return next && (next.getTime() - at.getTime()) / 60_000;
    });
    expect(minutes).toEqual([1, 5, 30, 120, 720, 1440, null]);
  });

  test('every pause is longer than the one before, whenever it begins, and they come to an end', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 50 }), (at, attempts) => {
        const [one, two] = [nextAttempt(attempts, at), nextAttempt(attempts + 1, at)];
        if (one && two) expect(two.getTime() - at.getTime()).toBeGreaterThan(one.getTime() - at.getTime());
        if (!one) expect(two).toBeNull();
        expect(one === null).toBe(attempts >= maximumAttempts);
      }),
    );
  });
});

describe('times of messages', () => {
  test('a digest is due on working days from its hour to the evening, and on no other day', () => {
    fc.assert(
      fc.property(instant, time, (at, hour) => {
        const due = digestDay(at, hour);
        if (due !== null) {
          expect(due).toBe(dayOf(at));
          expect(isWorkday(due)).toBe(true);
          expect(timeOf(at) >= hour).toBe(true);
        }
      }),
    );
  });

  test('weekends and holidays have none; a worked Saturday (调休) has one', () => {
    const at = (day: string) => digestDay(instantOf(day, '09:00'), '08:30');
    expect(at('2026-09-05')).toBeNull();
    expect(at('2026-10-01')).toBeNull();
    expect(at('2025-10-11')).toBe('2025-10-11');
    expect(at('2026-09-07')).toBe('2026-09-07');
    expect(digestDay(instantOf('2026-09-07', '08:29'), '08:30')).toBeNull();
    expect(digestDay(instantOf('2026-09-07', '20:00'), '08:30')).toBeNull();
  });

  test('working days by one rule', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), (n) => {
        expect(isWorkday(addWorkingDays(addDays('2024-01-01', n), 1))).toBe(true);
      }),
    );
  });

  test('quiet hours end at their end, never earlier than now, and asking again changes nothing', () => {
    fc.assert(
      fc.property(instant, time, time, (at, from, to) => {
        const next = afterQuiet(at, { from, to });
        expect(next.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(next.getTime() - at.getTime()).toBeLessThanOrEqual(86_400_000);
        expect(afterQuiet(next, { from, to })).toEqual(next);
        if (next > at) expect(timeOf(next)).toBe(to);
      }),
    );
    expect(afterQuiet(instantOf('2026-09-07', '23:10'), { from: '22:00', to: '07:00' })).toEqual(
      instantOf('2026-09-08', '07:00'),
    );
    expect(afterQuiet(instantOf('2026-09-07', '12:00'), { from: '22:00', to: '07:00' })).toEqual(
      instantOf('2026-09-07', '12:00'),
    );
  });
});

describe('where messages may go', () => {
  test.each([
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.31.255.255', false],
    ['192.168.0.10', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['::1', false],
    ['::', false],
    ['fd00::1', false],
    ['fe80::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001::1', false],
    ['example.org', false],
    ['1.2.4.8', true],
    ['172.32.0.1', true],
    ['2400:3200::1', true],
  ])('%s is public: %s', (address, open) => {
    expect(isPublicAddress(address)).toBe(open);
  });

  test.each([
    ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1', true],
    ['http://qyapi.weixin.qq.com/', false],
    ['https://user:word@example.org/', false],
    ['https://127.0.0.1/', false],
    ['https://localhost/', false],
    ['https://0x7f.1/', false],
    ['https://2130706433/', false],
    ['https://[::1]/', false],
    ['https://[::ffff:10.0.0.1]/', false],
    ['ftp://example.org/', false],
  ])('%s without private addresses: %s', (address, open) => {
    expect(mayPostTo(new URL(address), false)).toBe(open);
  });

  test('with private addresses allowed, plain HTTP still goes to this machine alone', () => {
    expect(mayPostTo(new URL('http://127.0.0.1:8080/'), true)).toBe(true);
    expect(mayPostTo(new URL('https://10.0.0.1/'), true)).toBe(true);
    expect(mayPostTo(new URL('http://10.0.0.1/'), true)).toBe(false);
  });
});

describe('messages of robots', () => {
  test("钉钉: the signature of a time and a secret, as the robot's manual computes it", () => {
    const url = addressFor(
      { kind: 'dingtalk', url: 'https://oapi.dingtalk.com/robot/send?access_token=abc', secret: 'SECdemo' },
      new Date(1_700_000_000_000),
    );
    // printf '1700000000000\nSECdemo' | openssl dgst -sha256 -hmac SECdemo -binary | base64
    expect(url.searchParams.get('sign')).toBe('lOvVf9TQCVugV68mGbSZCg0gzOl1SVjxWi1MyVZCUuA=');
    expect(url.href).toBe(
      'https://oapi.dingtalk.com/robot/send?access_token=abc&timestamp=1700000000000&sign=lOvVf9TQCVugV68mGbSZCg0gzOl1SVjxWi1MyVZCUuA%3D',
    );
  });

  test('企业微信 gets what fits into 4,096 bytes, in whole lines', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 200 }), (lines) => {
        const { markdown } = JSON.parse(bodyFor('wecom', { title: '提醒', lines })) as {
          markdown: { content: string };
        };
        expect(Buffer.byteLength(markdown.content)).toBeLessThanOrEqual(4096);
        expect(['**提醒**', ...lines].join('\n').startsWith(markdown.content)).toBe(true);
      }),
    );
  });

  test('the key of an address never shows', () => {
    expect(
      addressHintOf('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'),
    ).toBe('qyapi.weixin.qq.com/cgi-bin/webhook/send?…5aaa');
    expect(addressHintOf('https://example.org/send?k=1')).toBe('example.org/send');
  });

  test('only 钉钉 takes a secret', () => {
    const body = { orgCode: '15', kind: 'wecom', name: '群', url: 'https://example.org/a', topics: ['due'] };
    expect(channelCreate.safeParse(body).success).toBe(true);
    expect(channelCreate.safeParse({ ...body, secret: 'SEC12345' }).success).toBe(false);
    expect(channelCreate.safeParse({ ...body, kind: 'dingtalk', secret: 'SEC12345' }).success).toBe(true);
    expect(channelCreate.safeParse({ ...body, topics: [] }).success).toBe(false);
  });
});

describe('sealed texts', () => {
  test('open again at their place under their key, and nowhere else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 30 }), (text, place) => {
        const [one, other] = [sealWith('a'.repeat(32)), sealWith('b'.repeat(32))];
        const sealed = one.seal(text, place);
        expect(one.open(sealed, place)).toBe(Buffer.from(text).toString());
        expect(one.open(sealed, `${place}x`)).toBeNull();
        expect(other.open(sealed, place)).toBeNull();
        expect(one.seal(text, place)).not.toBe(sealed);
      }),
      { numRuns: 30 },
    );
    expect(sealWith('a'.repeat(32)).open('nonsense', 'x')).toBeNull();
    expect(sealWith('a'.repeat(32)).open('', 'x')).toBeNull();
  });
});

describe('addresses of people', () => {
  test.each(['a@b.cn', 'zhang.san+gh@nmgzgh.org.cn', 'x_1@sub.example.com'])('%s is one', (email) => {
    expect(emailAddress.safeParse(email).success).toBe(true);
  });
  test.each([
    '',
    'a',
    'a@b',
    'a b@c.cn',
    'a@b.cn\r\nBcc: c@d.cn',
    '<a@b.cn>',
    'a@b..cn',
    'a@-b.cn',
    'a@b.cn,c@d.cn',
    '张@例.cn',
  ])('%j is none', (email) => {
    expect(emailAddress.safeParse(email).success).toBe(false);
  });
  test('the history shows the first letter and the host', () => {
    expect(maskedEmail('zhangsan@nmgzgh.org.cn')).toBe('z…@nmgzgh.org.cn');
  });
  test('what another machine said is kept to one short line', () => {
    expect(oneLine('550 5.1.1\r\n no such\tuser \u0000')).toBe('550 5.1.1 no such user');
    expect(oneLine('x'.repeat(500))).toHaveLength(160);
  });
});
