import { describe, expect, test } from '@jest/globals';
import { codePlanFor, nextCode } from '../../admin/organisations/newCode.ts';
import { orgCodePattern } from '../../shared/rules/orgCode.ts';

describe('the code of a body without an official one', () => {
  test.each([
    ['1501', '1501P1'],
    ['150102', '150102P01'],
    ['31', '3101P1'],
    ['310107', '310107P01'],
  ])('below %s begins with %s', (above, first) => {
    const plan = codePlanFor(above)!;
    expect(nextCode(plan, [])).toBe(first);
    expect(first).toMatch(orgCodePattern);
  });

  test.each(['CN', '15', '150102001', '1501P1', '150102P01', '3101', '441900'])(
    'is not to be had below %s',
    (above) => {
      expect(codePlanFor(above)).toBeNull();
    },
  );

  test('is the first that is free, and turns to another letter when one is used up', () => {
    const plan = codePlanFor('1501')!;
    expect(nextCode(plan, ['150101', '1501P1', '1501P3'])).toBe('1501P2');
    const full = Array.from({ length: 9 }, (_, index) => `1501P${index + 1}`);
    expect(nextCode(plan, full)).toBe('1501Q1');
  });
});
