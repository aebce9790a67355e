import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TestDatabase } from './postgres.ts';

/** What stands between a server and its database, and can be taken away. */
export type Wire = {
  /** The same database, by this wire. */
  database: TestDatabase;
  /** The database is gone: connections break, new ones are refused. */
  cut(): Promise<void>;
  /** The database says nothing any more: connections stay, new ones are taken, no byte passes. */
  hush(): void;
  /** All is as before. */
  mend(): Promise<void>;
  close(): Promise<void>;
};

/** A plain passage to the database's port. */
export async function openWire(database: TestDatabase): Promise<Wire> {
  const target = new URL(database.appUrl);
  const pairs = new Set<Socket>();
  let silent = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      pairs.add(socket);
      if (silent) socket.pause();
      socket.on('data', (bytes) => void (silent || other.write(bytes)));
      socket.on('error', () => undefined);
      socket.once('close', () => {
        pairs.delete(socket);
        other.destroy();
      });
    }
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const breakAll = () => pairs.forEach((socket) => socket.destroy());
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    breakAll();
    await closed;
  };
  const here = (url: string) => {
    const address = new URL(url);
    address.port = String(port);
    return address.href;
  };
  return {
    database: { ...database, appUrl: here(database.appUrl), unboundUrl: here(database.unboundUrl) },
    cut,
    hush: () => void (silent = true),
    async mend() {
      silent = false;
      breakAll();
      if (!server.listening) await listen(port);
    },
    async close() {
      if (server.listening) await cut();
    },
  };
}
