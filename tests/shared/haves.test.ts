import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../shared/rules/days.ts';
import {
  daysOfEnding,
  endingDays,
  endingOf,
  haveCounts,
  haveResults,
  isStandard,
  newestResults,
  worstHave,
  type HaveResult,
} from '../../shared/rules/haves.ts';
import { sixHaves } from '../../shared/rules/scoring.ts';
import { fc } from '../support/property.ts';

const result: fc.Arbitrary<HaveResult> = fc.record({
  inspectionId: fc.constantFrom('a', 'b', 'c', 'd'),
  have: fc.constantFrom(...sixHaves),
  passed: fc.boolean(),
  assessedAt: fc.integer({ min: 1, max: 5 }).map((n) => `2026-0${n}-01T00:00:00.000Z`),
});
/** An inspection is submitted at one instant and says one thing of a have. */
const results = fc
  .uniqueArray(result, { selector: ({ inspectionId, have }) => inspectionId + have, maxLength: 20 })
  .map((list) =>
    list.map((one) => ({ ...one, assessedAt: list.find((o) => o.inspectionId === one.inspectionId)!.assessedAt })),
  );

describe('the newest results', () => {
  test('are those of the latest submission that asked about a have, in whatever order they are read', () => {
    fc.assert(
      fc.property(results, fc.nat(), (list, turn) => {
        const turned = [...list.slice(turn % (list.length + 1)), ...list.slice(0, turn % (list.length + 1))];
        const newest = newestResults(list);
        expect(newestResults(turned)).toEqual(newest);
        for (const have of sixHaves) {
          const own = list.filter((one) => one.have === have);
          const last = own.toSorted((x, y) =>
            x.assessedAt + x.inspectionId < y.assessedAt + y.inspectionId ? 1 : -1,
          )[0];
          expect(newest?.[have]).toBe(last?.passed);
        }
      }),
    );
  });

  test('an older result changes nothing, and taking the newest away brings the one before back', () => {
    fc.assert(
      fc.property(results, (list) => {
        const older = list.map((one) => ({ ...one, inspectionId: `${one.inspectionId}0`, assessedAt: '2025-01-01' }));
        if (list.length > 0) expect(newestResults([...list, ...older])).toEqual(newestResults(list));
        const newer = list.map((one) => ({ ...one, inspectionId: 'z', passed: !one.passed, assessedAt: '2027' }));
        const both = [...list, ...newer];
        expect(newestResults(both.filter(({ inspectionId }) => inspectionId !== 'z'))).toEqual(newestResults(list));
      }),
    );
  });

  test('six passes are the standard, five and an unknown are not, and none at all is nothing yet', () => {
    const all = Object.fromEntries(sixHaves.map((have) => [have, true]));
    expect(isStandard(all)).toBe(true);
    expect(isStandard({ ...all, 'own-funds': false })).toBe(false);
    const { 'own-funds': _unknown, ...five } = all as Record<string, boolean>;
    expect(isStandard(five)).toBe(false);
    expect(isStandard(null)).toBeNull();
    expect(newestResults([])).toBeNull();
  });

  test('a checklist without a have says nothing of it', () => {
    const item = { text: '是否', polarity: 'yesIsGood', core: true, allowNa: false, evidence: 'none' } as const;
    const more = { track: 'scheduled', responsible: 'self' } as const;
    const items = [
      { ...item, ...more, key: 'A', section: 'elected-chair' },
      { ...item, ...more, key: 'B', section: 'own-funds' },
      { ...item, ...more, key: 'C', section: '附加' },
    ];
    const answers = { A: { value: 'yes' }, B: { value: 'no' }, C: { value: 'yes' } } as const;
    expect(haveResults(items, answers)).toEqual({ 'elected-chair': true, 'own-funds': false });
  });
});

describe('which have fails most', () => {
  test('the largest share, not the largest number; nobody failing is none', () => {
    const counts = [
      haveCounts('elected-chair', 90, 10),
      haveCounts('own-funds', 1, 2),
      haveCounts('sound-organisation', 0, 0),
    ];
    expect(worstHave(counts)).toBe('own-funds');
    expect(worstHave([haveCounts('own-funds', 3, 0)])).toBeNull();
    expect(haveCounts('own-funds', 0, 0).rate).toBeNull();
  });
});

describe('the end of a term', () => {
  const today = '2026-09-16';
  test.each([
    [addDays(today, -1), 'ended'],
    [today, 'within90'],
    [addDays(today, endingDays), 'within90'],
    [addDays(today, endingDays + 1), null],
    [null, null],
  ])('%s is %s', (day, ending) => expect(endingOf(day, today)).toBe(ending));

  test('no day is both, and the two lie side by side', () => {
    expect(addDays(daysOfEnding('ended', today).to, 1)).toBe(daysOfEnding('within90', today).from);
  });
});
