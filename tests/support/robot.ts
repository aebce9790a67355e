import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Told = { path: string; query: URLSearchParams; type: string | undefined; raw: string };

export type RobotStub = {
  /** Where a channel posts to. */
  url: string;
  told: Told[];
  /** How it answers; the default is a robot that took the message. */
  answer: (res: ServerResponse, req: IncomingMessage) => void;
  stop(): Promise<void>;
};

export const took = (res: ServerResponse) => {
  res.setHeader('content-type', 'application/json').end('{"errcode":0,"errmsg":"ok"}');
};

/** Something that answers like the group robots of 企业微信 and 钉钉, on a free loopback port. */
export async function startRobot(): Promise<RobotStub> {
  const stub: RobotStub = { url: '', told: [], answer: took, stop: () => Promise.resolve() };
  const server = createServer((req, res) => {
    const pieces: Buffer[] = [];
    req.on('data', (piece: Buffer) => pieces.push(piece));
    req.on('end', () => {
      const url = new URL(req.url!, 'http://robot');
      stub.told.push({
        path: url.pathname,
        query: url.searchParams,
        type: req.headers['content-type'],
        raw: Buffer.concat(pieces).toString('utf8'),
      });
      stub.answer(res, req);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stub.stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return stub;
}
