import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SettingsError } from './env.ts';

export type Listening = {
  port: number;
  /** Takes nothing new and resolves when the requests in flight are answered; those that take longer are cut off. */
  stop(graceMs?: number): Promise<void>;
};

/** Serves `handler`. Port 0 means a free one; a taken one is a {@link SettingsError}. */
export async function listen(
  handler: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  // A slow client may take its time for an upload, not for its headers.
  const server = createServer({ headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 65_000 }, handler);
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error) =>
      reject(new SettingsError(`PORT ${port} on HOST ${host} can't be used: ${error.message}`));
    server.once('error', refuse).listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop(graceMs = 8_000) {
      // An answer still to come tells its client not to send the next request on this connection.
      server.prependListener('request', (_req, res) => res.setHeader('Connection', 'close'));
      const closed = new Promise((resolve) => server.close(resolve));
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(idle);
      clearTimeout(cut);
    },
  };
}
