import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { KnownColumn } from '../../shared/rules/headings.ts';
import { csv, xlsx, type Cell, type SheetColumn } from '../../server/sheets/index.ts';
import { annotate, bufferSource, readSheet, readTable, type RowNote } from '../../server/sheets/read/index.ts';
import { template } from '../../server/sheets/template/index.ts';
import { allRows, packed, whole, workbookParts } from '../support/parts.ts';
import { unzip } from '../support/zip.ts';
import { fc } from '../support/property.ts';

const read = (content: Buffer) => allRows(readSheet(bufferSource(content)));
const fixture = (name: string) => readFile(path.join(import.meta.dirname, '../fixtures/sheets', name));

async function opened(content: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(content as unknown as ArrayBuffer);
  return book;
}

describe('round trips', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((value) => value.trim() !== '' && !/\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(value));
  const day = fc.integer({ min: 1, max: 60_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
  const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000));
  const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
  const record = fc.tuple(
    text,
    optional(fc.oneof(text, fc.constantFrom('=1+1', '-x', "'=1", '@a', 'a,"b"\nc'))),
    optional(fc.double({ noNaN: true, min: -1e12, max: 1e12 })),
    optional(day),
    optional(instant),
  );
  const kinds = ['text', 'text', 'number', 'day', 'instant'] as const;
  const columns: SheetColumn[] = kinds.map((kind, index) => ({ heading: `列${index}`, kind, width: 10 }));
  const wall = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19);
  const heads = { row: 1, cells: columns.map(({ heading }) => heading) };
  const trimmed = (cells: (string | number | null)[]) =>
    cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1);

  test('our workbooks hold what they were given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 8 }), async (records) => {
        const content = await whole(xlsx([{ name: 'A', columns, rows: [records as Cell[][]] }]));
        const expected = records.map(([a, b, c, d, e], index) => ({
          row: index + 2,
          cells: trimmed([a, b, c === 0 ? 0 : c, d, e && wall(e)]),
        }));
        expect(await read(content)).toEqual([heads, ...expected]);
      }),
      { numRuns: 60 },
    );
  });

  test('our CSV files do, as text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 8 }), async (records) => {
        const content = await whole(csv({ columns, rows: [records as Cell[][]] }));
        const expected = records.map(([a, b, c, d, e], index) => ({
          row: index + 2,
          cells: trimmed([a, b, c === null ? null : String(c), d, e && wall(e).replace('T', ' ')]),
        }));
        expect(await read(content)).toEqual([heads, ...expected]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is wrong in a file', () => {
  const noted = (content: Buffer, notes: Record<number, RowNote>, headingRow: number) =>
    whole(
      annotate(bufferSource(content), new Map(Object.entries(notes).map(([row, note]) => [Number(row), note])), {
        heading: '错误说明',
        headingRow,
      }),
    );

  test('stands in a last column of the same workbook; cells at fault have a fill; the rest is as it was', async () => {
    const content = await fixture('roster.xlsx');
    const before = await read(content);
    const text = '会员数：“<&>”不是数字。\n=1+1';
    const mended = await noted(
      content,
      { 5: { text, places: [0, 3, 20] }, 8: { text: '单位名称：必填。', places: [0] } },
      4,
    );
    const after = await read(mended);
    const notes: Record<number, string> = { 4: '错误说明', 5: text, 8: '单位名称：必填。' };
    expect(after).toEqual(
      before.map(({ row, cells }) => ({
        row,
        cells: notes[row] ? [...Array.from({ length: 9 }, (_, place) => cells[place] ?? null), notes[row]] : cells,
      })),
    );
    const sheet = (await opened(mended)).worksheets[0]!;
    const fills = ['A5', 'B5', 'D5', 'U5', 'J5', 'A7', 'A8'].map((place) =>
      JSON.stringify(sheet.getCell(place).fill ?? '').includes('FDEFC8'),
    );
    expect(fills).toEqual([true, false, true, true, true, false, true]);
    expect(sheet.getCell('E5').numFmt).toBe('yyyy年m月d日');
    const [was, is] = [unzip(content), unzip(mended)];
    const changed = Object.keys(was).filter((name) => !was[name]!.equals(is[name]!));
    expect([Object.keys(is).sort(), changed.sort()]).toEqual([
      Object.keys(was).sort(),
      ['xl/styles.xml', 'xl/worksheets/sheet1.xml'],
    ]);
  });

  test('takes the place of what was wrong the time before', async () => {
    const first = await noted(
      await fixture('roster.xlsx'),
      { 5: { text: '甲', places: [0] }, 7: { text: '乙', places: [] } },
      4,
    );
    const second = await read(await noted(first, { 7: { text: '丙', places: [1] } }, 4));
    expect(second.map(({ cells }) => cells[9] ?? null)).toEqual([null, null, '错误说明', null, '丙', null]);
    expect(second[3]!.cells).toHaveLength(9);
  });

  test('in workbooks with prefixes, with spans, without columns, places or styles', async () => {
    const parts = workbookParts('');
    const sheet =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row spans="1:2"><x:c t="inlineStr"><x:is><x:t>名称</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row><x:row/><x:row><x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const mended = await noted(
      packed({ ...parts, 'xl/worksheets/sheet1.xml': sheet }),
      { 3: { text: '丁', places: [0] } },
      1,
    );
    expect(await read(mended)).toEqual([
      { row: 1, cells: ['名称', 1, '错误说明'] },
      { row: 3, cells: [3, null, '丁'] },
    ]);
    expect(unzip(mended)['xl/worksheets/sheet1.xml']!.toString()).not.toContain('spans');
  });

  test('a CSV file comes back in UTF-8, whatever it was written in', async () => {
    const mended = await noted(await fixture('gb18030.csv'), { 7: { text: '=甲', places: [0] } }, 4);
    expect(mended.subarray(0, 3)).toEqual(Buffer.from('\ufeff'));
    const rows = await read(mended);
    expect(rows.map(({ row }) => row)).toEqual([1, 3, 4, 5, 7, 8]);
    expect(rows.map(({ cells }) => cells[9] ?? null)).toEqual([null, null, '错误说明', null, '=甲', null]);
    expect(rows[3]!.cells[8]).toBe('第一行\n第二行');
  });
});

