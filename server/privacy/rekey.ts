import pg from 'pg';
import type { Cipher } from '../cipher.ts';
import { placeOf, sealedColumns, type SealedColumn } from '../db/sealed.ts';
import { knownKeys, recogniseKeys, type KnownKey } from './keys.ts';

export type Rekeyed = { table: string; column: string; sealed: number };

type Options = {
  ownerUrl: string;
  cipher: Cipher;
  /** Blocks of 8 KB that one transaction goes through. */
  blocks?: number;
  report?: (done: Rekeyed) => void;
};

const LOCK = 7_031_406;

const quoted = pg.escapeIdentifier;

type Stale = { tid: string; id: string; text: string };

/**
 * Seals with the present key what one column still holds in clear or under an earlier key. Goes through the table block by
 * block, a short transaction for each part, beside a working server: a row that somebody changes meanwhile is sealed by
 * whoever changes it. Rows may move ahead or behind, so it goes on until a whole pass finds nothing.
 */
async function rekeyColumn(
  client: pg.Client,
  column: SealedColumn,
  { cipher, blocks = 2_000 }: Options,
): Promise<number> {
  const [table, name] = [quoted(column.table), quoted(column.column)];
  const text = column.json
    ? `case jsonb_typeof(${name}) when 'string' then ${name} #>> '{}' else ${name}::text end`
    : name;
  const value = column.json ? 'to_jsonb(s.sealed)' : 's.sealed';
  const fresh = `s1.${cipher.keyId}.`;
  const renew = ({ id, text: kept }: Stale) => {
    const place = placeOf(column, id);
    return cipher.seal(cipher.open(kept, place), place);
  };
  let sealed = 0;
  for (let found = -1; found !== 0;) {
    found = 0;
    const { rows } = await client.query<{ pages: number }>(
      `select (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int as pages`,
      [table],
    );
    for (let from = 0; from < rows[0]!.pages; from += blocks) {
      await client.query('begin');
      const part = await client.query<Stale>(
        `select ctid::text as tid, ${column.perRow ? quoted(column.key ?? 'id') : "''"}::text as id, ${text} as text
         from ${table}
         where ctid >= $1::tid and ctid < $2::tid and ${name} is not null and not starts_with(${text}, $3) for update`,
        [`(${from},0)`, `(${from + blocks},0)`, fresh],
      );
      if (part.rows.length > 0) {
        await client.query(
          `update ${table} t set ${name} = ${value} from unnest($1::tid[], $2::text[]) as s (tid, sealed) where t.ctid = s.tid`,
          [part.rows.map(({ tid }) => tid), part.rows.map(renew)],
        );
      }
      await client.query('commit');
      found += part.rows.length;
    }
    sealed += found;
  }
  return sealed;
}

/**
 * Seals everything that `sealedColumns` names with the present key, and forgets the earlier ones. Can be ended at any time
 * and begun again. Throws where a key is missing.
 */
export async function rekey(options: Options): Promise<Rekeyed[]> {
  const { ownerUrl, cipher, report } = options;
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-rekey' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await recogniseKeys(client, cipher);
    const done: Rekeyed[] = [];
    for (const column of sealedColumns) {
      const sealed = await rekeyColumn(client, column, options);
      const line = { table: column.table, column: column.column, sealed };
      done.push(line);
      report?.(line);
    }
    await client.query('begin');
    await client.query('delete from data_keys where key_id <> $1', [cipher.keyId]);
    await client.query('update data_keys set complete_at = now() where key_id = $1', [cipher.keyId]);
    await client.query('commit');
    return done;
  } finally {
    await client.end();
  }
}

/**
 * What a database of an earlier version holds in clear is sealed by the step that migrates it. Another key is put in place
 * of the first by `npm run rekey` alone: until then both are read.
 */
export async function sealFirst(ownerUrl: string, cipher: Cipher): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-rekey' });
  await client.connect();
  let known: KnownKey[];
  try {
    known = (await knownKeys(client)) ?? [];
  } finally {
    await client.end();
  }
  if (known.every(({ keyId, complete }) => keyId === cipher.keyId && !complete)) await rekey({ ownerUrl, cipher });
}
