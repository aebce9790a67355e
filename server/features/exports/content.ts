import { isExportList, type ExportKind } from '../../../shared/exports.ts';
import type { Rectification } from '../../../shared/rectifications.ts';
import { wordFor } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { walk, type WalkQuery } from '../../db/page.ts';
import { csv, xlsx, type Cell, type Sheet, type SheetColumn, type Table } from '../../sheets/index.ts';
import { identity, type ExportColumn, type Telling } from './columns.ts';
import { ledgerColumns, ledgerHead, ledgerItemsOf, summaryOf, type LedgerItem } from './documents.ts';
import type { ExportRow } from './export.entity.ts';
import { filterInWords } from './filterWords.ts';
import { listOf, type AnyList } from './kinds/index.ts';
import { placesOf } from './places.ts';

/** How far the writing has come; whoever reads the rows keeps it. */
export type Counter = { rows: number };

type Asked = Pick<ExportRow, 'kind' | 'format' | 'filter' | 'sort'>;

/** The list that a kind is made of; 汇总表 is made of none. */
export function listBehind(kind: ExportKind): AnyList | null {
  if (kind === 'rectification-ledger') return listOf('rectifications');
  return isExportList(kind) ? listOf(kind) : null;
}

export const walkOf = ({ filter, sort }: Pick<Asked, 'filter' | 'sort'>): WalkQuery => ({
  filter,
  sort: sort && { field: sort[0], descending: sort[1] === 'DESC' },
});

const headOf = <R>(columns: readonly ExportColumn<R>[], { language }: Telling): SheetColumn[] =>
  columns.map(({ heading, kind, width }) => ({ heading: heading[language], kind, width }));

/** Rows that are read and written in one go: few, so that they are forgotten soon and other requests get their turn. */
const PIECE = 200;

/** The rows of a list as cells, piece by piece. */
async function* cellsOf<R extends { orgCode: string }>(
  ctx: Ctx,
  list: AnyList,
  query: WalkQuery,
  { columns, telling, turn }: { columns: readonly ExportColumn<R>[]; telling: Telling; turn: Turn<R> },
): AsyncGenerator<Cell[][]> {
  for await (const rows of walk(ctx, list.list, query, PIECE)) {
    const records = await turn(await list.records(ctx, rows));
    await telling.places.learn(records.map(({ orgCode }) => orgCode));
    yield records.map((record) => columns.map(({ value }) => value(record, telling)));
  }
}

type Turn<R> = (records: readonly { orgCode: string }[]) => Promise<R[]> | R[];

async function* counted(rows: Table['rows'], counter: Counter): AsyncGenerator<Cell[][]> {
  for await (const piece of rows) {
    counter.rows += piece.length;
    yield piece;
  }
}

/** The columns of a list by its filter: what tells a row again stays at the end. */
async function columnsFor(ctx: Ctx, { columns, columnsFor: more }: AnyList, filter: Record<string, unknown>) {
  const own = (await more?.(ctx, filter)) ?? [];
  const end = columns.length - identity().length;
  return [...columns.slice(0, end), ...own, ...columns.slice(end)];
}

/** The table itself: a list, or a finished document. */
async function sheetOf(ctx: Ctx, { kind, filter, sort }: Asked): Promise<Sheet> {
  const name = wordFor('exportKind', kind, ctx.language);
  const list = listBehind(kind);
  if (!list) {
    const { columns, rows, document } = await summaryOf(ctx, filter);
    return { name, columns, rows: [rows], document };
  }
  const telling: Telling = { language: ctx.language, places: placesOf(ctx) };
  const query = walkOf({ filter, sort });
  if (kind !== 'rectification-ledger') {
    const columns = await columnsFor(ctx, list, filter);
    const rows = cellsOf(ctx, list, query, { columns, telling, turn: (records) => [...records] });
    return { name, columns: headOf(columns, telling), rows };
  }
  const toItems = ledgerItemsOf(ctx);
  const turn: Turn<LedgerItem> = (records) => toItems(records as unknown as Rectification[]);
  const rows = cellsOf(ctx, list, query, { columns: ledgerColumns, telling, turn });
  return { name, columns: headOf(ledgerColumns, telling), rows, document: await ledgerHead(ctx) };
}

const about = {
  zh: {
    name: '导出说明',
    what: '内容',
    filter: '筛选条件',
    all: '全部',
    at: '导出时间',
    by: '导出人',
    org: '所属组织',
    rows: '行数',
  },
  en: {
    name: 'About',
    what: 'Contents',
    filter: 'Filter',
    all: 'All',
    at: 'Exported at',
    by: 'Exported by',
    org: 'Organisation',
    rows: 'Rows',
  },
};

/** The second sheet: what was exported, by which filter, when, by whom, and how many rows; read after the first. */
async function* aboutRows(ctx: Ctx, { kind, filter }: Asked, counter: Counter): AsyncGenerator<Cell[][]> {
  const words = about[ctx.language];
  const list = listBehind(kind);
  const places = placesOf(ctx);
  await places.learn([ctx.actor.orgCode]);
  const conditions = await filterInWords(ctx, list ?? listOf('rectifications'), filter);
  const [first = [words.all, '']] = conditions;
  const line = ([label, value]: readonly [string, string]) => (value === '' ? label : `${label}：${value}`);
  yield [
    [words.what, wordFor('exportKind', kind, ctx.language)],
    [words.filter, line(first as [string, string])],
    ...conditions.slice(1).map((condition) => ['', line(condition)]),
    [words.at, shanghai(ctx.now)],
    [words.by, ctx.actor.name],
    [words.org, places.path(ctx.actor.orgCode)],
    [words.rows, String(counter.rows)],
  ];
}

const shanghai = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** The whole file, as it is written; the rows are read in the transaction of `ctx`. */
export async function contentOf(ctx: Ctx, asked: Asked, counter: Counter): Promise<AsyncGenerator<Buffer>> {
  const sheet = await sheetOf(ctx, asked);
  const rows = counted(sheet.rows, counter);
  if (asked.format === 'csv') return csv({ columns: sheet.columns, rows });
  const facts: SheetColumn[] = [
    { heading: '', kind: 'text', width: 14 },
    { heading: '', kind: 'text', width: 80 },
  ];
  return xlsx([
    { ...sheet, rows },
    { name: about[ctx.language].name, columns: facts, rows: aboutRows(ctx, asked, counter), plain: true },
  ]);
}
