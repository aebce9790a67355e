import { v7 as uuid } from 'uuid';
import { faultsOf, type Fault } from '../../../shared/faults.ts';
import type { ImportOutcome } from '../../../shared/imports.ts';
import type { MessageCode } from '../../../shared/messages.ts';
import type { RawCell, RawRow, Typed } from '../../../shared/rules/rawCell.ts';
import {
  shownCell,
  typedChoice,
  typedCode,
  typedDay,
  typedFlag,
  typedMonth,
  typedNumber,
  typedPhone,
  typedText,
} from '../../../shared/rules/typed.ts';
import { w } from '../../../shared/words/word.ts';
import type { Ctx } from '../../ctx.ts';
import { storable } from '../../db/storable.ts';
import type { Choice, GivenRow, ImportColumn, ImportParams, RowErrors, ValidRow } from './kind.ts';
import type { AnyKind } from './kinds/index.ts';
import type { OwnPlaces } from './places.ts';
import { keepWhatIsShown } from './shown.ts';

/** By what an exported row is known again. */
export const identityColumns: ImportColumn[] = [
  { key: 'id', heading: w('编号', 'Id'), synonyms: [], kind: 'text', width: 6, hidden: true },
  { key: 'version', heading: w('版本', 'Version'), synonyms: [], kind: 'number', width: 6, hidden: true },
];

/** A cell at fault as it is kept: what it is called in the file, what stands in it, and what is wrong. */
export type KeptError = { column: string; heading: string; value: string; fault: Fault };

export type ComparedRow = {
  row: number;
  outcome: ImportOutcome;
  label: string;
  /** Of a new record the id that it will take. */
  targetId: string | null;
  targetVersion: number | null;
  values: Record<string, unknown> | null;
  /** Null for a new record: everything is new. */
  changes: Record<string, [unknown, unknown]> | null;
  errors: KeptError[] | null;
};

const readers: Record<Exclude<ImportColumn['kind'], 'choice' | 'organisation'>, (cell: RawCell) => Typed<unknown>> = {
  text: typedText,
  code: typedCode,
  phone: typedPhone,
  number: typedNumber,
  day: typedDay,
  month: typedMonth,
  flag: typedFlag,
};

const offered = (choices: readonly Choice[]): Choice[] =>
  choices.filter(({ value }, index) => choices.findIndex((one) => one.value === value) === index);

function typed({ kind, choices }: ImportColumn, cell: RawCell): Typed<unknown> {
  if (kind === 'choice') {
    const read = typedChoice(cell, choices ?? []);
    // Both languages are read; the words of the reader's own are told.
    return read.fault?.code === 'not-a-choice' ? typedChoice(cell, offered(choices ?? [])) : read;
  }
  return kind === 'organisation' ? typedText(cell) : readers[kind](cell);
}

/** Of a value that is there and is not of the type of its field: 3.5 people. */
function wrongType(value: unknown): MessageCode {
  if (value === undefined) return 'required';
  return typeof value === 'number' && !Number.isInteger(value) ? 'import-not-whole' : 'invalid-value';
}

const anId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

type Source = {
  kind: AnyKind;
  params: ImportParams;
  columns: readonly ImportColumn[];
  /** Key of the column → place in the row, from 0. */
  places: ReadonlyMap<string, number>;
  /** What the file calls its columns, by place. */
  headings: readonly RawCell[];
  organisations: OwnPlaces;
};

/** A heading without the star that marks what must be filled in. */
const bare = (heading: string) => heading.replace(/^\s*[*＊]\s*|\s*[*＊]\s*$/g, '');

type Draft = GivenRow & { errors: RowErrors; cells: readonly RawCell[] };

