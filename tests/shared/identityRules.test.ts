import { describe, expect, test } from '@jest/globals';
import { ruleRoles, type IdentityRule } from '../../shared/identityProviders.ts';
import { deviceOf } from '../../shared/rules/device.ts';
import { nameIn, placeOf, usernameIn } from '../../shared/rules/identityRules.ts';
import { isAtOrAbove } from '../../shared/rules/orgCode.ts';
import { username } from '../../shared/users.ts';
import { fc } from '../support/property.ts';

const place = fc.oneof(
  fc.constantFrom('15', '1501', '150102', '150102001', '44', '4409', 'CN', '', '3101', "15'--"),
  fc.string({ maxLength: 12 }),
);
const value = fc.oneof(fc.constantFrom('staff', 'chief', '*'), fc.string({ minLength: 1, maxLength: 6 }));
const rule: fc.Arbitrary<IdentityRule> = fc.record({
  claim: fc.constantFrom('roles', 'org', 'realm.roles', '__proto__', ''),
  value,
  role: fc.constantFrom(...ruleRoles),
  orgCode: fc.option(place),
});
const claims = fc.dictionary(
  fc.constantFrom('roles', 'org', 'realm', 'name', 'sub', 'preferred_username', 'email'),
  fc.oneof(value, place, fc.array(fc.oneof(value, place)), fc.record({ roles: fc.array(value) }), fc.jsonValue()),
);

describe('the rules of a provider', () => {
  test('never yield a place outside of its organisation, nor a role that no rule may give', () => {
    const own = fc.constantFrom('15', '1501', '150102', '44', '4409');
    fc.assert(
      fc.property(
        claims,
        own,
        fc.array(rule, { maxLength: 5 }),
        fc.option(fc.constant('org')),
        (given, at, rules, orgClaim) => {
          const found = placeOf(given, { orgCode: at, orgClaim, rules });
          if (found === null) return;
          expect(isAtOrAbove(at, found.orgCode)).toBe(true);
          expect(rules.some(({ role }) => role === found.role)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('the first that fits and has a place counts; lists and paths are looked into', () => {
    const rules: IdentityRule[] = [
      { claim: 'realm.roles', value: 'chief', role: 'admin', orgCode: '44' },
      { claim: 'realm.roles', value: 'chief', role: 'leader', orgCode: null },
      { claim: '', value: '*', role: 'officer', orgCode: '150102' },
    ];
    const at = { orgCode: '15', orgClaim: 'org', rules };
    expect(placeOf({ realm: { roles: ['x', 'chief'] }, org: ['4409', '1501'] }, at)).toEqual({
      role: 'leader',
      orgCode: '1501',
    });
    expect(placeOf({ realm: { roles: 'chief' } }, at)).toEqual({ role: 'officer', orgCode: '150102' });
    expect(placeOf({}, { ...at, rules: rules.slice(0, 2) })).toBeNull();
  });

  test('usernames always have the form of the product, and names a length', () => {
    fc.assert(
      fc.property(claims, fc.integer({ min: 1, max: 40 }), fc.string({ minLength: 1 }), (given, attempt, subject) => {
        expect(username.safeParse(usernameIn(given, attempt)).success).toBe(true);
        expect([...nameIn(given, subject)].length).toBeLessThanOrEqual(40);
      }),
    );
    expect(nameIn({ name: ' 其其格\0\n\ud800 某 ' }, 'x')).toBe('其其格 某');
  });
});

test.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 MicroMessenger/8.0', 'wechat', 'iphone'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/130.0 Safari/537.36 Edg/130.0', 'edge', 'windows'],
  ['Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36', 'chrome', 'android'],
  ['curl/8', 'other', 'other'],
])('%s is told as %s on %s', (agent, browser, system) => {
  expect(deviceOf(agent)).toEqual({ browser, system });
});
