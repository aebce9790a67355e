import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../shared/rules/days.ts';
import type { RawCell } from '../../shared/rules/rawCell.ts';
import {
  typedChoice,
  typedCode,
  typedDay,
  typedFlag,
  typedMonth,
  typedNumber,
  typedPhone,
  typedText,
} from '../../shared/rules/typed.ts';
import { fc } from '../support/property.ts';

const wide = (text: string) =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000');
const day = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1950-01-01', days));
const spaces = fc.constantFrom('', ' ', '\u00a0', '\u3000', '\t', '\u200b');
const cell: fc.Arbitrary<RawCell> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'0123456789年月日-/.:, eE+人万%是√'.split('')) }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.record({ error: fc.constantFrom('#N/A', '') }),
);
const choices = [
  { label: '企业', value: 'enterprise' },
  { label: '事业单位', value: 'institution' },
];

describe('numbers', () => {
  test.each([
    ['1,234', 1234],
    ['１，２３４ 人', 1234],
    ['12 345.50元', 12_345.5],
    ['1,234,567.5 元', 1_234_567.5],
    ['¥1,200', 1200],
    ['1.2万', 12_000],
    ['1.25亿元', 125_000_000],
    ['0.1万人', 1000],
    ['12.5%', 0.125],
    ['-3', -3],
    ['－３', -3],
    ['.5', 0.5],
    ['1.2E+3', 1200],
    ['\u00a0 42\u3000', 42],
  ])('%s', (text, value) => {
    expect(typedNumber(text)).toEqual({ value });
  });

  test.each(['—', '/', '', '  '])('“%s” says nothing', (text) => expect(typedNumber(text)).toEqual({ value: null }));

  test.each(['约100', '1,23', '十二', '2026-09-01', '1e999', '12人13', true])('%s is none', (text) => {
    expect(typedNumber(text).fault).toEqual({ code: 'not-a-number', params: { value: String(text) } });
  });

  test('as they are shown, in either width, with thousands apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), spaces, fc.boolean(), (number, space, full) => {
        const text = `${space}${number.toLocaleString('en-US')}${space}人`;
        expect(typedNumber(full ? wide(text) : text)).toEqual({ value: number });
      }),
    );
  });

  test('any number in its own digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(typedNumber(String(number))).toEqual({ value: number === 0 ? 0 : number });
      }),
    );
  });
});

describe('days', () => {
  test.each([
    '2026/9/1',
    '2026-9-1',
    '2026.9.1',
    '2026年9月1日',
    '2026 年 9 月 1 日',
    '２０２６年９月１日',
    '20260901',
    '2026-09-01 14:05',
    '2026-09-01T14:05:00',
    '2026-08-31T17:00:00Z',
    '2026-09-01T23:59:59+08:00',
    '2026年9月1日星期二',
    '2026/9/1 0:00:00',
    20_260_901,
    46_266,
    46_266.75,
    '46266',
    ' 2026–9–1\u00a0',
  ])('%s', (text) => expect(typedDay(text)).toEqual({ value: '2026-09-01' }));

  test.each(['2026-02-29', '26/9/1', '9/1/2026', '2026年9月', '下个月', '0000-00-00', 2026, 12.5, -1, true])(
    '%s is none',
    (text) => expect(typedDay(text).fault?.code).toBe('not-a-date'),
  );

  test('in every form', () => {
    fc.assert(
      fc.property(day, spaces, fc.nat(5), (value, space, form) => {
        const [year, month, date] = value.split('-').map(Number);
        const forms: RawCell[] = [
          `${year}/${month}/${date}`,
          `${year}年${month}月${date}日`,
          wide(`${year}.${month}.${date}`),
          value.replaceAll('-', ''),
          Date.parse(`${value}T00:00:00Z`) / 86_400_000 + 25_569,
          `${value}T08:00:00+08:00`,
        ];
        const typed = forms[form]!;
        expect(typedDay(typeof typed === 'string' ? `${space}${typed}${space}` : typed)).toEqual({ value });
      }),
    );
  });
});

