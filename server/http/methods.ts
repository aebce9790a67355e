import type { RequestHandler } from 'express';
import { Failure } from '../errors.ts';
import type { RouteDef } from './route.ts';

/** 405 with `Allow` for an address that exists with other methods. */
export function methodNotAllowed(routes: readonly RouteDef[]): RequestHandler {
  const patterns = routes.map(({ method, path }) => ({
    method: method.toUpperCase(),
    pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`),
  }));
  return (req, res, next) => {
    const allowed = [...new Set(patterns.filter(({ pattern }) => pattern.test(req.path)).map(({ method }) => method))];
    if (allowed.length === 0) return next();
    res.set('Allow', allowed.join(', '));
    throw new Failure(405, 'method-not-allowed');
  };
}
