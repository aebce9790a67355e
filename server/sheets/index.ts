export type { Cell, CellKind, SheetColumn, Table } from './cells.ts';
export { csv } from './csv.ts';
export { xlsx, type Sheet } from './xlsx.ts';
