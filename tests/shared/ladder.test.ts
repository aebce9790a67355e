import { describe, expect, test } from '@jest/globals';
import {
  noticeDoor,
  notificationGroups,
  notificationKinds,
  type NotificationKind,
} from '../../shared/notifications.ts';
import { addDays, addWorkingDays, isWorkday } from '../../shared/rules/days.ts';
import {
  belowOn,
  overdueToldOn,
  rungsOf,
  supervisedUpTo,
  supervisionLine,
  toldOn,
  type Rung,
} from '../../shared/rules/ladder.ts';
import { noticeSentence } from '../../shared/words/notifications.ts';
import { fc } from '../support/property.ts';

const first = '2026-08-01';
const day = fc.integer({ min: 0, max: 150 }).map((days) => addDays(first, days));
const plan = fc.record({
  before: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 4 }),
  superviseAfter: fc.integer({ min: 1, max: 20 }),
});
/** The days on which the ladder was climbed, each once and in order. */
const runs = fc.uniqueArray(day, { minLength: 1, maxLength: 20 }).map((days) => days.sort());

const covers = ({ dueFrom, dueTo }: Rung, due: string) => (dueFrom === null || dueFrom <= due) && due <= dueTo;

function climbed(ladder: Parameters<typeof rungsOf>[0], workingDays: boolean, days: readonly string[], due: string) {
  return days.flatMap((today, index) =>
    rungsOf(ladder, workingDays, { today, lastDay: days[index - 1] ?? null })
      .filter((rung) => covers(rung, due))
      .map(({ kind }) => ({ kind, today })),
  );
}

describe('the ladder', () => {
  test('tells of lateness once, on the first run after it, however seldom it is climbed', () => {
    fc.assert(
      fc.property(plan, fc.boolean(), runs, day, (ladder, workingDays, days, due) => {
        const late = climbed(ladder, workingDays, days, due).filter(({ kind }) => kind === 'overdue');
        const on = days.find((run) => run >= overdueToldOn(due, workingDays));
        expect(late.map(({ today }) => today)).toEqual(on ? [on] : []);
      }),
      { numRuns: 30 },
    );
  });

  test('tells of what is due at most once for each step, never after its day, and never twice the same step', () => {
    fc.assert(
      fc.property(plan, fc.boolean(), runs, day, (ladder, workingDays, days, due) => {
        const told = climbed(ladder, workingDays, days, due).filter(({ kind }) => kind === 'due');
        expect(told.every(({ today }) => today <= due)).toBe(true);
        const steps = new Set(ladder.before.map((before) => toldOn(due, before, workingDays)));
        expect(told.length).toBeLessThanOrEqual(steps.size);
      }),
      { numRuns: 30 },
    );
  });

  test('climbed every day, it tells on each of its days, and on no day of rest', () => {
    const everyDay = Array.from({ length: 200 }, (_, days) => addDays('2026-07-01', days));
    fc.assert(
      fc.property(plan, day, (ladder, due) => {
        const told = climbed(ladder, true, everyDay, due);
        const wanted = [...new Set(ladder.before.map((before) => toldOn(due, before, true)))].sort();
        expect(told.filter(({ kind }) => kind === 'due').map(({ today }) => today)).toEqual(wanted);
        expect(told.every(({ today }) => isWorkday(today))).toBe(true);
      }),
      { numRuns: 8 },
    );
  });

  test('twice on one day is once', () => {
    fc.assert(
      fc.property(plan, fc.boolean(), day, (ladder, workingDays, today) => {
        expect(rungsOf(ladder, workingDays, { today, lastDay: today })).toEqual([]);
      }),
    );
  });

  test('knows 调休: the Saturday that is worked before the National Day holiday counts, the holiday does not', () => {
    // 2026-10-01 to 07 are free, and Saturday the 10th is worked.
    expect(toldOn('2026-10-08', 3, true)).toBe('2026-09-30');
    expect(overdueToldOn('2026-09-30', true)).toBe('2026-10-08');
    expect(addWorkingDays('2026-09-30', 3)).toBe('2026-10-10');
    expect(toldOn('2026-10-08', 3, false)).toBe('2026-10-05');
  });

  test('supervises what has been late for so many working days', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), (today, after) => {
        const last = supervisedUpTo(today, after);
        expect(addWorkingDays(last, after) <= today).toBe(true);
        expect(addWorkingDays(addDays(last, 1), after) > today || addDays(last, 1) >= today).toBe(true);
      }),
    );
  });
});

describe('an order', () => {
  test.each([
    ['150102001', 'city', { issuer: '1501', addressee: '150102' }],
    ['150102', 'province', { issuer: '15', addressee: '1501' }],
    // A municipality has no city between: the province supervises.
    ['310107005', 'city', { issuer: '31', addressee: '310107' }],
    // A city without districts supervises its townships itself.
    ['441900003', 'city', { issuer: '4419', addressee: '441900003' }],
    ['1501', 'city', null],
    ['15', 'province', null],
  ] as const)('of items at %s by the %s', (orgCode, level, line) => {
    expect(supervisionLine(orgCode, level)).toEqual(line);
    expect(belowOn(orgCode, orgCode)).toBeNull();
  });
});

describe('a notice', () => {
  test('of every kind has a group, a door and a sentence in both languages', () => {
    const grouped: NotificationKind[] = Object.values(notificationGroups).flat();
    expect([...grouped].sort()).toEqual([...notificationKinds].sort());
    const params = {
      title: '自查自纠',
      count: 3,
      day: '2026-09-01',
      dueTo: '2026-09-30',
      orgName: '某市总工会',
      docNo: '督〔2026〕3号',
    };
    for (const kind of notificationKinds) {
      const door = noticeDoor({ kind, subjectType: 'campaigns', subjectId: 'x', campaignId: 'y', params });
      expect(Object.values(door.filter)).not.toContain(undefined);
      for (const language of ['zh', 'en'] as const) {
        const { title } = noticeSentence(
          { kind, single: false, params, dueOn: '2026-09-30' },
          { language, today: '2026-09-29' },
        );
        expect(title).not.toMatch(/undefined|null|NaN|%\{/);
        if (language === 'zh') expect(title).not.toMatch(/[A-Za-z]/);
      }
    }
  });
});
