import type { z } from 'zod';
import type { Resource } from '../../../shared/permissions.ts';
import { wordFor, type Language, type Word, type words } from '../../../shared/words.ts';
import { w } from '../../../shared/words/word.ts';
import type { Ctx } from '../../ctx.ts';
import type { ListSpec } from '../../db/page.ts';
import type { Cell, CellKind } from '../../sheets/index.ts';
import type { Places } from './places.ts';

/** What a cell may need to know beside its record. */
export type Telling = { language: Language; places: Places };

export type ExportColumn<R> = {
  /** The field it tells of. */
  source: string;
  heading: Word;
  kind: CellKind;
  width: number;
  value: (record: R, telling: Telling) => Cell;
  /** The words of a column whose field holds keys, for telling a filter. */
  group?: keyof typeof words;
};

/** How one list becomes a table: which list it is, and its columns. */
export type ListExport<Row extends object, R> = {
  resource: Resource;
  list: ListSpec<Row>;
  filter: z.ZodType<Record<string, unknown>>;
  /** Rows as the reader may see them. */
  records: (ctx: Ctx, rows: Row[]) => Promise<R[]> | R[];
  columns: readonly ExportColumn<R>[];
  /** Columns that a filter brings, such as the questions of one campaign; they stand before the identity. */
  columnsFor?: (ctx: Ctx, filter: Record<string, unknown>) => Promise<ExportColumn<R>[]>;
  /** Names of filters that are no columns. */
  filterWords?: Record<string, Word>;
};

type Field<R> = keyof R & string;
const get = (record: unknown, source: string): unknown => (record as Record<string, unknown>)[source];

const plain =
  (kind: CellKind, usual: number) =>
  <R>(source: Field<R>, heading: Word, width = usual): ExportColumn<R> => ({
    source,
    heading,
    kind,
    width,
    value: (record) => get(record, source) as Cell,
  });

export const text = plain('text', 16);
export const number = plain('number', 10);
export const rate = plain('rate', 9);
export const day = plain('day', 12);
export const instant = plain('instant', 17);

/** A key of the record as the word of its group. */
export const word = <R>(source: Field<R>, heading: Word, group: keyof typeof words, width = 12): ExportColumn<R> => ({
  source,
  heading,
  kind: 'text',
  width,
  group,
  value: (record, { language }) => {
    const key = get(record, source);
    return typeof key === 'string' ? wordFor(group, key, language) : null;
  },
});

export const yesNo = (value: unknown, language: Language): string | null =>
  typeof value === 'boolean' ? wordFor('answer', value ? 'yes' : 'no', language) : null;

export const flag = <R>(source: Field<R>, heading: Word, width = 8): ExportColumn<R> => ({
  source,
  heading,
  kind: 'text',
  width,
  value: (record, { language }) => yesNo(get(record, source), language),
});

/** A column of its own making. */
export const made = <R>(
  source: string,
  heading: Word,
  value: ExportColumn<R>['value'],
  { kind = 'text', width = 12 }: { kind?: CellKind; width?: number } = {},
): ExportColumn<R> => ({ source, heading, kind, width, value });

type Placed = { orgCode: string };

/** Where a record belongs: the name, and the way to it. */
export const placed = <R extends Placed>(heading = w('所属地区', 'Area')): ExportColumn<R>[] => [
  made('orgCode', heading, (record, { places }) => places.name(record.orgCode), { width: 14 }),
  made('orgPath', w('组织路径', 'Path'), (record, { places }) => places.path(record.orgCode), { width: 32 }),
];

/** By what a row is known again when it comes back edited: narrow, at the end. */
export const identity = <R extends { id: string; version: number }>(): ExportColumn<R>[] => [
  instant<R & { updatedAt: string }>('updatedAt', w('更新时间', 'Changed at')) as ExportColumn<R>,
  made('id', w('编号', 'Id'), ({ id }) => id, { width: 6 }),
  made('version', w('版本', 'Version'), ({ version }) => version, { kind: 'number', width: 6 }),
];
