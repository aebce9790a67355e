import { sealedWith, type Cipher } from '../cipher.ts';

/** A column that holds sealed text. Bound to its place, with `perRow` to its row too: `table.column/id`. */
export type SealedColumn = {
  table: string;
  column: string;
  /** Its name in the rows of `scoped` and `page`, which open and seal it; left out where a service does. */
  property?: string;
  perRow?: true;
  /** The column with the row's id, where that is not `id`. */
  key?: string;
  /** Of type jsonb: the sealed text stands in it as a string. */
  json?: true;
};

/** Everything that is sealed at rest; `npm run rekey` seals anew what stands here. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'unions', column: 'certificate_no', property: 'certificateNo' },
  { table: 'unions', column: 'chair_phone', property: 'chairPhone' },
  { table: 'enterprises', column: 'contact_phone', property: 'contactPhone' },
  { table: 'organisations', column: 'contact_phone', property: 'contactPhone' },
  { table: 'second_factors', column: 'secret', perRow: true, key: 'user_id' },
  { table: 'identity_providers', column: 'client_secret', perRow: true },
  // Copies of whole records, for a while.
  { table: 'idempotency_keys', column: 'answer', json: true },
  { table: 'import_rows', column: 'values', json: true },
  { table: 'import_rows', column: 'changes', json: true },
  { table: 'import_rows', column: 'errors', json: true },
];

/** What a sealed text is bound to. */
export const placeOf = ({ table, column, perRow }: SealedColumn, id?: string): string =>
  `${table}.${column}${perRow ? `/${id}` : ''}`;

const shown = sealedColumns.filter((one) => one.property !== undefined);

/** Whether records show the field out of a sealed column: nothing is sorted by it. */
export const isSealedField = (name: string): boolean => shown.some(({ property }) => property === name);

const byTable = new Map(shown.map(({ table }) => [table, shown.filter((one) => one.table === table)]));

type Keeper = { cipher: Cipher };

function changed(table: string, row: object, change: (text: string, place: string) => string): object {
  const columns = byTable.get(table) ?? [];
  const values = row as Record<string, unknown>;
  const patch = columns.flatMap((column) => {
    const value = values[column.property!];
    return typeof value === 'string' ? [[column.property!, change(value, placeOf(column))]] : [];
  });
  return patch.length > 0 ? { ...row, ...Object.fromEntries(patch) } : row;
}

/** Rows of `table`, by the names of their entity, as they come from the database: with their sealed columns opened. */
export function openRows<Row extends object>({ cipher }: Keeper, table: string, rows: Row[]): Row[] {
  if (!byTable.has(table)) return rows;
  return rows.map((row) => changed(table, row, (text, place) => cipher.open(text, place)) as Row);
}

/** The same on the way in. */
export function sealRow<Row extends object>({ cipher }: Keeper, table: string, row: Row): Row {
  return changed(table, row, (text, place) => cipher.seal(text, place)) as Row;
}

/** A JSON value sealed as a whole: what stands in the column is a string. */
export const sealJson = ({ cipher }: Keeper, place: string, json: string): string => cipher.seal(json, place);

/** What `sealJson` kept, or what was kept before anything was sealed. */
export const openJson = <Value>({ cipher }: Keeper, place: string, kept: unknown): Value =>
  (typeof kept === 'string' && sealedWith(kept) ? JSON.parse(cipher.open(kept, place)) : kept) as Value;
