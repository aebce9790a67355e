import { describe, expect, test } from '@jest/globals';
import { wordsOf } from '../../shared/rules/grams.ts';
import { piecesOf } from '../../admin/search/marks.ts';
import { fc } from '../support/property.ts';

describe('marks in names', () => {
  test('lose nothing of the name, whatever was searched for', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(text, text, (name, query) => {
        expect(
          piecesOf(name, wordsOf(query))
            .map((piece) => piece.text)
            .join(''),
        ).toBe(name);
      }),
    );
  });

  test('stand on what the words stand for, in any width and case', () => {
    const marked = (name: string, query: string) =>
      piecesOf(name, wordsOf(query))
        .filter((piece) => piece.marked)
        .map((piece) => piece.text);
    expect(marked('新城区ＡＢＣ（中国）公司', 'abc(中 公司')).toEqual(['ＡＢＣ（中', '公司']);
    expect(marked('㈱甲乙', '(株')).toEqual(['㈱']);
    expect(marked('一一一', '一一')).toEqual(['一一一']);
    expect(marked('甲乙', '丙')).toEqual([]);
  });
});
