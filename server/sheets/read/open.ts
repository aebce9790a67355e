import type { RawRow } from '../../../shared/rules/rawCell.ts';
import { asideSheets } from '../template/marks.ts';
import { openArchive, type Archive, type Part } from './archive.ts';
import { Cutter, fieldText, separatorOf, type Line } from './delimited.ts';
import { encodingOf, textOf } from './encoding.ts';
import { SheetError } from './fault.ts';
import { readLooks } from './formats.ts';
import type { Limits } from './limits.ts';
import { bytesOf, type Source } from './source.ts';
import { readStrings } from './strings.ts';
import { readWorkbook } from './workbook.ts';
import { worksheetRows } from './worksheet.ts';

/** `part` is where a worksheet lies in its archive; a CSV file has neither. */
export type OpenSheet = { name: string; part?: Part; rows(): AsyncGenerator<RawRow[]> };
type Options = { filename?: string; limits: Limits };

export type Format = 'xlsx' | 'csv';

/** Which of the two a file is, by its first bytes; throws for everything else, and says what it seems to be. */
export async function formatOf(source: Source, filename = ''): Promise<Format> {
  const head = await bytesOf(source, 0, 8);
  if (head.length === 0) throw new SheetError('sheet-empty');
  const begins = head.toString('latin1');
  if (begins.startsWith('PK\x03\x04')) return 'xlsx';
  if (begins.startsWith('PK')) throw new SheetError('sheet-damaged');
  if (begins === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') throw new SheetError(await compoundFault(source, filename));
  if (/^\s*(\xef\xbb\xbf)?[<{%]/.test(begins)) throw new SheetError('sheet-not-a-workbook');
  return 'csv';
}

/** In Microsoft's container lie old workbooks, and new ones under a password: its directory names what is in it. */
async function compoundFault(source: Source, filename: string): Promise<'sheet-password' | 'sheet-old-format'> {
  const head = await bytesOf(source, 0, 512);
  if (head.length < 52) return 'sheet-old-format';
  const sector = 2 ** Math.min(16, head.readUInt16LE(30));
  const directory = await bytesOf(source, (head.readUInt32LE(48) + 1) * sector, (head.readUInt32LE(48) + 9) * sector);
  const names = directory.toString('utf16le');
  if (/EncryptedPackage|EncryptionInfo/.test(names)) return 'sheet-password';
  return /Workbook|Book/.test(names) || !/\.xls[xm]$/i.test(filename) ? 'sheet-old-format' : 'sheet-password';
}

/** What can be read of a file, sheets that only explain the others last. Throws `SheetError`. */
export async function openSheets(source: Source, { filename, limits }: Options): Promise<OpenSheet[]> {
  if ((await formatOf(source, filename)) === 'csv') {
    return [{ name: '', rows: () => delimitedRows(source, limits) }];
  }
  return workbookSheets(await openArchive(source, limits), limits);
}

export async function workbookSheets(archive: Archive, limits: Limits): Promise<OpenSheet[]> {
  const { sheets, strings, styles, since1904 } = await readWorkbook(archive);
  const looks = await readLooks(archive, styles);
  const context = { strings: await readStrings(archive, strings), looks, since1904 };
  const isAside = ({ name }: { name: string }) => asideSheets.includes(name.trim());
  return [...sheets.filter((sheet) => !isAside(sheet)), ...sheets.filter(isAside)].map(({ name, part }) => ({
    name,
    part,
    rows: () => worksheetRows(archive, part, limits, context),
  }));
}

/** The lines of a CSV file, as they are cut. */
export async function* delimitedLines(source: Source): AsyncGenerator<Line[]> {
  let cutter: Cutter | undefined;
  for await (const chunk of textOf(source, await encodingOf(source))) {
    if (chunk.length === 0) continue;
    cutter ??= new Cutter(separatorOf(chunk));
    yield cutter.write(chunk);
  }
  if (cutter) yield cutter.write(Buffer.alloc(0), true);
}

async function* delimitedRows(source: Source, limits: Limits): AsyncGenerator<RawRow[]> {
  for await (const lines of delimitedLines(source)) {
    const rows: RawRow[] = [];
    for (const { row, fields } of lines) {
      if (row === 1 && /^sep=/i.test(fields[0]!)) continue;
      let length = fields.length;
      while (length > 0 && fields[length - 1]!.trim() === '') length -= 1;
      if (length > limits.columns) throw new SheetError('sheet-too-many-columns', { maximum: limits.columns });
      if (length === 0) continue;
      rows.push({
        row,
        cells: fields.slice(0, length).map((field) => (field.trim() === '' ? null : fieldText(field))),
      });
    }
    if (rows.length > 0) yield rows;
  }
}
