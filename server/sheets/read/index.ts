export { annotate, annotatedName, type AnnotateOptions, type RowNote } from '../annotate/index.ts';
export { SheetError, type SheetFaultCode } from './fault.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { bufferSource, fileSource, type Source } from './source.ts';
export { readSheet, readTable, type ReadOptions, type ReadTable } from './table.ts';
export type { RawCell, RawRow, Typed } from '../../../shared/rules/rawCell.ts';
