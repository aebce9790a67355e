import { expect, test } from '@jest/globals';
import { monthsBefore, quarterEnds, weekEnds } from '../../shared/rules/quarters.ts';

test('a quarter ago is the same day three months earlier, or the last of a shorter month', () => {
  expect(monthsBefore('2026-09-16', 3)).toBe('2026-06-16');
  expect(monthsBefore('2026-02-28', 3)).toBe('2025-11-28');
  expect(monthsBefore('2026-05-31', 3)).toBe('2026-02-28');
  expect(monthsBefore('2024-05-31', 3)).toBe('2024-02-29');
  expect(monthsBefore('2026-12-31', 0)).toBe('2026-12-31');
});

test('quarters that have ended, oldest first; the present one has not, even on its last day', () => {
  expect(quarterEnds('2026-09-30', 3)).toEqual(['2025-12-31', '2026-03-31', '2026-06-30']);
  expect(quarterEnds('2026-10-01', 2)).toEqual(['2026-06-30', '2026-09-30']);
  expect(quarterEnds('2026-01-01', 1)).toEqual(['2025-12-31']);
});

test('weeks end on Sundays', () => {
  expect(weekEnds('2026-09-16', 2)).toEqual(['2026-09-06', '2026-09-13']);
  expect(weekEnds('2026-09-13', 1)).toEqual(['2026-09-06']);
});
