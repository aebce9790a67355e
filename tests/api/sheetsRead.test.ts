import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { KnownColumn } from '../../shared/rules/headings.ts';
import { xlsx, type SheetColumn } from '../../server/sheets/index.ts';
import {
  bufferSource,
  fileSource,
  readSheet,
  readTable,
  SheetError,
  type Limits,
} from '../../server/sheets/read/index.ts';
import { allRows as all, inZip64, packed, whole, workbookParts } from '../support/parts.ts';

const fixture = (name: string) => path.join(import.meta.dirname, '../fixtures/sheets', name);

const read = (content: Buffer, limits: Partial<Limits> = {}) => all(readSheet(bufferSource(content), { limits }));
const readFixture = async (name: string) => all(readSheet(await fileSource(fixture(name)), { filename: name }));

/** The fault that stops the reading. */
async function fault(reading: Promise<unknown>): Promise<unknown> {
  const error = await reading.then(
    () => 'read',
    (thrown: unknown) => thrown,
  );
  return error instanceof SheetError ? error.fault.code : error;
}

const column = (key: string, zh: string, required = true): KnownColumn => ({
  key,
  heading: { zh, en: key },
  synonyms: [],
  required,
});
const roster = [
  column('name', '单位名称'),
  column('orgCode', '所属地区'),
  column('members', '会员数'),
  column('foundedOn', '成立日期'),
];

describe('files of other programs', () => {
  test('titles, headings merged over two rows, empty rows, dates, results of formulas, errors', async () => {
    const { headings, rows, sheet } = await readTable(await fileSource(fixture('roster.xlsx')), roster);
    expect([sheet, headings.row, [...headings.places.values()]]).toEqual(['名册', 4, [0, 1, 3, 4]]);
    expect(await all(rows)).toEqual([
      {
        row: 5,
        cells: ['蒙草公司工会', '新城区', 120, 96, '2019-05-06', '2026-09-03T14:05:00', 1, 0.8, '第一行\n第二行'],
      },
      {
        row: 7,
        cells: ['回民区中学工会', '新城区', 85, 80, '2020-02-29', null, 0, expect.closeTo(80 / 85), '=不是公式'],
      },
      {
        row: 8,
        cells: [
          '站前街道工会',
          '回民区',
          { error: '#N/A' },
          12,
          '1900-03-01',
          null,
          null,
          { error: '#DIV/0!' },
          ' 前后有空格 ',
        ],
      },
    ]);
  });

  test('days counted from 1904', async () => {
    expect(await readFixture('since1904.xlsx')).toEqual([
      { row: 1, cells: ['名称', '成立日期', '职工人数'] },
      { row: 2, cells: ['一九〇四工会', '2026-09-01', 7] },
      { row: 3, cells: ['第二工会', '2026-09-01T08:30:00', 8] },
    ]);
  });

  test.each(['gb18030.csv', 'semicolon.csv', 'utf16.txt'])('%s', async (name) => {
    const { headings, rows } = await readTable(await fileSource(fixture(name)), roster);
    expect(headings.row).toBe(4);
    expect((await all(rows))[0]).toEqual({
      row: 5,
      cells: [
        '蒙草公司工会',
        '新城区',
        '120',
        '96',
        '2019年5月6日',
        '2026-09-03 14:05',
        '1',
        '80.0%',
        '第一行\n第二行',
      ],
    });
  });

  test.each([
    ['password.xlsx', 'sheet-password'],
    ['old.xls', 'sheet-old-format'],
    ['macros.xlsm', 'sheet-macros'],
    ['sheet.ods', 'sheet-not-a-workbook'],
  ])('%s is refused', async (name, code) => expect(await fault(readFixture(name))).toBe(code));

  test('wherever a workbook breaks off, it is damaged', async () => {
    const content = await readFile(fixture('roster.xlsx'));
    for (const share of [0.01, 0.3, 0.6, 0.9, 0.999]) {
      expect(await fault(read(content.subarray(0, Math.floor(content.length * share))))).toBe('sheet-damaged');
    }
    const changed = Buffer.from(content);
    changed.fill(0, 300, 2000);
    expect(await fault(read(changed))).toBe('sheet-damaged');
  });
});

