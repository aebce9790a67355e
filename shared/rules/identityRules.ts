import { ANY, type IdentityRule, type RuleRole } from '../identityProviders.ts';
import { isAtOrAbove, isNominal, NATION, orgCodePattern } from './orgCode.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** A claim by its name, or by a path such as `realm_access.roles`; a name with dots in it goes first. */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Claims)[key] : undefined),
      claims,
    );
}

/** The values of a claim as texts: of a list each, of a text or a number the one, of anything else none. */
function valuesOf(claim: unknown): string[] {
  const one = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []);
  return Array.isArray(claim) ? claim.flatMap(one) : one(claim);
}

export type Mapping = { orgCode: string; orgClaim: string | null; rules: readonly IdentityRule[] };

/**
 * Where a person of a provider stands: by the first rule that fits and yields a place. Null where none does. The place
 * always lies at or below the provider's own organisation, whatever claims and rules say.
 */
export function placeOf(
  claims: Claims,
  { orgCode, orgClaim, rules }: Mapping,
): { role: RuleRole; orgCode: string } | null {
  const fits = ({ claim, value }: IdentityRule) =>
    value === ANY ? true : valuesOf(claimOf(claims, claim)).includes(value);
  const inside = (code: string) =>
    orgCodePattern.test(code) && code !== NATION && !isNominal(code) && isAtOrAbove(orgCode, code);
  for (const rule of rules) {
    if (!fits(rule)) continue;
    const places = rule.orgCode === null ? valuesOf(orgClaim ? claimOf(claims, orgClaim) : undefined) : [rule.orgCode];
    const place = places.find(inside);
    if (place) return { role: rule.role, orgCode: place };
  }
  return null;
}

/** On one line, without what no database keeps and no list shows. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ').trim();

const texts = (claims: Claims, names: readonly string[]): string[] =>
  names
    .flatMap((name) => (typeof claims[name] === 'string' ? [plain(claims[name])] : []))
    .filter((text) => text !== '');

/** What a person is called, from the standard claims; the subject where they say nothing. At most 40 characters. */
export function nameIn(claims: Claims, subject: string): string {
  const [family = '', given = ''] = [texts(claims, ['family_name'])[0], texts(claims, ['given_name'])[0]];
  const [name] = [
    ...texts(claims, ['name', 'nickname']),
    `${family}${given}`,
    ...texts(claims, ['preferred_username']),
    subject,
  ].filter((text) => text !== '');
  return Array.from(name ?? subject)
    .slice(0, 40)
    .join('');
}

/**
 * A username of the product's own form (3 to 32 characters) that is near to what the provider calls the person; the
 * `attempt` after the first carries a number, for names that are taken.
 */
export function usernameIn(claims: Claims, attempt: number): string {
  const [wanted = ''] = [
    ...texts(claims, ['preferred_username']),
    ...texts(claims, ['email']).map((email) => email.split('@')[0]!),
  ]
    .map((text) =>
      text
        .toLowerCase()
        .replace(/@.*$/, '')
        .replace(/[^a-z0-9._-]/g, ''),
    )
    .filter((text) => text !== '');
  const begun = /^[a-z]/.test(wanted) ? wanted : `u${wanted}`;
  const base = (begun.length >= 3 ? begun : `${begun}-sso`).slice(0, 26);
  return attempt <= 1 ? base : `${base}-${attempt}`;
}
