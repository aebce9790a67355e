import { describe, expect, test } from '@jest/globals';
import type { Answer, Answers } from '../../shared/inspections.ts';
import { conflictsOf, overlay, sameAnswer, settle, unseenOf } from '../../shared/rules/drafts.ts';
import { fc } from '../support/property.ts';

const keys = ['Q1', 'Q2', 'Q3', 'Q4'] as const;
const answer: fc.Arbitrary<Answer> = fc.record(
  {
    value: fc.constantFrom('yes' as const, 'no' as const, 'na' as const, null),
    note: fc.constantFrom('', '已补办', '不具备条件'),
    track: fc.constantFrom('immediate' as const, 'scheduled' as const),
    attachmentIds: fc.constantFrom([], ['a']),
  },
  { requiredKeys: ['value'] },
);
const answers: fc.Arbitrary<Answers> = fc.dictionary(fc.constantFrom(...keys), answer, { maxKeys: 4 });
/** A record, and what two people have made of it without knowing of each other. */
const meeting = fc.tuple(answers, answers, answers).map(([base, mine, edits]) => ({
  base,
  mine,
  theirs: { ...base, ...edits },
}));

const turned = (given: Answers): Answers => Object.fromEntries(Object.entries(given).toReversed());
const changedBy = (side: Answers, base: Answers, key: string) => key in side && !sameAnswer(base[key], side[key]);

describe('a draft meets a record that has moved on', () => {
  test('what only one side has changed stands; what both have changed differently waits, with both at hand', () => {
    fc.assert(
      fc.property(meeting, ({ base, mine, theirs }) => {
        const conflicts = conflictsOf(base, theirs, mine);
        const merged = overlay(theirs, mine);
        return keys.every((key) => {
          const [own, other] = [changedBy(mine, base, key), changedBy(theirs, base, key)];
          if (own && other && !sameAnswer(mine[key], theirs[key])) {
            return sameAnswer(conflicts[key], theirs[key]) && sameAnswer(merged[key], mine[key]);
          }
          if (own) return sameAnswer(merged[key], mine[key]) && !(key in conflicts);
          return sameAnswer(merged[key], theirs[key]) || sameAnswer(conflicts[key], theirs[key]);
        });
      }),
    );
  });

  test('neither the order of the questions nor who is asked first changes what is disputed', () => {
    fc.assert(
      fc.property(meeting, ({ base, mine, theirs }) => {
        const there = conflictsOf(base, theirs, mine);
        expect(conflictsOf(turned(base), turned(theirs), turned(mine))).toEqual(there);
        const back = conflictsOf(base, { ...base, ...mine }, theirs);
        const ofBoth = ([key]: [string, Answer]) => changedBy(mine, base, key) && changedBy(theirs, base, key);
        expect(
          Object.entries(back)
            .filter(ofBoth)
            .map(([key]) => key)
            .toSorted(),
        ).toEqual(
          Object.entries(there)
            .filter(ofBoth)
            .map(([key]) => key)
            .toSorted(),
        );
      }),
    );
  });

  test('what has met a record once meets it again without a word', () => {
    fc.assert(
      fc.property(meeting, ({ theirs, mine }) => {
        expect(conflictsOf(theirs, theirs, mine)).toEqual({});
        const once = overlay(theirs, mine);
        expect(overlay(once, mine)).toEqual(once);
      }),
    );
  });

  test('a draft of somebody who was alone is never disputed and says all that it said', () => {
    fc.assert(
      fc.property(answers, answers, (base, mine) => {
        expect(conflictsOf(base, base, mine)).toEqual({});
        expect(unseenOf(base, base, mine)).toEqual({});
        const merged = overlay(base, mine);
        return keys.every((key) => sameAnswer(merged[key], mine[key] ?? base[key]));
      }),
    );
  });

  test('what is handed in is what was seen: every difference from the record is told', () => {
    fc.assert(
      fc.property(meeting, ({ base, mine, theirs }) => {
        const unseen = unseenOf(base, theirs, mine);
        const seen = overlay(base, mine);
        return keys.every(
          (key) => sameAnswer(seen[key], theirs[key]) || sameAnswer(base[key], theirs[key]) || key in unseen,
        );
      }),
    );
  });

  test('each choice settles its own question and no other; nothing is lost before it is made', () => {
    fc.assert(
      fc.property(
        meeting,
        fc.dictionary(fc.constantFrom(...keys), fc.constantFrom('mine' as const, 'theirs' as const)),
        ({ base, mine, theirs }, choices) => {
          const conflicts = conflictsOf(base, theirs, mine);
          const settled = settle(mine, conflicts, choices);
          for (const key of Object.keys(mine)) {
            const gone = key in conflicts && choices[key] === 'theirs';
            if (gone === key in settled.mine) return false;
          }
          return Object.keys(conflicts).every((key) => key in settled.conflicts === (choices[key] === undefined));
        },
      ),
    );
  });
});
