import { describe, expect, test } from '@jest/globals';
import { addDays, daysBetween } from '../../shared/rules/days.ts';
import { forecastOf, willMiss, type HistoryPoint } from '../../shared/rules/forecast.ts';
import { fc } from '../support/property.ts';

const today = '2026-09-16';
const start = '2026-08-01';
const ago = (days: number) => addDays(today, -days);

/** The running total of what was done on each day from `start` to today. */
function history(doneOn: (day: string, index: number) => number, from = start): HistoryPoint[] {
  const points: HistoryPoint[] = [];
  let done = 0;
  for (let day = from, index = 0; day <= today; day = addDays(day, 1), index += 1) {
    done += doneOn(day, index);
    points.push({ day, done });
  }
  return points;
}

const doneIn = (points: HistoryPoint[]) => points.at(-1)!.done;

describe('histories with a known answer', () => {
  test('ten a day and a hundred left: ten days', () => {
    const points = history(() => 10);
    const input = { history: points, total: doneIn(points) + 100, today };
    expect(forecastOf({ ...input, dueOn: '2026-09-26' })).toEqual({
      outcome: 'on-track',
      done: 470,
      total: 570,
      remaining: 100,
      dueOn: '2026-09-26',
      pace: 10,
      neededPace: 10,
      expectedOn: '2026-09-26',
      lateBy: 0,
    });
    expect(forecastOf({ ...input, dueOn: '2026-09-25' })).toMatchObject({
      outcome: 'late',
      expectedOn: '2026-09-26',
      lateBy: 1,
    });
  });

  test('one more than ten days’ work takes an eleventh', () => {
    const points = history(() => 10);
    const { expectedOn } = forecastOf({ history: points, total: doneIn(points) + 101, dueOn: '2026-12-31', today });
    expect(expectedOn).toBe('2026-09-27');
  });

  test('nothing for two weeks: stalled, and what it would take', () => {
    const points = history((day) => (day <= ago(14) ? 10 : 0));
    const forecast = forecastOf({ history: points, total: doneIn(points) + 50, dueOn: '2026-09-26', today });
    expect(forecast).toMatchObject({ outcome: 'stalled', pace: 0, neededPace: 5, expectedOn: null, lateBy: null });
    expect(willMiss(forecast)).toBe(true);
  });

  test('more taken back than done: stalled too', () => {
    const points = history((day) => (day <= ago(14) ? 10 : -1));
    expect(forecastOf({ history: points, total: 1000, dueOn: '2026-12-31', today })).toMatchObject({
      outcome: 'stalled',
      pace: -1,
    });
  });

  test('finished: done, whatever the deadline was', () => {
    const points = history((day) => (day < '2026-08-11' ? 10 : 0));
    for (const dueOn of ['2026-08-05', '2026-12-31']) {
      const forecast = forecastOf({ history: points, total: 100, dueOn, today });
      expect(forecast).toMatchObject({ outcome: 'done', remaining: 0, expectedOn: null, neededPace: null });
      expect(willMiss(forecast)).toBe(false);
    }
  });

  test('slowing down: the last two weeks count, not the good beginning', () => {
    const points = history((day) => (day <= ago(14) ? 100 : 2));
    expect(forecastOf({ history: points, total: doneIn(points) + 20, dueOn: '2026-12-31', today })).toMatchObject({
      pace: 2,
      expectedOn: '2026-09-26',
    });
  });

  test('nobody works at weekends: every day of the week tells the same pace', () => {
    const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    const points = history((day) => (isWeekend(day) ? 0 : 7));
    const paces = Array.from({ length: 7 }, (_, index) => {
      const on = ago(index);
      const known = points.filter(({ day }) => day <= on);
      return forecastOf({ history: known, total: 10_000, dueOn: '2026-12-31', today: on }).pace;
    });
    expect(new Set(paces)).toEqual(new Set([5]));
  });

  test('a history shorter than two weeks is taken whole', () => {
    const points = history(() => 6, ago(2));
    expect(forecastOf({ history: points, total: 30, dueOn: '2026-09-30', today })).toMatchObject({
      pace: 6,
      expectedOn: '2026-09-18',
    });
  });

  test('no target, no forecast', () => {
    expect(forecastOf({ history: [], total: 0, dueOn: '2026-09-30', today })).toMatchObject({
      outcome: 'no-work',
      expectedOn: null,
    });
    expect(forecastOf({ history: [], total: 5, dueOn: '2026-09-30', today })).toMatchObject({ outcome: 'stalled' });
  });

  test('after the deadline there is no pace that would still end in time', () => {
    const points = history(() => 10);
    const forecast = forecastOf({ history: points, total: doneIn(points) + 100, dueOn: '2026-09-10', today });
    expect(forecast).toMatchObject({ outcome: 'late', neededPace: null, lateBy: 16 });
  });

  test('a pace of centuries is none', () => {
    const points = history((_, index) => (index === 46 ? 1 : 0));
    expect(forecastOf({ history: points, total: 1_000_000, dueOn: '2026-12-31', today })).toMatchObject({
      outcome: 'stalled',
      expectedOn: null,
    });
  });
});

describe('whatever the history', () => {
  const input = fc
    .record({
      steps: fc.array(fc.nat(20), { minLength: 1, maxLength: 40 }),
      rest: fc.nat(2000),
      due: fc.integer({ min: -30, max: 200 }),
    })
    .map(({ steps, rest, due }) => {
      const points = history((_, index) => steps[index] ?? 0, ago(steps.length - 1));
      return { history: points, total: doneIn(points) + rest, dueOn: addDays(today, due), today };
    });
  const never = '9999-12-31';
  const endOf = ({ outcome, expectedOn }: ReturnType<typeof forecastOf>) =>
    outcome === 'done' || outcome === 'no-work' ? today : (expectedOn ?? never);

  test('more done today never ends later, nor does less to do', () => {
    fc.assert(
      fc.property(input, fc.nat(500), (one, more) => {
        const last = one.history.at(-1)!;
        const faster = [...one.history.slice(0, -1), { ...last, done: last.done + more }];
        const end = endOf(forecastOf(one));
        expect(endOf(forecastOf({ ...one, history: faster })) <= end).toBe(true);
        expect(endOf(forecastOf({ ...one, total: Math.max(last.done, one.total - more) })) <= end).toBe(true);
      }),
    );
  });

  test('a later deadline never turns into a miss', () => {
    fc.assert(
      fc.property(input, fc.nat(100), (one, more) => {
        const missed = willMiss(forecastOf(one));
        expect(missed || !willMiss(forecastOf({ ...one, dueOn: addDays(one.dueOn, more) }))).toBe(true);
      }),
    );
  });

  test('at the pace that is told it is done on the expected day, and not a day before', () => {
    fc.assert(
      fc.property(input, (one) => {
        const { expectedOn, pace, remaining } = forecastOf(one);
        if (!expectedOn) return;
        const days = daysBetween(today, expectedOn);
        expect(days * pace).toBeGreaterThanOrEqual(remaining - 1e-6);
        expect((days - 1) * pace).toBeLessThan(remaining + 1e-6);
      }),
    );
  });

  test('working at the needed pace is never late', () => {
    fc.assert(
      fc.property(input, (one) => {
        const { neededPace, pace, lateBy } = forecastOf(one);
        if (neededPace !== null && pace >= neededPace) expect(lateBy).toBe(0);
        expect(willMiss(forecastOf(one))).toBe(forecastOf(one).remaining > 0 && one.total > 0 && lateBy !== 0);
      }),
    );
  });
});
