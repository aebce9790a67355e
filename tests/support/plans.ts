import pg from 'pg';
import { tenancy } from '../../server/db/tenancy.ts';

/** A statement as the server sent it, with the scope and the settings of its transaction. */
export type Sent = { begin: string; text: string; values: unknown[]; address: string };

type Query = { text: string; values?: unknown[] };

/**
 * Notes every statement that this process sends to PostgreSQL from now on, each text once; `at` is told by the test, and
 * says which address is being asked for.
 */
export function recorder() {
  const sent = new Map<string, Sent>();
  const begins = new WeakMap<object, string>();
  const state = { address: '' };
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const original = pg.Client.prototype.query;
  function recording(this: pg.Client, ...given: unknown[]) {
    const [first, second] = given as [string | Query, unknown];
    const text = typeof first === 'string' ? first : first.text;
    if (text.startsWith('BEGIN')) begins.set(this, text);
    if (text.startsWith('set local')) begins.set(this, `${begins.get(this)}; ${text}`);
    const begin = begins.get(this);
    if (begin && state.address !== '' && /^\s*(select|with|insert|update|delete)\b/i.test(text)) {
      const values =
        typeof first === 'string' ? ((Array.isArray(second) ? second : []) as unknown[]) : (first.values ?? []);
      const key = `${text.replace(/\s+/g, ' ')} ${/scope_from = '(.*?)'/.exec(begin)?.[1]?.length}`;
      if (!sent.has(key)) sent.set(key, { begin, text, values, address: state.address });
    }
    return (original as (...all: unknown[]) => unknown).apply(this, given);
  }
  pg.Client.prototype.query = recording as typeof original;
  return {
    at: (address: string) => {
      state.address = address;
    },
    /** Ends the noting, and gives what was noted. */
    stop(): Sent[] {
      pg.Client.prototype.query = original;
      return [...sent.values()];
    },
  };
}

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Node[];
};

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}

/** Tenant tables of more than some rows, and the indexes of a part of a table. */
export type Big = { tables: ReadonlySet<string>; partial: ReadonlySet<string> };

/** A table read from end to end: row by row, or through an index of all its rows without a condition on it. */
function isWhole(node: Node, { tables, partial }: Big): boolean {
  const { 'Node Type': type, 'Relation Name': table = '', 'Index Name': index = '', 'Index Cond': condition } = node;
  if (!tables.has(table)) return false;
  return type === 'Seq Scan' || (type.startsWith('Index') && condition === undefined && !partial.has(index));
}

/**
 * The big tables that the plan of a statement reads from end to end. In a test one province is most of the table, and
 * reading all of that is reading the table: so scans are off, and one that is left is one that no index could replace.
 */
export async function scannedBy(client: pg.Client, { begin, text, values }: Sent, big: Big): Promise<string[]> {
  await client.query(`${begin}; set local enable_seqscan = off`);
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Node }[] }>(
      begin.includes('force_generic_plan')
        ? `explain (format json, generic_plan) ${text}`
        : { text: `explain (format json) ${text}`, values },
    );
    const nodes = [...nodesOf(rows[0]!['QUERY PLAN'][0]!.Plan)];
    return nodes.filter((node) => isWhole(node, big)).map((node) => node['Relation Name']!);
  } finally {
    await client.query('rollback');
  }
}

/** What holds more than so many rows, as the planner knows. */
export async function bigTables(owner: pg.Client, rows: number): Promise<Big> {
  const tables = await owner.query<{ name: string }>(
    'select relname as name from pg_class where reltuples > $1 and relname = any($2)',
    [rows, Object.keys(tenancy)],
  );
  const partial = await owner.query<{ name: string }>(
    'select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where i.indpred is not null',
  );
  const names = (found: { rows: { name: string }[] }) => new Set(found.rows.map(({ name }) => name));
  return { tables: names(tables), partial: names(partial) };
}