describe('months', () => {
  test.each([
    '2026-09',
    '2026-9',
    '2026年9月',
    '2026年09月份',
    '202609',
    202_609,
    '2026/9',
    '2026.09',
    2026.9,
    '2026-09-15',
    '２０２６年９月',
    46_266,
  ])('%s', (text) => expect(typedMonth(text)).toEqual({ value: '2026-09' }));

  test.each(['2026-13', '2026', 2026, '9月', 2026.1, '2026.1'])('%s is none', (text) => {
    expect(typedMonth(text).fault?.code).toBe('not-a-month');
  });
});

describe('flags, codes and phones', () => {
  test.each(['是', '√', 'Y', 'yes', '有', '1', 1, true, 'TRUE', 'ｙ', ' 是 '])('%s is yes', (text) => {
    expect(typedFlag(text)).toEqual({ value: true });
  });
  test.each(['否', '×', 'N', 'no', '无', '没有', '0', 0, false, 'false'])('%s is no', (text) => {
    expect(typedFlag(text)).toEqual({ value: false });
  });
  test.each(['也许', 2, '是否'])('%s is neither', (text) => expect(typedFlag(text).fault?.code).toBe('not-a-flag'));

  test('a code keeps its digits, or says that they are lost', () => {
    expect(typedCode('９１１５ ０１０２ ＭＡ０Ｎ')).toEqual({ value: '91150102MA0N' });
    expect(typedCode('001234')).toEqual({ value: '001234' });
    expect(typedCode(123_456_789_012_345)).toEqual({ value: '123456789012345' });
    for (const lost of [9.111_500_001_141_5e17, '9.1115E+17', '9E+17', 1e15]) {
      expect(typedCode(lost).fault?.code).toBe('digits-lost');
      expect(typedText(lost).fault?.code).toBe('digits-lost');
    }
    expect(typedText('E+12 楼')).toEqual({ value: 'E+12 楼' });
  });

  test('phones', () => {
    expect(typedPhone(13_800_138_000)).toEqual({ value: '13800138000' });
    expect(typedPhone('138 0013 8000')).toEqual({ value: '13800138000' });
    expect(typedPhone('０４７１－１２３４５６７转１２')).toEqual({ value: '0471-1234567转12' });
    expect(typedPhone('张三').fault?.code).toBe('not-a-phone');
    expect(typedPhone('1.38E+10').fault?.code).toBe('digits-lost');
  });

  test('choices by label or value', () => {
    expect(typedChoice(' 事业 单位', choices)).toEqual({ value: 'institution' });
    expect(typedChoice('Enterprise', choices)).toEqual({ value: 'enterprise' });
    expect(typedChoice('机关', choices).fault).toEqual({
      code: 'not-a-choice',
      params: { value: '机关', choices: '企业、事业单位' },
    });
  });
});

describe('all of them', () => {
  const readers = [typedText, typedNumber, typedDay, typedMonth, typedFlag, typedCode, typedPhone];

  test('never throw, and understand their own answers', () => {
    fc.assert(
      fc.property(cell, fc.constantFrom(...readers), (given, read) => {
        const { value, fault } = read(given);
        if (fault) return;
        expect(read(value)).toEqual({ value });
      }),
      { numRuns: 1000 },
    );
  });

  test('text is kept as it was written', () => {
    expect(typedText(' 呼市（新城）Ａ座①\r\n二层\u00a0')).toEqual({ value: '呼市（新城）Ａ座①\n二层' });
    expect(typedText('　')).toEqual({ value: null });
    expect(typedText(12)).toEqual({ value: '12' });
  });

  test('long gaps and long texts take no time', () => {
    const long = [`甲${' '.repeat(300_000)}乙`, '1,'.repeat(100_000), '('.repeat(100_000), '2026-'.repeat(50_000)];
    const begun = process.cpuUsage();
    for (const read of readers) for (const text of long) read(text);
    expect(process.cpuUsage(begun).user).toBeLessThan(10_000_000);
  });

  test('an error of a formula is named', () => {
    for (const read of readers) {
      expect(read({ error: '#N/A' })).toEqual({ fault: { code: 'cell-error', params: { value: '#N/A' } } });
      expect(read({ error: '' })).toEqual({ fault: { code: 'cell-formula' } });
    }
  });
});
