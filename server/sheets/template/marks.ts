import type { RawCell } from '../../../shared/rules/rawCell.ts';
import type { Language } from '../../../shared/words.ts';

/** With this the first cell of a template's example row begins; such a row is never imported. */
export const exampleMark: Record<Language, string> = { zh: '示例：', en: 'Example: ' };

export function isExample(cells: readonly RawCell[]): boolean {
  const first = cells.find((cell) => cell !== null);
  return typeof first === 'string' && /^\s*(示例|例|example)\s*[:：]/i.test(first);
}

/** Sheets beside the table that our own files have: they say what the file is. */
export const asideSheets = ['导出说明', '填写说明', '说明', 'About', 'Instructions'];
