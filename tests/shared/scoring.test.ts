import { describe, expect, test } from '@jest/globals';
import { checklistItem, type ChecklistItem } from '../../shared/checklists.ts';
import type { Answers } from '../../shared/inspections.ts';
import { answerFaults, badItems, isShell, scoreOf, sectionPasses, verdictOf } from '../../shared/rules/scoring.ts';
import { fc } from '../support/property.ts';

const item: fc.Arbitrary<Omit<ChecklistItem, 'key'>> = fc.record({
  section: fc.constantFrom('a', 'b', 'c'),
  text: fc.constant('question'),
  polarity: fc.constantFrom('yesIsGood' as const, 'yesIsBad' as const),
  core: fc.boolean(),
  allowNa: fc.boolean(),
  evidence: fc.constantFrom('none' as const, 'optional' as const, 'required' as const),
  track: fc.constantFrom('immediate' as const, 'scheduled' as const),
  responsible: fc.constantFrom('self' as const, 'upper' as const),
  marks: fc.constantFrom(null, ['shell' as const]),
});

const sheet = fc.array(item, { minLength: 1, maxLength: 20 }).chain((items) => {
  const keyed = items.map((one, index) => ({ ...one, key: `Q${index + 1}` }));
  const value = fc.constantFrom('yes' as const, 'no' as const, 'na' as const);
  return fc
    .array(fc.record({ value, note: fc.constantFrom(null, 'why') }), {
      minLength: items.length,
      maxLength: items.length,
    })
    .map((given) => ({
      items: keyed,
      answers: Object.fromEntries(keyed.map(({ key }, index) => [key, given[index]!])) as Answers,
    }));
});

describe('scoring', () => {
  test('good and bad make up the score, na is left out', () => {
    fc.assert(
      fc.property(sheet, ({ items, answers }) => {
        const verdicts = items.map((one) => verdictOf(one, answers[one.key]));
        const good = verdicts.filter((v) => v === 'good').length;
        const bad = badItems(items, answers).length;
        expect(good + bad + verdicts.filter((v) => v === 'na').length).toBe(items.length);
        expect(scoreOf(items, answers)).toBe(good + bad === 0 ? null : good / (good + bad));
      }),
    );
  });

  test('a section passes unless one of its core items is bad', () => {
    fc.assert(
      fc.property(sheet, ({ items, answers }) => {
        const failed = new Set(
          badItems(items, answers)
            .filter(({ core }) => core)
            .map(({ section }) => section),
        );
        for (const [section, passes] of Object.entries(sectionPasses(items, answers)))
          expect(passes).toBe(!failed.has(section));
      }),
    );
  });

  test('blank is neither no nor na: a sheet with a blank cannot be submitted, but can be kept', () => {
    fc.assert(
      fc.property(sheet, fc.nat(), ({ items, answers }, pick) => {
        const { key } = items[pick % items.length]!;
        const { [key]: _gone, ...rest } = answers;
        expect(answerFaults(items, rest, true)[key]).toBe('blank-answer');
        expect(answerFaults(items, rest, false)[key]).toBeUndefined();
      }),
    );
  });

  test('na only where the item allows it, and with a reason', () => {
    const question = checklistItem.parse({ key: 'Q7', text: '是否登记', allowNa: true });
    const na = { Q7: { value: 'na' as const } };
    expect(answerFaults([question], na, true)).toEqual({ Q7: 'na-needs-reason' });
    expect(answerFaults([question], { Q7: { value: 'na', note: '不具备法人条件' } }, true)).toEqual({});
    expect(answerFaults([{ ...question, allowNa: false }], na, false)).toEqual({ Q7: 'na-not-allowed' });
    expect(answerFaults([question], { Q99: { value: 'yes' } }, false)).toEqual({ Q99: 'unknown-item' });
  });

  test('"yes" to the shell question is the bad answer that marks a shell', () => {
    const question = checklistItem.parse({ key: 'Q13', text: '是否空壳', polarity: 'yesIsBad', marks: ['shell'] });
    expect(isShell([question], { Q13: { value: 'yes' } })).toBe(true);
    expect(isShell([question], { Q13: { value: 'no' } })).toBe(false);
  });
});
