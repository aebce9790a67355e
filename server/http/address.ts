import { isIPv4, isIPv6 } from 'node:net';
import type { Request } from 'express';

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const between = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(Math.max(0, between)).fill('0'), ...right].map((group) =>
    group.replace(/^0+(?=.)/, '').toLowerCase(),
  );
}

/**
 * The network that a request comes from, as far as limits look: an IPv4 address, or the /64 of an IPv6 address, of which
 * one household has as many as it likes. Empty where there is none.
 */
export function networkOf(ip: string): string {
  const bare = ip.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  if (isIPv4(bare)) return bare;
  return isIPv6(bare) ? `${groupsOf(bare).slice(0, 4).join(':')}::/64` : '';
}

/** Enough of an address to recognise one's own, too little to find a person: `203.0.*.*`, `2001:db8:*`. */
export function maskedAddress(ip: string): string {
  const network = networkOf(ip);
  if (network === '') return '';
  return isIPv4(network)
    ? `${network.split('.').slice(0, 2).join('.')}.*.*`
    : `${groupsOf(network).slice(0, 2).join(':')}:*`;
}

/** Where a request comes from; behind proxies that TRUST_PROXY names, what they say. */
export const ipOf = (req: Request): string => req.ip ?? '';
