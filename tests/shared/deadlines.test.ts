import { describe, expect, test } from '@jest/globals';
import { addDays, addWorkingDays, dayOf, daysBetween } from '../../shared/rules/days.ts';
import { dueAfterRefusal, dueAfterReturn, isOverdue } from '../../shared/rules/deadlines.ts';
import { fc } from '../support/property.ts';

const day = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2024-01-01', n));
const span = fc.integer({ min: -60, max: 120 });

describe('days in Shanghai', () => {
  test('a deadline lasts to the last millisecond of its day, wherever the server stands', () => {
    const item = { status: 'open', dueOn: '2026-09-30' };
    expect(isOverdue(item, dayOf(new Date('2026-09-30T15:59:59.999Z')))).toBe(false);
    expect(isOverdue(item, dayOf(new Date('2026-09-30T16:00:00.000Z')))).toBe(true);
  });

  test('the day of an instant is that of a clock eight hours ahead', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), (at) => {
        const clock = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(at);
        expect(dayOf(at)).toBe(clock);
      }),
    );
  });

  test('only unsettled items are overdue, and only after their day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('open', 'returned', 'reopened', 'rectified', 'closed', 'withdrawn'),
        day,
        span,
        (status, dueOn, days) => {
          const unsettled = ['open', 'returned', 'reopened'].includes(status);
          expect(isOverdue({ status, dueOn }, addDays(dueOn, days))).toBe(unsettled && days > 0);
        },
      ),
    );
  });
});

describe('waiting for the superior never makes the lower side late', () => {
  test('a return gives back the days that were left, at least three working days, and never shortens', () => {
    fc.assert(
      fc.property(day, span, fc.integer({ min: 0, max: 90 }), (rectifiedOn, left, waited) => {
        const dueOn = addDays(rectifiedOn, left);
        const today = addDays(rectifiedOn, waited);
        const due = dueAfterReturn({ dueOn, rectifiedOn }, today);
        expect(due >= dueOn).toBe(true);
        expect(due >= addWorkingDays(today, 3)).toBe(true);
        expect(daysBetween(today, due)).toBeGreaterThanOrEqual(Math.max(0, left));
      }),
    );
  });

  test('a refused extension gives back the days it waited, if it was asked for in time', () => {
    expect(dueAfterRefusal({ dueOn: '2026-09-30', requestedOn: '2026-09-25' }, '2026-10-02')).toBe('2026-10-07');
    expect(dueAfterRefusal({ dueOn: '2026-09-30', requestedOn: '2026-10-01' }, '2026-10-05')).toBe('2026-09-30');
  });

  test('working days know the holidays and the working weekends of the State Council', () => {
    // National Day 2025 ran from 1 to 8 October; Sunday 28 September was worked.
    expect(addWorkingDays('2025-09-30', 1)).toBe('2025-10-09');
    expect(addWorkingDays('2025-09-27', 1)).toBe('2025-09-28');
  });
});
