import { createHmac } from 'node:crypto';
import type { ChannelKind } from '../../shared/channels.ts';
import { oneLine, SendFailure } from './failure.ts';
import { post, type PostOptions } from './post.ts';

/** A message of a group robot: a title, and lines of Markdown that both robots understand. */
export type GroupMessage = { title: string; lines: readonly string[] };

export type Robot = { kind: ChannelKind; url: string; secret: string | null };

/** 企业微信 takes 4,096 bytes of Markdown, 钉钉 20,000 bytes altogether. */
const roomFor: Record<ChannelKind, number> = { wecom: 4096, dingtalk: 15_000 };

/** As many whole lines as there is room for. */
function fitted(lines: readonly string[], room: number, between: string): string {
  let text = '';
  for (const line of lines) {
    const next = text === '' ? line : text + between + line;
    if (Buffer.byteLength(next) > room) break;
    text = next;
  }
  return text;
}

/** 企业微信 群机器人: `{"msgtype":"markdown","markdown":{"content":…}}`. 钉钉 wants a title and blank lines between paragraphs. */
export function bodyFor(kind: ChannelKind, { title, lines }: GroupMessage): string {
  const head = kind === 'wecom' ? `**${title}**` : `### ${title}`;
  const text = fitted([head, ...lines], roomFor[kind], kind === 'wecom' ? '\n' : '\n\n');
  return JSON.stringify(
    kind === 'wecom'
      ? { msgtype: 'markdown', markdown: { content: text } }
      : { msgtype: 'markdown', markdown: { title, text }, at: { isAtAll: false } },
  );
}

/**
 * 钉钉 (加签): `timestamp` in milliseconds and `sign`, the base64 of the HMAC-SHA256 of "timestamp\nsecret" under the
 * secret. 企业微信 has its key in the address and no signature.
 */
export function addressFor({ kind, url, secret }: Robot, at: Date): URL {
  const address = new URL(url);
  if (kind !== 'dingtalk' || !secret) return address;
  const timestamp = String(at.getTime());
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  address.searchParams.set('timestamp', timestamp);
  address.searchParams.set('sign', sign);
  return address;
}

/** Hands the message to the robot; any answer but `errcode` 0 is a failure with the robot's own words. */
export async function tellRobot(robot: Robot, message: GroupMessage, options: PostOptions): Promise<void> {
  const answer = await post(addressFor(robot, new Date()), bodyFor(robot.kind, message), options);
  let parsed: { errcode?: unknown; errmsg?: unknown } | null;
  try {
    parsed = JSON.parse(answer) as typeof parsed;
  } catch {
    throw new SendFailure('robot-answer');
  }
  if (typeof parsed?.errcode !== 'number') throw new SendFailure('robot-answer');
  if (parsed.errcode === 0) return;
  const words = `${parsed.errcode} ${typeof parsed.errmsg === 'string' ? parsed.errmsg : ''}`;
  throw new SendFailure('robot-refused', withoutSecrets(words, robot));
}

/** What the other side says may repeat what it was sent. */
function withoutSecrets(text: string, { url, secret }: Robot): string {
  const address = new URL(url);
  const secrets = [...address.searchParams.values(), address.search.slice(1), ...(secret ? [secret] : [])];
  return oneLine(secrets.filter((part) => part.length >= 6).reduce((clean, part) => clean.replaceAll(part, '…'), text));
}
