import { Agent, request as httpRequest } from 'node:http';
import type { Request } from './compose.ts';
import type { Person } from './people.ts';

export type Answer = { status: number; type: string; headers: Record<string, string>; bytes: Buffer };

const agent = new Agent({ keepAlive: true, timeout: 30_000 });

export async function send(url: string, person: Person, request: Request): Promise<Answer> {
  const { method, path, body, type } = request;
  const form = body instanceof FormData ? new Response(body) : null;
  const sent = form ? Buffer.from(await form.arrayBuffer()) : (body as string | Buffer | null);
  const kind = form?.headers.get('content-type') ?? type;
  return new Promise((resolve, reject) => {
    const asked = httpRequest(
      `${url}/api${path}`,
      { method, agent, headers: { cookie: person.cookie, ...(kind ? { 'content-type': kind } : {}) } },
      (res) => {
        const pieces: Buffer[] = [];
        res.on('data', (piece: Buffer) => pieces.push(piece));
        res.on('error', reject);
        res.on('end', () => {
          const headers = res.headers as Record<string, string>;
          resolve({
            status: res.statusCode ?? 0,
            type: headers['content-type'] ?? '',
            headers,
            bytes: Buffer.concat(pieces),
          });
        });
      },
    );
    asked.on('error', reject);
    asked.end(sent ?? undefined);
  });
}

export const printed = ({ method, path, body, told }: Request) =>
  `${method} ${decodeURIComponent(path)} ${told ? JSON.stringify(told) : typeof body === 'string' ? body : body ? '(bytes)' : ''}`.trim();
