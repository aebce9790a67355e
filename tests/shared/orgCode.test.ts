import { describe, expect, test } from '@jest/globals';
import {
  ancestorsOf,
  boundsOf,
  districtOf,
  isAtOrAbove,
  isNominal,
  levelOf,
  orgCodePattern,
  parentOf,
  provinceCodes,
  superiorOf,
} from '../../shared/rules/orgCode.ts';
import { fc } from '../support/property.ts';

const digits = (n: number) => fc.stringMatching(new RegExp(`^[0-9]{${n}}$`));
const code = fc
  .tuple(
    fc.constantFrom(...provinceCodes),
    digits(2),
    fc.oneof(digits(2), fc.stringMatching(/^[A-Z][0-9]$/)),
    digits(3),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([province, city, district, township, depth]) =>
    [province, city, district, /[A-Z]/.test(district) ? 'P01' : township].slice(0, depth).join(''),
  )
  .filter((c) => orgCodePattern.test(c));

describe('organisation codes', () => {
  test('a code always starts with its parent, and every ancestor lies at or above it', () => {
    fc.assert(
      fc.property(code, (c) => {
        const parent = parentOf(c)!;
        expect(parent === 'CN' || c.startsWith(parent)).toBe(true);
        for (const ancestor of ancestorsOf(c)) expect(isAtOrAbove(ancestor, c)).toBe(true);
      }),
    );
  });

  test('the bounds of a code hold exactly its subtree, in byte order', () => {
    fc.assert(
      fc.property(code, code, (a, b) => {
        const { from, to } = boundsOf(a);
        expect(b >= from && b < to).toBe(isAtOrAbove(a, b));
      }),
    );
  });

  test('the superior is the nearest federation that is not nominal', () => {
    expect(superiorOf('310107')).toBe('31');
    expect(superiorOf('500230')).toBe('50');
    expect(superiorOf('419001')).toBe('41');
    expect(superiorOf('441900003')).toBe('4419');
    expect(superiorOf('150102001')).toBe('150102');
    expect(superiorOf('15')).toBe('CN');
    fc.assert(fc.property(code, (c) => !isNominal(superiorOf(c)!) && levelOf(superiorOf(c)!) !== levelOf(c)));
  });

  test("a union's district is its city's or province's federation where it hangs there", () => {
    expect(districtOf('150102001')).toBe('150102');
    expect(districtOf('441900003')).toBe('4419');
    expect(districtOf('1501')).toBe('1501');
    expect(districtOf('31')).toBe('31');
    expect(districtOf('3101')).toBe('31');
  });
});
