import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { mayPostTo, publicLookup } from './post.ts';

/** The other side could not be asked: away, too slow, too long an answer, or at an address that is not for us. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

type Options = {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal | undefined;
};

export type FetchRules = {
  /** Private and loopback addresses too, and plain HTTP to loopback. */
  allowPrivate: boolean;
  /** Bytes of an answer that are read. */
  limit?: number;
};

const bodyOf = (body: unknown): string | Uint8Array | undefined =>
  body === undefined || body === null
    ? undefined
    : body instanceof Uint8Array
      ? body
      : typeof body === 'string'
        ? body
        : (body as URLSearchParams).toString();

/**
 * `fetch` for addresses that tenants name: public https alone, each name looked up for the very socket, no redirect
 * followed, no connection kept, and no answer longer than the limit. Rejects with {@link Unreachable}.
 */
export const fetchPublic =
  ({ allowPrivate, limit = 512 * 1024 }: FetchRules) =>
  (address: string, { method = 'GET', headers = {}, body, signal }: Options = {}): Promise<Response> => {
    const url = new URL(address);
    if (!mayPostTo(url, allowPrivate)) return Promise.reject(new Unreachable('not a public https address'));
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const fail = (reason: unknown) => {
        request.destroy();
        reject(new Unreachable((reason as Error).message, { cause: reason }));
      };
      const request = send(url, {
        method,
        headers,
        agent: false,
        ...(allowPrivate ? {} : { lookup: publicLookup(lookup) }),
        ...(signal ? { signal } : {}),
      });
      request.on('error', fail);
      request.on('response', (response) => {
        const pieces: Buffer[] = [];
        let bytes = 0;
        response.on('data', (piece: Buffer) => {
          bytes += piece.length;
          if (bytes > limit) fail(new Error('the answer is too long'));
          else pieces.push(piece);
        });
        response.on('error', fail);
        response.on('end', () => {
          const status = response.statusCode ?? 502;
          const named = Object.entries(response.headers).flatMap(([name, value]) =>
            typeof value === 'string' ? [[name, value] as [string, string]] : [],
          );
          const empty = status === 204 || status === 304;
          resolve(new Response(empty ? null : Buffer.concat(pieces), { status, headers: named }));
        });
      });
      request.end(bodyOf(body));
    });
  };