describe('the template', () => {
  const asked = {
    title: '基层工会/导入',
    language: 'zh' as const,
    notes: ['每次最多 200,000 行。'],
    columns: [
      { heading: '单位名称', kind: 'text' as const, required: true, example: '甲公司工会', width: 30, note: '全称' },
      {
        heading: '所属组织',
        kind: 'text' as const,
        width: 20,
        choices: Array.from({ length: 400 }, (_, n) => `街道${n}, "<&>"`),
      },
      { heading: '职工人数', kind: 'number' as const, example: 120, width: 10 },
      { heading: '成立日期', kind: 'day' as const, example: '2019-05-06', width: 12 },
      { heading: '月份', kind: 'month' as const, example: '2026-09', width: 12 },
    ],
  };

  test('has drop-down lists, remarks, formats, instructions and a frozen head', async () => {
    const book = await opened(await template(asked));
    expect(book.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ['基层工会 导入', 'visible'],
      ['填写说明', 'visible'],
      ['选项', 'hidden'],
    ]);
    const sheet = book.worksheets[0]!;
    expect(sheet.getCell('B500').dataValidation).toMatchObject({ type: 'list', formulae: ["'选项'!$A$1:$A$400"] });
    expect(book.worksheets[2]!.getCell('A400').value).toBe('街道399, "<&>"');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(JSON.stringify(sheet.getCell('A1').note)).toContain('全称；文本');
    expect([sheet.getCell('A1').value, sheet.getCell('B1').value]).toEqual(['*单位名称', '所属组织']);
    expect(sheet.getColumn(1).numFmt).toBe('@');
    expect(JSON.stringify(book.worksheets[1]!.getSheetValues())).toContain('每次最多 200,000 行。');
  });

  test('its example is never imported, and what is filled in is', async () => {
    const known: KnownColumn[] = asked.columns.map(({ heading }) => ({
      key: heading,
      heading: { zh: heading, en: heading },
      synonyms: [],
    }));
    const content = await template(asked);
    const table = await readTable(bufferSource(content), known);
    expect([...table.headings.places.keys()]).toEqual(asked.columns.map(({ heading }) => heading));
    expect(await allRows(table.rows)).toEqual([]);

    const book = await opened(content);
    book.worksheets[0]!.getRow(3).values = ['乙工会', '街道1', 7, new Date('2026-09-01'), new Date('2026-09-01')];
    const filled = Buffer.from(await book.xlsx.writeBuffer());
    expect(await allRows((await readTable(bufferSource(filled), known)).rows)).toEqual([
      { row: 3, cells: ['乙工会', '街道1', 7, '2026-09-01', '2026-09-01'] },
    ]);
  });
});
