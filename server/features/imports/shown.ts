import { isPersonalNumber, personalNumbers } from '../../../shared/rules/masking.ts';
import type { RawCell } from '../../../shared/rules/rawCell.ts';
import { typedCode, typedPhone, typedText } from '../../../shared/rules/typed.ts';
import type { GivenRow, ImportColumn, RowErrors } from './kind.ts';

/** How the text of a record reads when it comes back from a file that nobody has edited. */
function readBack({ key, kind }: ImportColumn, text: string): (string | null | undefined)[] {
  const masked = isPersonalNumber(key) ? [typedText(personalNumbers[key](text)).value] : [];
  if (kind === 'phone') return [typedPhone(text).value, typedText(text).value, ...masked];
  const read = kind === 'code' ? typedCode(text).value : typedText(text).value;
  // In a CSV file an apostrophe before what looks like a formula is taken for the mark that we write ourselves.
  return [...masked, read, read?.replace(/^'(?=[=+\-@\t\n＝＋－＠])/, '')];
}

/**
 * Where a cell says no more than what the record has, the record's own value stays: a number that was masked when it
 * was exported, a list with its separators, line breaks and spaces as office programs keep them.
 */
export function keepWhatIsShown(
  { given, errors }: GivenRow & { errors: RowErrors },
  values: Record<string, unknown>,
  { columns, cellOf }: { columns: readonly ImportColumn[]; cellOf: (key: string) => RawCell },
): void {
  for (const column of columns) {
    const { key, kind } = column;
    const own = values[key];
    const text = Array.isArray(own) ? own.join('；') : own;
    if (typeof text !== 'string' || !['text', 'code', 'phone'].includes(kind)) continue;
    const shown = [text, ...readBack(column, text)];
    // As it was read, and as it stands there: a masked number can't be read as one.
    const cells = [given[key], typedText(cellOf(key)).value];
    if (!cells.some((cell) => typeof cell === 'string' && shown.includes(cell))) continue;
    given[key] = own;
    delete errors[key];
  }
}
