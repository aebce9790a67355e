import ExcelJS from 'exceljs';
import type { Export } from '../../shared/exports.ts';
import type { Client } from './client.ts';
import { until } from './world.ts';

/** Orders an export and waits until it is made, or has failed. */
export async function exported(person: Client, body: object): Promise<Export> {
  const order = await person.post<Export>('/exports', body);
  if (order.status !== 201) throw new Error(JSON.stringify(order.body));
  return settled(person, order.body.id);
}

export function settled(person: Client, id: string): Promise<Export> {
  return until(async () => {
    const { body } = await person.get<Export>(`/exports/${id}`);
    return body.status === 'done' || body.status === 'failed' ? body : null;
  });
}

/** The file of an export, read by a program that is not the one that wrote it. */
export async function workbook(person: Client, { id }: Pick<Export, 'id'>): Promise<ExcelJS.Workbook> {
  const { body } = await person.get<Buffer>(`/exports/${id}/content`);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(body as unknown as ArrayBuffer);
  return book;
}

/** The rows of a sheet below its headings, as records by heading. */
export function recordsOf(sheet: ExcelJS.Worksheet, head = 1): Record<string, ExcelJS.CellValue>[] {
  const headings = cellsOf(sheet, head);
  const records: Record<string, ExcelJS.CellValue>[] = [];
  for (let row = head + 1; row <= sheet.rowCount; row += 1) {
    const cells = cellsOf(sheet, row);
    records.push(Object.fromEntries(headings.map((heading, index) => [String(heading), cells[index] ?? null])));
  }
  return records;
}

export const cellsOf = (sheet: ExcelJS.Worksheet, row: number): ExcelJS.CellValue[] =>
  (sheet.getRow(row).values as ExcelJS.CellValue[]).slice(1);
