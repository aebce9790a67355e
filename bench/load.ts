import { Agent, request } from 'node:http';

export type Call = { method: 'GET' | 'POST'; url: string; headers?: Record<string, string>; body?: unknown };
export type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; text: string };

export type Figures = { p50: number; p95: number; p99: number; perSecond: number };

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** One request over a kept connection, read to its end. */
export function send({ method, url, headers = {}, body }: Call): Promise<Answer> {
  const content = body === undefined ? undefined : JSON.stringify(body);
  const length =
    content === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, agent, headers: { ...headers, ...length } }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(content);
  });
}

export type Amount = { requests: number; warmUp: number; workers: number; seconds: number };

const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Sends one call, reads its answer, and tells how long that took; anything but success ends the run. */
async function timed(call: Call): Promise<number> {
  const begun = performance.now();
  const { status, text } = await send(call);
  if (status < 200 || status > 299) throw new Error(`${call.method} ${call.url}: ${status} ${text.slice(0, 300)}`);
  return performance.now() - begun;
}

/** Calls per second with several workers; bounded in number and in time. */
async function rateOf(call: () => Call, { requests, workers, seconds }: Amount): Promise<number> {
  const begun = performance.now();
  let left = requests;
  let done = 0;
  const work = async () => {
    while (left > 0 && performance.now() - begun < seconds * 1000) {
      left -= 1;
      await timed(call());
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return done / ((performance.now() - begun) / 1000);
}

/** Ours and the bare server turn by turn, so that whatever else the machine does falls on both; then the rates. */
export async function measure(
  calls: { app: () => Call; bare: () => Call },
  amount: Amount,
): Promise<{ app: Figures; bare: Figures }> {
  const { requests, warmUp, seconds } = amount;
  const taken = { app: [] as number[], bare: [] as number[] };
  const until = performance.now() + seconds * 1000;
  for (let turn = 0; turn < warmUp + requests && performance.now() < until; turn += 1) {
    for (const who of ['app', 'bare'] as const) {
      const time = await timed(calls[who]());
      if (turn >= warmUp) taken[who].push(time);
    }
  }
  const figures = async (who: 'app' | 'bare'): Promise<Figures> => {
    const sorted = taken[who].sort((a, b) => a - b);
    const perSecond = await rateOf(calls[who], amount);
    return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99), perSecond };
  };
  return { app: await figures('app'), bare: await figures('bare') };
}
