import { describe, expect, test } from '@jest/globals';
import {
  addCounts,
  countNames,
  funnelStages,
  funnelSteps,
  inspectionStage,
  measuresOf,
  noCounts,
  ratesOf,
  worstOf,
  type Counts,
} from '../../shared/rules/measures.ts';
import { fc } from '../support/property.ts';

const counts: fc.Arbitrary<Counts> = fc
  .record({
    targets: fc.nat(1000),
    share: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 11, maxLength: 11 }),
    items: fc.nat(5000),
  })
  .map(({ targets, share, items }) => {
    const part = (whole: number, index: number) => Math.floor(whole * share[index]!);
    const submitted = part(targets, 0);
    const defective = part(submitted, 1);
    const rectifiedUnions = part(defective, 2);
    const rectified = part(items, 4);
    const reinspected = part(rectified, 9);
    return {
      targets,
      submitted,
      defective,
      rectifiedUnions,
      closedUnions: part(rectifiedUnions, 3),
      shells: part(submitted, 5),
      items,
      rectified,
      closed: part(rectified, 6),
      onTime: part(rectified, 7),
      overdue: part(items - rectified, 8),
      reinspected,
      relapsed: part(reinspected, 10),
    };
  });

describe('measures', () => {
  test('a rate with an empty denominator is null, and every other rate lies between 0 and 1', () => {
    expect(ratesOf(noCounts)).toEqual({
      inspectionRate: null,
      defectRate: null,
      rectifiedRate: null,
      closedRate: null,
      onTimeRate: null,
      shellRate: null,
      relapseRate: null,
    });
    fc.assert(
      fc.property(counts, (c) => {
        for (const rate of Object.values(ratesOf(c))) if (rate !== null) expect(rate >= 0 && rate <= 1).toBe(true);
      }),
    );
  });

  test('children add up to their parent in any order', () => {
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 12 }), (children) => {
        const sum = addCounts(children);
        expect(addCounts([...children].reverse())).toEqual(sum);
        for (const name of countNames) expect(sum[name]).toBe(children.reduce((n, child) => n + child[name], 0));
      }),
    );
  });

  test('the funnel only narrows', () => {
    for (const [index, next] of funnelSteps.slice(1).entries()) {
      expect(funnelStages[funnelSteps[index]!]).toEqual(expect.arrayContaining([...funnelStages[next]]));
    }
  });

  test('an answered inspection stands where its items are', () => {
    const at = (openCount: number, unclosedCount: number, badCount = 3) =>
      inspectionStage({ status: 'approved', badCount, openCount, unclosedCount, shell: false });
    expect(at(0, 0, 0)).toBe('faultless');
    expect(at(1, 3)).toBe('defective');
    expect(at(0, 2)).toBe('rectified');
    expect(at(0, 0)).toBe('closed');
    expect(inspectionStage({ status: 'returned', badCount: 3, openCount: 0, unclosedCount: 0, shell: true })).toBe(
      'returned',
    );
  });

  test('the worst are those least on time, then those with most overdue', () => {
    const row = (code: string, onTime: number, rectified: number, overdue: number) => ({
      code,
      ...measuresOf({ ...noCounts, items: 20, rectified, onTime, overdue }),
    });
    const rows = [row('a', 5, 5, 0), row('b', 1, 2, 2), row('c', 2, 4, 4), row('d', 0, 0, 0)];
    expect(worstOf(rows).map(({ code }) => code)).toEqual(['c', 'b', 'a']);
  });
});
