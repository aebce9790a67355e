import type { CookieOptions, Request, Response } from 'express';
import { z } from 'zod';
import { sealedWith } from '../cipher.ts';
import type { Deps } from '../deps.ts';

type Tools = Pick<Deps, 'cipher' | 'env'>;

const read = (req: Request, name: string): string | undefined =>
  (req.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim().split('='))
    .find(([key]) => key === name)?.[1];

/**
 * A note that a browser carries between two requests of a sign-in: sealed, so that it can be neither read nor made up, for
 * some minutes, and known to every server. Nothing of an unfinished sign-in stands in the database.
 */
export function sealedCookie<T>(name: string, schema: z.ZodType<T>, seconds: number) {
  const place = `cookie.${name}`;
  const whole = z.object({ until: z.number(), note: schema });
  const options = ({ env }: Tools): CookieOptions => ({
    httpOnly: true,
    sameSite: 'lax',
    secure: env.PUBLIC_URL?.startsWith('https:') ?? false,
    path: '/api/auth',
  });
  return {
    give(deps: Tools, res: Response, note: T): void {
      const text = JSON.stringify({ until: Date.now() + seconds * 1000, note });
      res.cookie(name, deps.cipher.seal(text, place), { ...options(deps), maxAge: seconds * 1000 });
    },
    /** Null where there is none, or it is too old or not ours. */
    read(deps: Tools, req: Request): T | null {
      const text = read(req, name);
      if (!text || sealedWith(text) === null) return null;
      try {
        const { until, note } = whole.parse(JSON.parse(deps.cipher.open(text, place)));
        return until > Date.now() ? note : null;
      } catch {
        return null;
      }
    },
    drop: (deps: Tools, res: Response): void => void res.clearCookie(name, options(deps)),
  };
}
