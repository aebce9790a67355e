import { describe, expect, test } from '@jest/globals';
import { enterpriseStages, enterpriseWrite } from '../../shared/enterprises.ts';
import { addDays, isDay } from '../../shared/rules/days.ts';
import {
  addYears,
  eligibleFrom,
  isStalled,
  nextStage,
  reaching,
  stalledBefore,
  targetOf,
} from '../../shared/rules/establishment.ts';
import { noStanding, standingRates } from '../../shared/rules/standing.ts';
import { asksReason, stepOf } from '../../shared/rules/transitions.ts';
import { isUscc, usccCheck } from '../../shared/rules/uscc.ts';
import { fc } from '../support/property.ts';

const days = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1950-01-01', n));
const stages = fc.constantFrom(...enterpriseStages);

describe('the model case (深圳, reference day 2019-03-01)', () => {
  const counts = { established: 787, forming: 134, willing: 83, outreach: 144, refused: 18, enterprises: 1166 };

  test('the advance rate is 86.11 %, the establishment rate 67.50 %, and they are two figures', () => {
    const rates = standingRates({ ...noStanding, ...counts });
    expect((rates.advanceRate! * 100).toFixed(2)).toBe('86.11');
    expect((rates.establishmentRate! * 100).toFixed(2)).toBe('67.50');
  });

  test('on the cohort 263 more are needed by the end of 2019; on an unknown base nothing is', () => {
    const target = targetOf(counts, { targetRate: 0.9, targetBy: '2019-12-31', targetBase: null }, '2019-03-01')!;
    expect(target).toMatchObject({ daysLeft: 305, passed: false, own: { base: null, needed: null, perMonth: null } });
    expect(target.estimate).toMatchObject({ base: 1166, needed: 263 });
    expect(target.estimate.perMonth!.toFixed(1)).toBe('26.2');
  });

  test('once its day has passed there is no pace, but still the gap', () => {
    const target = targetOf(counts, { targetRate: 0.9, targetBy: '2019-12-31', targetBase: 1500 }, '2020-01-01')!;
    expect(target).toMatchObject({ daysLeft: -1, passed: true, own: { base: 1500, needed: 563, perMonth: null } });
    expect(targetOf(counts, { targetRate: null, targetBy: null, targetBase: null }, '2020-01-01')).toBeNull();
  });
});

describe('the target', () => {
  test('what is needed reaches the rate, and one less does not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 200_000 }),
        fc.integer({ min: 0, max: 200_000 }),
        (percent, base, established) => {
          fc.pre(established <= base);
          const settings = { targetRate: percent / 100, targetBy: '2026-12-31', targetBase: base };
          const { needed } = targetOf({ enterprises: base, established }, settings, '2026-01-01')!.own;
          expect((established + needed!) * 100).toBeGreaterThanOrEqual(percent * base);
          if (needed! > 0) expect((established + needed! - 1) * 100).toBeLessThan(percent * base);
        },
      ),
    );
  });

  test('binary fractions make no one more', () => {
    expect(reaching(0.55, 100)).toBe(55);
    expect(reaching(0.07, 100)).toBe(7);
  });
});

describe('stalled', () => {
  test('only cases in work, and never one that was visited within the days', () => {
    fc.assert(
      fc.property(
        stages,
        fc.option(days),
        days,
        fc.integer({ min: 1, max: 400 }),
        (stage, lastVisitOn, asOf, patience) => {
          const stalled = isStalled({ stage, lastVisitOn }, stalledBefore(asOf, patience));
          if (stage === 'established' || stage === 'refused') expect(stalled).toBe(false);
          else expect(stalled).toBe(lastVisitOn === null || addDays(lastVisitOn, patience) < asOf);
        },
      ),
    );
  });
});

describe('eligible', () => {
  const rule = { minEmployees: 25, minYearsOpen: 1 };

  test.each([
    [{ employees: 24, openedOn: '2000-01-01' }, 'infinity'],
    [{ employees: 25, openedOn: null }, '-infinity'],
    [{ employees: 25, openedOn: '2025-06-30' }, '2026-06-30'],
    [{ employees: 25, openedOn: '2024-02-29' }, '2025-02-28'],
  ])('%j from %s', (facts, from) => {
    expect(eligibleFrom(facts, rule)).toBe(from);
  });

  test('a day and years make a day of the same month', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 50 }), (day, years) => {
        const later = addYears(day, years);
        expect(isDay(later)).toBe(true);
        expect([later.slice(5, 7), Number(later.slice(0, 4))]).toEqual([
          day.slice(5, 7),
          Number(day.slice(0, 4)) + years,
        ]);
      }),
    );
  });
});

describe('stages', () => {
  const step = stepOf('enterprises', 'change-stage');

  test('the next one is a step forwards without a reason, and ends with a union', () => {
    expect(enterpriseStages.map(nextStage)).toEqual([null, 'established', 'forming', 'willing', 'outreach']);
    for (const stage of enterpriseStages) {
      const next = nextStage(stage);
      if (next) expect([asksReason(step, stage, next), asksReason(step, next, stage)]).toEqual([false, true]);
    }
  });

  test('of two different stages exactly one way needs a reason', () => {
    fc.assert(
      fc.property(stages, stages, (a, b) => {
        fc.pre(a !== b);
        expect(asksReason(step, a, b)).not.toBe(asksReason(step, b, a));
      }),
    );
  });
});

describe('the unified social credit code (GB 32100)', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('');
  const body = fc
    .array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 })
    .map((letters) => letters.join(''));

  test('real ones fit', () => {
    for (const code of ['914403001922038216', '91440300708461136T']) expect([code, isUscc(code)]).toEqual([code, true]);
  });

  test('any single wrong character is found', () => {
    fc.assert(
      fc.property(body, fc.nat(17), fc.constantFrom(...alphabet), (first17, at, other) => {
        const code = first17 + usccCheck(first17)!;
        fc.pre(code[at] !== other);
        expect(isUscc(code)).toBe(true);
        expect(isUscc(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
      }),
    );
  });

  test('spaces and small letters are what people type', () => {
    const parsed = enterpriseWrite.parse({
      orgCode: '4403',
      name: '某某有限公司',
      uscc: ' 9144 0300 7084 6113 6t ',
      employees: 120,
    });
    expect(parsed.uscc).toBe('91440300708461136T');
  });
});
