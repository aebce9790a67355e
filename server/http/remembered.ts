import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { SessionData } from 'express-session';
import type { Proof } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';

/** A session as it was read: its text tells whether it still stands so. */
export type Kept = { sid: string; text: string; data: Partial<SessionData> };

/** The most that one server remembers; the oldest goes first. */
const MOST = 5_000;

const statement = {
  name: 'session.stands',
  text: 'select from sessions where sid = $1 and expire >= now() and sess::text = $2',
};

/**
 * The proof that a remembered session is still what it was: it travels with the first statement of the request, so that
 * a session that was ended or changed a moment ago counts for nothing, and no request waits for its session.
 */
export const proofOf = ({ sid, text }: Kept): Proof => ({
  statement: { ...statement, values: [sid, text] },
  holds: (rows) => rows.length === 1,
});

/** The session's id from a cookie that we have signed. */
function sidFrom(value: string, secret: string): string | null {
  const decoded = decode(value);
  const dot = decoded?.lastIndexOf('.') ?? -1;
  if (!decoded?.startsWith('s:') || dot < 0) return null;
  const sid = decoded.slice(2, dot);
  const given = Buffer.from(decoded.slice(dot + 1));
  const right = Buffer.from(createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, ''));
  return given.length === right.length && timingSafeEqual(given, right) ? sid : null;
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

function cookieOf(req: Request, name: string): string | null {
  const header = req.headers.cookie;
  if (!header) return null;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

const memories = new WeakMap<Deps['pool'], Map<string, Kept>>();

function memoryOf({ pool }: Pick<Deps, 'pool'>): Map<string, Kept> {
  const known = memories.get(pool) ?? new Map<string, Kept>();
  memories.set(pool, known);
  return known;
}

/** The session of a request's cookie: as it is remembered, or, where that is not enough, as it is in the database now. */
export async function sessionFrom(
  deps: Pick<Deps, 'pool' | 'env'>,
  req: Request,
  { cookie, fresh }: { cookie: string; fresh: boolean },
): Promise<{ kept: Kept; remembered: boolean } | null> {
  const value = cookieOf(req, cookie);
  if (!value) return null;
  const memory = memoryOf(deps);
  const known = memory.get(value);
  if (known && !fresh) return { kept: known, remembered: true };
  memory.delete(value);
  const sid = known?.sid ?? sidFrom(value, deps.env.SESSION_SECRET);
  if (!sid) return null;
  const { rows } = await deps.pool.query<{ text: string }>(
    'select sess::text as text from sessions where sid = $1 and expire >= now()',
    [sid],
  );
  const [row] = rows;
  if (!row) return null;
  const kept: Kept = { sid, text: row.text, data: JSON.parse(row.text) as Partial<SessionData> };
  if (memory.size >= MOST) memory.delete(memory.keys().next().value!);
  memory.set(value, kept);
  return { kept, remembered: false };
}
