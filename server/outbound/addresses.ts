import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * Addresses that no message from outside of this network has a reason to reach: loopback, private, link-local, shared,
 * documentation, benchmarking, multicast and reserved ranges (IANA special-purpose registries).
 */
const v4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Only 2000::/3 is given to the public; of it these lead to other networks or to none. */
const v6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const closed = new BlockList();
for (const [net, prefix] of v4) closed.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of v6) closed.addSubnet(net, prefix, 'ipv6');
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');

/** Whether an address literal belongs to the public internet. Text that is no address does not. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (!isIPv6(address)) return !closed.check(address, 'ipv4');
  // What is mapped or translated from IPv4 lies outside of 2000::/3, and so is closed as a whole.
  return publicV6.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** The host of an address without the brackets of IPv6. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);
export const isLoopback = (url: URL): boolean => loopback.has(bareHost(url));
