import { createServer, type RequestListener, type ServerResponse } from 'node:http';
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
  const unanswered = new Set<ServerResponse>();
  server.prependListener('request', (_req, res) => {
    unanswered.add(res);
    res.once('close', () => unanswered.delete(res));
  });
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error) =>
      reject(new SettingsError(`PORT ${port} on HOST ${host} can't be used: ${error.message}`));
    server.once('error', refuse).listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop(graceMs = 8_000) {
      // The answers still to come tell their clients not to send another request on the connection.
      const last = (res: ServerResponse) => void (res.headersSent || res.setHeader('Connection', 'close'));
      unanswered.forEach(last);
      server.prependListener('request', (_req, res) => last(res));
      const closed = new Promise((resolve) => server.close(resolve));
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(idle);
      clearTimeout(cut);
    },
  };
}
