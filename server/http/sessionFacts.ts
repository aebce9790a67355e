import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { deviceOf, type Device } from '../../shared/rules/device.ts';
import type { Deps } from '../deps.ts';
import { ipOf, maskedAddress } from './address.ts';

/** What a session tells of itself; real time, like everything of sessions. */
export type SessionFacts = Device & {
  /** Names the session where its secret id must not be seen. */
  key: string;
  since: string;
  seenAt: string;
  /** Masked. */
  address: string;
};

type Seen = { sid: string; data: { facts?: SessionFacts } };

/** How exactly the last use of a session is known, in milliseconds: more would be a write with every request. */
const EXACT = 5 * 60_000;

export function sessionFacts(req: Request): SessionFacts {
  const now = new Date().toISOString();
  return {
    ...deviceOf(req.get('user-agent') ?? ''),
    key: randomUUID(),
    since: now,
    seenAt: now,
    address: maskedAddress(ipOf(req)),
  };
}

/**
 * Notes every few minutes that a session is used, beside the request: nobody waits for it. The facts are replaced, not
 * written into: a session that the request changes is saved at its end, even where it has been ended meanwhile.
 */
export function noteSeen({ pool, log }: Pick<Deps, 'pool' | 'log'>, { sid, data }: Seen): void {
  if (!data.facts || Date.now() - Date.parse(data.facts.seenAt) < EXACT) return;
  const facts = { ...data.facts, seenAt: new Date().toISOString() };
  data.facts = facts;
  pool
    .query(
      `update sessions set sess = jsonb_set(sess::jsonb, '{facts,seenAt}', to_jsonb($2::text))::json
       where sid = $1 and sess -> 'facts' ->> 'seenAt' < $2`,
      [sid, facts.seenAt],
    )
    .catch((error: unknown) => log.debug({ err: error }, 'the use of a session was not noted'));
}