describe('what programs may write', () => {
  const cells = async (row: string, more?: Parameters<typeof workbookParts>[1]) =>
    (await read(packed(workbookParts(`<row r="1">${row}</row>`, more))))[0]?.cells;

  test('texts: shared, rich, with readings, inline, of formulas, with escapes and references', async () => {
    const strings =
      '<si><t>甲</t></si><si><r><t>乙</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 丙</t></r><rPh sb="0" eb="1"><t>yi</t></rPh></si>';
    const row =
      '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><r><t>丁</t></r><r><t>戊</t></r></is></c><c t="str"><f>A1</f><v>a&amp;b&#x4E00;</v></c><c t="inlineStr"><is><t><![CDATA[<x>]]>_x000A_y_x005F_x</t></is></c>';
    expect(await cells(row, { strings })).toEqual(['甲', '乙 丙', '丁戊', 'a&b一', '<x>\ny_x']);
  });

  test('numbers, flags, errors, ISO days, formulas without a result, cells without a place', async () => {
    const row =
      '<c r="B1"><v>1.5E2</v></c><c><v>7</v></c><c r="E1" t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="d"><v>2026-09-01T00:00:00</v></c><c><f>A1</f></c><c><f>A1</f><v/></c><c t="str"><f>""</f><v></v></c><c s="0"/>';
    expect(await cells(row)).toEqual([
      null,
      150,
      7,
      null,
      true,
      { error: '#REF!' },
      '2026-09-01',
      { error: '' },
      { error: '' },
    ]);
  });

  test.each([
    ['yyyy"年"m"月"d"日";@', 46_266, '2026-09-01'],
    ['[$-804]yyyy\\-mm\\-dd', 46_266, '2026-09-01'],
    ['[Red]m/d', 46_266, '2026-09-01'],
    ['yyyy/m/d h:mm AM/PM', 46_266.5, '2026-09-01T12:00:00'],
    ['h:mm:ss', 0.75, '18:00:00'],
    ['[h]:mm', 1.5, 1.5],
    ['#,##0.00_);[Red]\\(#,##0.00\\)', 46_266, 46_266],
    ['0.00E+00', 46_266, 46_266],
    ['"共"0"日"', 46_266, 46_266],
    ['General', 46_266, 46_266],
    ['000000', 1234, '001234'],
    ['yyyy-mm-dd', -1, -1],
    ['yyyy-mm-dd', 1, '1900-01-01'],
    ['yyyy-mm-dd', 61, '1900-03-01'],
  ])('%s of %s', async (format, value, shown) => {
    const cellXfs = `<numFmts><numFmt numFmtId="170" formatCode="${format.replaceAll('"', '&quot;')}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>`;
    expect(await cells(`<c s="0"><v>${value}</v></c>`, { cellXfs })).toEqual([shown]);
  });

  test('prefixes, strict addresses, UTF-16, backslashes, a large directory', async () => {
    const parts = workbookParts('');
    const sheet =
      '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="3"><x:c r="C3" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    const rels = parts['_rels/.rels'].replace('http://schemas.openxmlformats.org', 'http://purl.oclc.org/ooxml');
    const expected = [{ row: 3, cells: [null, null, '甲'] }];
    const prefixed = packed({ ...parts, '_rels/.rels': rels, 'xl/worksheets/sheet1.xml': sheet });
    expect(await read(prefixed)).toEqual(expected);
    expect(await read(inZip64(prefixed))).toEqual(expected);
    const { 'xl/worksheets/sheet1.xml': _, ...rest } = parts;
    const wide = Buffer.from(`\ufeff${sheet}`, 'utf16le');
    expect(await read(packed({ ...rest, 'xl\\worksheets\\Sheet1.xml': wide }))).toEqual(expected);
  });

  test('the table is looked for in every sheet that can be seen', async () => {
    const heads: SheetColumn[] = ['单位名称', '所属地区'].map((heading) => ({ heading, kind: 'text', width: 9 }));
    const other: SheetColumn[] = [{ heading: '随便', kind: 'text', width: 9 }];
    const sheets = [
      { name: '说明', columns: heads, rows: [[['说明里的', '不算']]] },
      { name: '其他', columns: other, rows: [[['甲']]] },
      {
        name: '名册',
        columns: heads,
        rows: [
          [
            ['乙工会', '1501'],
            ['示例：丙', '1501'],
          ],
        ],
      },
    ];
    const source = bufferSource(await whole(xlsx(sheets)));
    const { sheet, rows } = await readTable(source, roster);
    expect([sheet, await all(rows)]).toEqual(['名册', [{ row: 2, cells: ['乙工会', '1501'] }]]);
  });
});

