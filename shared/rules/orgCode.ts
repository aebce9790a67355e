/** Organisation codes: the administrative codes of China with segments of fixed widths 2, 2, 2 and 3 (domain §2). */

export const levels = ['nation', 'province', 'city', 'district', 'township'] as const;
export type Level = (typeof levels)[number];

export const NATION = 'CN';

/** `15`, `1501`, `150102`, `150102001`; parks and other bodies have one letter: `4409P1`, `440902P01`. */
export const orgCodePattern = /^(CN|\d{2}|\d{4}|\d{4}(\d{2}|[A-Z]\d)|\d{6}(\d{3}|[A-Z]\d{2}))$/;

const levelByLength: Record<number, Level> = { 2: 'province', 4: 'city', 6: 'district', 9: 'township' };

/** The level of a code that matches `orgCodePattern`. */
export function levelOf(code: string): Level {
  return code === NATION ? 'nation' : (levelByLength[code.length] ?? 'township');
}

/** The code one segment shorter; the nation's parent is null. */
export function parentOf(code: string): string | null {
  if (code === NATION) return null;
  if (code.length === 2) return NATION;
  return code.slice(0, code.length === 9 ? 6 : code.length - 2);
}

/** All codes above, nearest first, nominal tiers and the nation included. */
export function ancestorsOf(code: string): string[] {
  const parent = parentOf(code);
  return parent === null ? [] : [parent, ...ancestorsOf(parent)];
}

/**
 * A nominal tier is a step in the code and no federation: `市辖区` and `县` of the municipalities, the
 * `90` of units directly under a province, and the `00` district of cities without districts.
 */
export function isNominal(code: string): boolean {
  return /^(11|12|31|50)0[12]$/.test(code) || /^(41|42|46|65)90$/.test(code) || /^\d{4}00$/.test(code);
}

/** The nearest federation at or above a code. */
export function federationOf(code: string): string {
  const parent = parentOf(code);
  return isNominal(code) && parent ? federationOf(parent) : code;
}

/** The nearest federation strictly above; null for the nation. */
export function superiorOf(code: string): string | null {
  const parent = parentOf(code);
  return parent === null ? null : federationOf(parent);
}

/** The union's district federation, or its city's or province's where it hangs there directly. */
export function districtOf(orgCode: string): string {
  return federationOf(orgCode.slice(0, 6));
}

export function isAtOrAbove(upper: string, code: string): boolean {
  return upper === NATION || code.startsWith(upper);
}

export function isStrictlyAbove(upper: string, code: string): boolean {
  return upper !== code && isAtOrAbove(upper, code);
}

/** Of two codes on one line of ancestors, the higher one. */
export function higherOf(a: string, b: string): string {
  return isAtOrAbove(a, b) ? a : b;
}

/** Half-open bounds of a code and everything below it, in byte order: `44` is `['44', '45')`. */
export function boundsOf(code: string): { from: string; to: string } {
  if (code === NATION) return { from: '0', to: ':' };
  const last = code.charCodeAt(code.length - 1);
  return { from: code, to: code.slice(0, -1) + String.fromCharCode(last + 1) };
}

/** The province of a code, and `CN` for what belongs to none. */
export function provinceOf(code: string): string {
  return code.slice(0, 2);
}

/** The 31 provinces, regions and municipalities: the tenants. */
export const provinceCodes =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(' ');
