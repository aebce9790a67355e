import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type Proxy = {
  url: string;
  /** How many requests each server has answered, by its address. */
  served: Map<string, number>;
  use(targets: string[]): void;
  close(): Promise<void>;
};

/** Milliseconds between two questions whether a server is ready. */
const CHECK = 100;

const isReady = (target: string) =>
  fetch(`${target}/api/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );

/**
 * A plain proxy: one server after the other, those that are ready. A server that takes no connection is passed over; a
 * request that reached one is sent to no other.
 */
export async function startProxy(targets: string[]): Promise<Proxy> {
  let all = [...targets];
  const down = new Set<string>();
  let turn = 0;
  let closed = false;
  const served = new Map<string, number>();

  const choose = () => {
    const ready = all.filter((target) => !down.has(target));
    const among = ready.length > 0 ? ready : all;
    return among[turn++ % among.length]!;
  };

  function forward(req: IncomingMessage, res: ServerResponse, body: Buffer, left = all.length): void {
    const target = choose();
    const { hostname, port } = new URL(target);
    const headers = { ...req.headers, 'x-forwarded-for': '127.0.0.1' };
    const sent = request({ hostname, port, path: req.url, method: req.method, headers, agent: false }, (answer) => {
      served.set(target, (served.get(target) ?? 0) + 1);
      res.writeHead(answer.statusCode!, { ...answer.headers, 'x-served-by': target });
      answer.pipe(res);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' && left > 1) forward(req, res, body, left - 1);
      else if (res.headersSent) res.destroy();
      else res.writeHead(502).end();
    });
    sent.end(body);
  }
  const server = createServer({ keepAliveTimeout: 0 }, (req, res) => {
    void buffer(req).then((body) => forward(req, res, body));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));

  /** Each by itself: one that is slow to answer hides no other's state. */
  async function watch(target: string): Promise<void> {
    while (!closed && all.includes(target)) {
      if (await isReady(target)) down.delete(target);
      else down.add(target);
      await new Promise((resolve) => setTimeout(resolve, CHECK));
    }
  }
  const watches = new Map(all.map((target) => [target, watch(target)]));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    served,
    use(next) {
      all = [...next];
      for (const target of all) if (!watches.has(target)) watches.set(target, watch(target));
    },
    async close() {
      closed = true;
      await Promise.all(watches.values());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
