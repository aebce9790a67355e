import { Agent, request } from 'node:http';

export type Call = { method: 'GET' | 'POST'; url: string; headers?: Record<string, string>; body?: unknown };
export type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; text: string };

/** Milliseconds, and requests per second. */
export type Figures = { p50: number; p95: number; p99: number; perSecond: number };
/** Of one server: with all connections at once, and one request after another. */
export type Measured = Figures & { aloneP50: number; aloneP95: number };

export const CONNECTIONS = 16;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

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

/** Undefined when there is nothing left to ask for. */
export type Next = () => Call | undefined;

export const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);

/** Sends one call, reads its answer, and tells how long that took; anything but success ends the run. */
export async function timed(call: Call): Promise<number> {
  const begun = performance.now();
  const { status, text } = await send(call);
  if (status < 200 || status > 299) throw new Error(`${call.method} ${call.url}: ${status} ${text.slice(0, 300)}`);
  return performance.now() - begun;
}

type Slice = { times: number[]; ms: number };

/** So many callers, each with one request after another, until the time is up or nothing is left. */
async function slice(next: Next, ms: number, callers: number, least = 1): Promise<Slice> {
  const begun = performance.now();
  const times: number[] = [];
  let begunCalls = 0;
  const work = async () => {
    while (performance.now() - begun < ms || begunCalls < least) {
      const call = next();
      if (!call) return;
      begunCalls += 1;
      times.push(await timed(call));
    }
  };
  await Promise.all(Array.from({ length: callers }, work));
  return { times, ms: performance.now() - begun };
}

/** Milliseconds for each turn of each server, and how often they take turns. */
export type Amount = { ms: number; rounds: number };

/** A server that takes longer than this for one answer is asked once by as many as it serves at a time. */
const SLOW = 150;
const SERVED_AT_ONCE = 4;

const figuresOf = (slices: readonly Slice[]): Figures => {
  const times = ascending(slices.flatMap((one) => one.times));
  const ms = slices.reduce((sum, one) => sum + one.ms, 0);
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    perSecond: (times.length * 1000) / ms,
  };
};

/** Ours and the bare server turn by turn, so that whatever else the machine does falls on both. */
export async function measure(
  kind: { app: Next; bare?: Next },
  { ms, rounds }: Amount,
): Promise<{ app: Measured; bare: Measured | null }> {
  const servers = kind.bare ? [kind.app, kind.bare] : [kind.app];
  const alone: number[][] = [];
  const together: Slice[][] = [];
  for (const next of servers) {
    await slice(next, ms / 4, 2);
    alone.push(ascending((await slice(next, ms / 2, 1)).times));
    together.push([]);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, next] of servers.entries()) {
      const slow = percentile(alone[index]!, 0.5) > SLOW;
      if (slow && round > 0) continue;
      together[index]!.push(await slice(next, slow ? 0 : ms, slow ? SERVED_AT_ONCE : CONNECTIONS, SERVED_AT_ONCE));
    }
  }
  const [app, bare] = servers.map((_, index) => ({
    ...figuresOf(together[index]!),
    aloneP50: percentile(alone[index]!, 0.5),
    aloneP95: percentile(alone[index]!, 0.95),
  }));
  return { app: app!, bare: bare ?? null };
}
