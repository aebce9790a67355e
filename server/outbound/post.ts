import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { bareHost, isLoopback, isPublicAddress } from './addresses.ts';
import { Interrupted, SendFailure } from './failure.ts';

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export type PostOptions = {
  /** Private and loopback addresses too, and plain HTTP to loopback. */
  allowPrivate: boolean;
  /** Milliseconds for everything: name, connection, answer. */
  timeout?: number;
  /** Bytes of an answer that are read. */
  limit?: number;
  /** How names are resolved; the system's way by default. */
  resolve?: Resolve;
  /** The server is going down. */
  signal?: AbortSignal;
};

/** Whether messages may go to this address as it stands; a name is looked at again when it is resolved. */
export function mayPostTo(url: URL, allowPrivate: boolean): boolean {
  if (url.username || url.password) return false;
  const secure = url.protocol === 'https:' || (allowPrivate && url.protocol === 'http:' && isLoopback(url));
  if (!secure) return false;
  const host = bareHost(url);
  return allowPrivate || (isIP(host) === 0 ? !isLoopback(url) : isPublicAddress(host));
}

/** Resolves a name for the socket itself, so that what was checked is what is connected to. */
export const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const closed = addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address));
      if (closed) return callback(new SendFailure('robot-private'), '', 0);
      if (options.all) return callback(null, addresses);
      callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };

/**
 * Sends JSON and returns the answer's text. Follows no redirect, keeps no connection, and throws a {@link SendFailure}
 * for everything but a 2xx answer within the limits.
 */
export function post(url: URL, body: string, options: PostOptions): Promise<string> {
  const { allowPrivate, timeout = 10_000, limit = 64 * 1024, resolve: names = lookup, signal } = options;
  if (!mayPostTo(url, allowPrivate)) return Promise.reject(new SendFailure('robot-private'));
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: 'POST',
      agent: false,
      ...(allowPrivate ? {} : { lookup: publicLookup(names) }),
      headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) },
    });
    const fail = (failure: unknown) => {
      clearTimeout(timer);
      request.destroy();
      reject(
        failure instanceof SendFailure || failure instanceof Interrupted
          ? failure
          : new SendFailure('robot-unreachable', codeOf(failure)),
      );
    };
    const timer = setTimeout(() => fail(new SendFailure('robot-timeout')), timeout);
    request.on('error', fail);
    const interrupt = () => fail(new Interrupted());
    signal?.addEventListener('abort', interrupt);
    request.once('close', () => signal?.removeEventListener('abort', interrupt));
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      if (status >= 300 && status < 400) return fail(new SendFailure('robot-redirect'));
      if (status < 200 || status >= 300) return fail(new SendFailure('robot-http', String(status)));
      const pieces: Buffer[] = [];
      let bytes = 0;
      response.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > limit) fail(new SendFailure('robot-too-large'));
        else pieces.push(piece);
      });
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        resolve(Buffer.concat(pieces).toString('utf8'));
      });
    });
    request.end(body);
  });
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? '');