describe('bad files', () => {
  const row = (text: string) => `<row r="1"><c t="inlineStr"><is><t>${text}</t></is></c></row>`;

  test('a document type, references of its own and broken markup are refused', async () => {
    const parts = workbookParts(row('甲'));
    const sheet = parts['xl/worksheets/sheet1.xml'];
    const bad = [
      sheet.replace('<worksheet', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
      sheet.replace('甲', '&a;'),
      sheet.replace('</is>', ''),
      sheet.replace('</worksheet>', ''),
      sheet.replace('</worksheet>', '</worksheet><x/>'),
      sheet.replace('<c ', '<c r="ZZZZZ1" '),
      sheet.replace('<row r="1">', '<row r="99999999">'),
      sheet.replace('<c t="inlineStr">', '<c t="s"><v>9</v>'),
      `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`,
    ];
    for (const one of bad)
      expect(await fault(read(packed({ ...parts, 'xl/worksheets/sheet1.xml': one })))).toBe('sheet-damaged');
  });

  test('a bomb: declared, lying about its size, of many files, of too many columns and rows', async () => {
    const parts = workbookParts(row('甲'));
    const large = packed(parts);
    expect(await fault(read(large, { inflated: 1000 }))).toBe('sheet-bomb');
    expect(await fault(read(large, { entries: 3 }))).toBe('sheet-bomb');
    const lines = Array.from({ length: 300 }, (_, index) => `<row r="${index + 1}"><c><v>1</v></c></row>`).join('');
    const known = [column('n', '1')];
    const many = async () =>
      all((await readTable(bufferSource(packed(workbookParts(lines))), known, { limits: { rows: 200 } })).rows);
    expect(await fault(many())).toBe('sheet-too-many-rows');
    const wide = packed(workbookParts('<row r="1"><c r="XFD1"><v>1</v></c></row>'));
    expect(await fault(read(wide))).toBe('sheet-too-many-columns');
  });

  test('texts that are there once and shown everywhere, and rows without end', async () => {
    const strings = `<si><t>${'甲'.repeat(32_000)}</t></si>`;
    const cells = Array.from({ length: 900 }, (_, index) => `<row r="${index + 1}"><c t="s"><v>0</v></c></row>`);
    expect(await fault(read(packed(workbookParts(cells.join(''), { strings }))))).toBe('sheet-bomb');
    const again = '<row r="1"><c><v>1</v></c></row>'.repeat(2);
    expect(await fault(read(packed(workbookParts(again))))).toBe('sheet-damaged');
    expect(await fault(read(packed(workbookParts(row('x'.repeat(40_000))))))).toBe('sheet-damaged');
  });

  test('what unpacks to more than its directory says is not unpacked', async () => {
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    const honest = lying(bomb, 64 * 1024 * 1024);
    const liar = lying(bomb, 2000);
    expect(await fault(read(honest))).toBe('sheet-bomb');
    const before = process.memoryUsage().rss;
    expect(await fault(read(liar))).toBe('sheet-bomb');
    expect(process.memoryUsage().rss - before).toBeLessThan(48 * 1024 * 1024);
  });

  test.each([
    ['', 'sheet-empty'],
    ['\n\n', 'sheet-empty'],
    ['PK\x03\x04 and no more', 'sheet-damaged'],
    ['<html><table></table></html>', 'sheet-not-a-workbook'],
    ['{"a":1}', 'sheet-not-a-workbook'],
    ['%PDF-1.7', 'sheet-not-a-workbook'],
    ['\x89PNG\r\n\x1a\n\x00\x00', 'sheet-not-a-workbook'],
    ['a,"b\nc', 'sheet-open-quote'],
    ['名称,\xff\xff\xff', 'sheet-encoding'],
  ])('%j', async (content, code) => expect(await fault(read(Buffer.from(content, 'latin1')))).toBe(code));

  test('a table without its headings, and with one of them twice', async () => {
    const table = (text: string) => readTable(bufferSource(Buffer.from(text)), roster);
    expect(await fault(table('甲,乙\n1,2\n'))).toBe('sheet-no-heading');
    expect(await fault(table('单位名称,所属地区,单位名称\n1,2,3\n'))).toBe('sheet-doubled-heading');
  });
});

/** A workbook whose sheet says that it unpacks to so many bytes. */
function lying(deflated: Buffer, bytes: number): Buffer {
  const archive = packed({ ...workbookParts(''), 'xl/worksheets/sheet1.xml': deflated });
  const name = 'xl/worksheets/sheet1.xml';
  const at = archive.lastIndexOf(name) - 46;
  archive.writeUInt16LE(8, at + 10);
  archive.writeUInt32LE(bytes, at + 24);
  return archive;
}