/** Compares the rows of a file with what is there, batch by batch; knows the keys of all rows before. */
export function comparison(source: Source) {
  const { kind, params, columns, places, headings, organisations } = source;
  const present = columns.filter(({ key }) => places.has(key));
  const keys = new Set(columns.map(({ key }) => key));
  const seen = new Map<string, number>();

  function draft({ row, cells: raw }: RawRow): Draft {
    const cells = raw.map((cell) => (typeof cell === 'string' ? storable(cell) : cell));
    const errors: RowErrors = {};
    const given: Record<string, unknown> = {};
    for (const column of present) {
      const { value, fault } = typed(column, cells[places.get(column.key)!] ?? null);
      if (fault) errors[column.key] = fault;
      else given[column.key] = value;
    }
    const { id: givenId = null, version: givenVersion = null, orgPath = null, ...rest } = given;
    const id = givenId === null ? null : String(givenId).toLowerCase();
    if (id !== null && !anId.test(id)) errors['id'] = 'import-unknown-id';
    if (places.has('orgCode') || places.has('orgPath')) {
      const place = organisations.resolve((rest['orgCode'] as string | undefined) ?? null, orgPath as string | null);
      delete rest['orgCode'];
      if (place.fault) errors[place.at ?? 'orgCode'] ??= place.fault;
      else if (!errors['orgCode']) rest['orgCode'] = place.code;
    }
    const known = id !== null && !errors['id'];
    return { row, cells, errors, given: rest, id: known ? id : null, version: known ? (givenVersion as number) : null };
  }

  /** What is there with what is given over it; an empty cell empties the field, or leaves a new record its default. */
  function body({ given }: GivenRow, there: object | null): Record<string, unknown> {
    const all = { ...there, ...given };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));
  }

  function unique(row: ValidRow<Record<string, unknown>>): RowErrors {
    const natural = kind.naturalKey(row.values);
    const marks = [...(natural === null ? [] : [`=${natural}`]), ...(row.found ? [`#${row.found.id}`] : [])];
    for (const mark of marks) {
      const before = seen.get(mark);
      if (before !== undefined) return { '': { code: 'import-not-unique', params: { row: before } } };
    }
    for (const mark of marks) seen.set(mark, row.row);
    return {};
  }

  function faulty({ row, cells, given, errors }: Draft): ComparedRow {
    const kept = Object.entries(errors).map(([column, fault]): KeptError => {
      const place = places.get(column);
      return {
        column: keys.has(column) || column === 'id' || column === 'version' ? column : '',
        heading: place === undefined ? '' : bare(shownCell(headings[place] ?? null)),
        value: place === undefined ? '' : shownCell(cells[place] ?? null),
        fault: typeof fault === 'string' ? { code: fault } : fault,
      };
    });
    const label = kind.label(given).slice(0, 200);
    const nothing = { targetId: null, targetVersion: null, values: null, changes: null };
    return { row, outcome: 'error', label, ...nothing, errors: kept };
  }

  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

  function outcome(row: ValidRow<Record<string, unknown>>): ComparedRow {
    const { found, values } = row;
    const label = kind.label(values).slice(0, 200);
    const whole = { row: row.row, label, values, errors: null };
    if (!found) return { ...whole, outcome: 'create', targetId: uuid(), targetVersion: null, changes: null };
    const changed = (kind.fieldsOf?.(columns) ?? kind.fields).filter(
      (field) => !same(found.values[field], values[field]),
    );
    const target = { targetId: found.id, targetVersion: found.version };
    if (changed.length === 0) return { ...whole, ...target, outcome: 'unchanged', values: null, changes: null };
    const changes = Object.fromEntries(
      changed.map((field) => [field, [found.values[field] ?? null, values[field] ?? null] as [unknown, unknown]]),
    );
    return { ...whole, ...target, outcome: 'update', changes };
  }

  return async (ctx: Ctx, rows: readonly RawRow[]): Promise<ComparedRow[]> => {
    const drafts = rows.map(draft);
    const matches = await kind.match(ctx, drafts, params);
    const valid: ValidRow<Record<string, unknown>>[] = [];
    drafts.forEach((one, index) => {
      const { found, errors = {} } = matches[index]!;
      if (found) {
        const cellOf = (key: string) => one.cells[places.get(key)!] ?? null;
        keepWhatIsShown(one, found.values, { columns: present, cellOf });
      }
      Object.assign(one.errors, errors);
      const whole = body(one, found?.values ?? null);
      const result = kind.schema.safeParse(whole, { reportInput: true });
      if (!result.success) {
        for (const [path, fault] of Object.entries(faultsOf(result.error))) {
          const field = path.split('.')[0]!;
          const told = fault.code === 'required' ? wrongType(whole[field]) : fault;
          one.errors[keys.has(field) ? field : ''] ??= told;
        }
      } else if (Object.keys(one.errors).length === 0) {
        valid.push({ ...one, values: result.data, found });
      }
    });
    const checks = (await kind.check?.(ctx, valid, params)) ?? [];
    const byRow = new Map(drafts.map((one) => [one.row, one]));
    const compared = new Map<number, ComparedRow>();
    valid.forEach((row, index) => {
      const errors = { ...checks[index] };
      if (Object.keys(errors).length === 0) Object.assign(errors, unique(row));
      const become = outcome(row);
      // A file that says what is there already is up to date, however old it is.
      const old = become.outcome === 'update' && row.version !== null && row.version !== row.found!.version;
      if (old) errors[''] ??= 'import-changed-since-export';
      if (Object.keys(errors).length > 0) byRow.get(row.row)!.errors = errors;
      else compared.set(row.row, become);
    });
    return drafts.map((one) => compared.get(one.row) ?? faulty(one));
  };
}
