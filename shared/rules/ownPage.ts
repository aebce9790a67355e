/**
 * Whether an address that came from outside is that of a page of the console. Tabs and line breaks are no part of one:
 * a browser drops them before it reads an address, so that `/⇥/elsewhere` leads elsewhere.
 */
export const isOwnPage = (address: string): boolean => /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(address);
