import type { Request, Response } from 'express';
import type { Deps } from '../deps.ts';

const COOKIE = 'uc.wrote';

/** Seconds beyond the greatest lag, for clocks that run unevenly. */
const MARGIN = 2;

/**
 * Whether this person may have written something that a replica does not have yet. A cookie that dies by itself tells
 * every server; whoever comes with a token keeps no cookies, and always reads what is newest.
 */
export function hasJustWritten(req: Request): boolean {
  return req.headers.authorization !== undefined || new RegExp(`(^|;\\s*)${COOKIE}=`).test(req.headers.cookie ?? '');
}

/** Sends the writer to the primary for as long as a replica may be behind. */
export function noteWrite({ reads, env }: Pick<Deps, 'reads' | 'env'>, res: Response): void {
  if (!reads.replicated) return;
  res.cookie(COOKIE, '1', {
    httpOnly: true,
    sameSite: 'lax',
    secure: env.PUBLIC_URL?.startsWith('https:') ?? false,
    maxAge: (reads.maximumLag + MARGIN) * 1000,
  });
}
