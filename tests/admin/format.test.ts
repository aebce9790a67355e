import { describe, expect, test } from '@jest/globals';
import { addMonths } from '../../admin/ui/Calendar.tsx';
import {
  formatBytes,
  formatClauses,
  formatDay,
  formatInstant,
  formatList,
  formatNumber,
  formatRate,
  nearnessOf,
} from '../../admin/ui/format.ts';
import { parseDay } from '../../admin/ui/parseDay.ts';
import { addDays } from '../../shared/rules/days.ts';
import { fc } from '../support/property.ts';

const today = '2026-09-24';

describe('numbers', () => {
  test('are grouped, and nothing is not zero', () => {
    expect(formatNumber(1234567)).toBe('1,234,567');
    expect(formatNumber(0)).toBe('0');
    expect([formatNumber(null), formatRate(null), formatRate(undefined), formatDay(null, 'zh', today)]).toEqual([
      '—',
      '—',
      '—',
      '—',
    ]);
  });

  test('shares have one decimal', () => {
    expect(formatRate(1004 / 1166)).toBe('86.1 %');
    expect(formatRate(0)).toBe('0.0 %');
    expect(formatBytes(20 * 1024 * 1024)).toBe('20 MB');
  });
});

describe('days', () => {
  test('carry the year only when it is another', () => {
    expect(formatDay('2026-09-30', 'zh', today)).toBe('9月30日');
    expect(formatDay('2025-09-30', 'zh', today)).toBe('2025年9月30日');
    expect(formatDay('2025-09-30', 'en', today)).toBe('30 Sep 2025');
  });

  test('instants are told in Shanghai', () => {
    expect(formatInstant('2026-09-23T17:30:00Z', 'zh', today)).toBe('今天 01:30');
    expect(formatInstant('2026-09-23T15:59:00Z', 'zh', today)).toBe('9月23日 23:59');
  });

  test.each([
    ['9.30', '2026-09-30'],
    ['9月30日', '2026-09-30'],
    ['2025-9-3', '2025-09-03'],
    ['20251231', '2025-12-31'],
    ['2026/02/29', null],
    ['13.1', null],
    ['soon', null],
    ['', null],
  ])('typed as %s', (typed, day) => {
    expect(parseDay(typed, today)).toBe(day);
  });

  test('what is shown can be typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), (offset) => {
        const day = addDays(today, offset);
        expect(parseDay(formatDay(day, 'zh', today), today)).toBe(day);
      }),
    );
  });

  test('a month on from its last day is the last day again', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
  });
});

describe('several in one line', () => {
  test('stand as the language separates them', () => {
    expect([formatList(['会', '站'], 'zh'), formatList([7, 3], 'en'), formatList([], 'zh')]).toEqual([
      '会、站',
      '7, 3',
      '',
    ]);
    expect([formatClauses(['已催办', '已告知'], 'zh'), formatClauses(['1 reminded', '2 told'], 'en')]).toEqual([
      '已催办；已告知',
      '1 reminded; 2 told',
    ]);
  });
});

describe('deadlines', () => {
  test('last to the end of their day', () => {
    expect(nearnessOf(today, 'open', today)).toEqual({ nearness: 'today', days: 0 });
    expect(nearnessOf('2026-09-23', 'open', today)).toEqual({ nearness: 'overdue', days: 1 });
    expect(nearnessOf('2026-09-27', 'returned', today)).toEqual({ nearness: 'near', days: 3 });
    expect(nearnessOf('2026-12-31', undefined, today)).toEqual({ nearness: 'far', days: 98 });
  });

  test('press nobody once settled', () => {
    for (const status of ['rectified', 'closed', 'withdrawn', 'submitted', 'approved', 'exempted']) {
      expect(nearnessOf('2026-01-01', status, today).nearness).toBe('settled');
    }
    expect(nearnessOf('2026-01-01', 'reopened', today).nearness).toBe('overdue');
  });
});
