import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Env } from '../env.ts';

/**
 * No inline script, nothing from elsewhere, no frame around it, no form that sends elsewhere. Styles are inline because
 * the console's style engine writes them at run time; the page comes from the device's own copy, in which a nonce would
 * be the same for weeks (ADR 0027). No style of an attribute, though: what is injected as markup stays without.
 */
const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  styleSrcAttr: ["'none'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  workerSrc: ["'self'"],
  manifestSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

/** What no page here asks a device for; photos come through a file field, which needs none of it. */
const unused = ['accelerometer', 'autoplay', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'publickey-credentials-get', 'usb']; // prettier-ignore
const permissions = unused.map((feature) => `${feature}=()`).join(', ');

/** What every answer tells a browser to refuse. */
export function securityHeaders({ PUBLIC_URL }: Pick<Env, 'PUBLIC_URL'>): RequestHandler[] {
  const tls = PUBLIC_URL?.startsWith('https:') ?? false;
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: policy },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: tls && { maxAge: 31_536_000, includeSubDomains: false },
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.set('Permissions-Policy', permissions);
      next();
    },
  ];
}

/** Answers of the interface stay in no cache but the page's own, unless a route says otherwise. */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
