import { describe, expect, test } from '@jest/globals';
import { fold, gramsOf, gramsOfSearch, isFound, isLong, wordsOf } from '../../shared/rules/grams.ts';
import { fc } from '../support/property.ts';

/** Names as people give them, with what can go wrong in them. */
const character = fc.oneof(
  fc.constantFrom(...Array.from('某市总工会有限公司第一中学呼和浩特（）()%_\\\'"&·ＡＢＣａｂc１２3④㈱Ⅱ 　👍👨‍👩‍👧𠮷鿿')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
);
const name = fc.array(character, { minLength: 2, maxLength: 30 }).map((all) => all.join('').trim());

const isSubset = (some: readonly string[], all: readonly string[]) => some.every((one) => all.includes(one));

describe('grams of names', () => {
  test('every part of two characters or more is found, and kept under what the search asks for', () => {
    fc.assert(
      fc.property(name, fc.nat(), fc.integer({ min: 2, max: 30 }), (given, start, length) => {
        const characters = Array.from(fold(given).trim());
        fc.pre(characters.length >= 2);
        const from = start % (characters.length - 1);
        const words = wordsOf(characters.slice(from, from + length).join(''));
        fc.pre(words.some(isLong));
        expect(isFound(given, words)).toBe(true);
        expect(isSubset(gramsOfSearch(words), gramsOf(given))).toBe(true);
      }),
    );
  });

  test('what is found by several parts is kept under all that the search asks for', () => {
    const part = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(name, fc.array(part, { minLength: 1, maxLength: 3 }), (given, parts) => {
        const characters = Array.from(fold(given).trim());
        fc.pre(characters.length > 0);
        const asked = parts.map(([start, length]) => {
          const from = start % characters.length;
          return characters.slice(from, from + length).join('');
        });
        const words = wordsOf(asked.join(' '));
        const found = isFound(given, words);
        const kept = isSubset(gramsOfSearch(words), gramsOf(given));
        expect([found, found && kept]).toEqual([found, found]);
        expect(found).toBe(words.some(isLong) || (words.length > 0 && fold(given).trim().startsWith(words[0]!)));
      }),
    );
  });

  test('several words must all be there, in any order', () => {
    const given = '新城区第一中学工会';
    expect(isFound(given, wordsOf('中学 新城'))).toBe(true);
    expect(isFound(given, wordsOf('新城　中学'))).toBe(true);
    expect(isFound(given, wordsOf('新城 小学'))).toBe(false);
    expect(isFound(given, wordsOf('第一 会'))).toBe(true);
  });

  test('one character is where a name begins', () => {
    expect(isFound('新城区总工会', wordsOf('新'))).toBe(true);
    expect(isFound('新城区总工会', wordsOf('城'))).toBe(false);
    expect(isFound('新城区总工会', wordsOf(''))).toBe(false);
  });

  test('width and case do not matter, signs are letters', () => {
    expect(isFound('ＡＢＣ（中国）有限公司', wordsOf('abc(中国)'))).toBe(true);
    expect(isFound('abc科技', wordsOf('ＡＢＣ'))).toBe(true);
    expect(isFound('百分之百工会', wordsOf('%%'))).toBe(false);
    expect(isFound('100%果汁厂', wordsOf('0%'))).toBe(true);
    expect(isFound('甲_乙', wordsOf('_乙'))).toBe(true);
  });

  test('characters outside the first plane and broken ones are safe', () => {
    expect(isFound('𠮷野家👍工会', wordsOf('👍工'))).toBe(true);
    expect(isLong(wordsOf('👍')[0]!)).toBe(false);
    expect(wordsOf('\ud83d')).toEqual(['\ufffd']);
    expect(isFound('𠮷野家', wordsOf('\ud842'))).toBe(false);
  });
});
