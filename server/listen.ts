import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SettingsError } from './env.ts';

export type Listening = {
  port: number;
  /**
   * For `drainMs` goes on serving, and asks each client to open its next connection elsewhere: time for a proxy to learn
   * that this server is not ready. Then takes nothing new and resolves when the requests in flight are answered; those
   * that take longer than `graceMs` are cut off.
   */
  stop(times?: { graceMs?: number; drainMs?: number }): Promise<void>;
};

/** Milliseconds that a client may take, and how many may be here at once. */
export type Patience = {
  headersMs: number;
  /** For a whole request. */
  requestMs: number;
  /** Without a byte in either direction. */
  silentMs: number;
  /** For taking a whole answer. */
  answerMs: number;
  connections: number;
};

/** A slow client may take its time for an upload, not for its headers. */
const usual: Patience = {
  headersMs: 15_000,
  requestMs: 120_000,
  silentMs: 120_000,
  answerMs: 1_800_000,
  connections: 5_000,
};

/** Serves `handler`. Port 0 means a free one; a taken one is a {@link SettingsError}. */
export async function listen(
  handler: RequestListener,
  { host, port, patience = usual }: { host: string; port: number; patience?: Patience },
): Promise<Listening> {
  const { headersMs, requestMs, silentMs, answerMs, connections } = patience;
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: Math.min(5_000, headersMs),
    },
    handler,
  );
  // Whoever neither sends nor takes anything for so long is gone, also in the middle of an answer.
  server.setTimeout(silentMs, (socket: Socket) => socket.destroy());
  server.maxConnections = connections;
  const unanswered = new Set<ServerResponse>();
  server.prependListener('request', (_req, res) => {
    // The log, the metrics, the compression and what is sent each wait for the end of an answer.
    res.setMaxListeners(20);
    unanswered.add(res);
    const cut = setTimeout(() => res.destroy(), answerMs).unref();
    res.once('close', () => {
      clearTimeout(cut);
      unanswered.delete(res);
    });
  });
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error) =>
      reject(new SettingsError(`PORT ${port} on HOST ${host} can't be used: ${error.message}`));
    server.once('error', refuse).listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop({ graceMs = 8_000, drainMs = 0 } = {}) {
      // The answers still to come tell their clients not to send another request on the connection.
      const last = (res: ServerResponse) => void (res.headersSent || res.setHeader('Connection', 'close'));
      unanswered.forEach(last);
      server.prependListener('request', (_req, res) => last(res));
      await sleep(drainMs);
      const closed = new Promise((resolve) => server.close(resolve));
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(idle);
      clearTimeout(cut);
    },
  };
}
