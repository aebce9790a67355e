import type pg from 'pg';
import type { Role } from '../../../shared/permissions.ts';
import { ancestorsOf, isAtOrAbove, NATION } from '../../../shared/rules/orgCode.ts';

/** Who reads. */
export type Reader = { id: string; role: Role; orgCode: string; unionId: string | null };

/** Where a row of some table belongs, as its owner sees it; what a table has no column for is null. */
export type Fact = {
  table: string;
  id: string;
  org: string | null;
  union: string | null;
  person: string | null;
  status: string | null;
  addressee: string | null;
  subject: string | null;
  action: string | null;
};

export type Tree = {
  /** All that these rows have been since the tree was opened, the present last; an id that no table had is missing. */
  factsOf(ids: readonly string[]): Promise<Map<string, Fact[]>>;
  /** The same, asked again, because rows change and move. */
  again(ids: readonly string[]): Promise<Map<string, Fact[]>>;
  /** What is known of an id without asking. */
  last(id: string): readonly Fact[];
  /** Every id that was seen, by the noun of its table. */
  known(noun: string): string[];
};

export const personal: ReadonlySet<string> = new Set([
  'tokens',
  'views',
  'exports',
  'imports',
  'uploads',
  'notifications',
]);
const closedToReporters = new Set([
  'reinspections',
  'bulletins',
  'sites',
  'site_reports',
  'enterprises',
  'visits',
  'letters',
  'channels',
  'deliveries',
  'supervisions',
  'reminders',
]);

/** The first of these columns that a table has. */
const columns = {
  org: ['org_code', 'owner_org_code', 'code'],
  union: ['union_id'],
  person: ['requested_by', 'recipient_id', 'uploader_id', 'user_id'],
  status: ['status'],
  addressee: ['addressee_code'],
  subject: ['subject_type', 'subject_id'],
  action: ['action'],
} as const;

/** Keeps what a row was before it changed or went away, so that an answer is judged by what held when it was given. */
const keeping = `
  create schema former;
  create table former.rows (seq bigserial primary key, id text not null, fact jsonb not null);
  create index on former.rows (id);
  create function former.keep() returns trigger language plpgsql security definer as $$
  declare
    was jsonb := to_jsonb(old);
    fact jsonb := jsonb_build_object('table', tg_argv[0]);
  begin
    for i in 1 .. tg_nargs - 1 by 2 loop
      fact := fact || jsonb_build_object(tg_argv[i], was -> tg_argv[i + 1]);
    end loop;
    insert into former.rows (id, fact) values (was ->> 'id', fact);
    return null;
  end $$`;

/** Looks behind the server's back, as the owner of the tables; remembers former states from now on. */
export async function openTree(owner: pg.Client, provinces: readonly string[]): Promise<Tree> {
  const { rows } = await owner.query<{ table_name: string; names: string[] }>(`
    select table_name, array_agg(column_name::text) as names from information_schema.columns
    where table_schema = 'public' group by table_name
    having bool_or(column_name = 'id' and data_type = 'uuid') and bool_or(column_name in ('org_code', 'owner_org_code', 'user_id', 'requested_by', 'uploader_id'))`);
  await owner.query(keeping);
  const selects: string[] = [];
  for (const { table_name: table, names } of rows) {
    const picked = Object.entries(columns).map(([name, wanted]) => {
      const column: string | null = wanted.find((one) => names.includes(one)) ?? null;
      return [name, table === 'unions' && name === 'union' ? 'id' : column] as const;
    });
    const told = picked.map(([name, column]) => `${column ? `${column}::text` : 'null'} as "${name}"`);
    const within = names.includes('province_code')
      ? `province_code in (${provinces.map((one) => `'${one}'`).join(', ')}) and `
      : '';
    selects.push(
      `select null::bigint as seq, '${table}' as "table", id::text, ${told.join(', ')} from ${table} where ${within}id = any($1::text[]::uuid[])`,
    );
    const kept = picked.filter((one): one is readonly [string, string] => one[1] !== null);
    const differs = kept.map(([, column]) => `old.${column} is distinct from new.${column}`).join(' or ');
    const keep = `execute function former.keep('${table}', ${kept
      .flat()
      .map((one) => `'${one}'`)
      .join(', ')})`;
    await owner.query(`
      create trigger former_changed after update on ${table} for each row when (${differs}) ${keep};
      create trigger former_gone after delete on ${table} for each row ${keep}`);
  }
  const former = Object.keys(columns).map((name) => `fact ->> '${name}'`);
  selects.push(`select seq, fact ->> 'table', id, ${former.join(', ')} from former.rows where id = any($1::text[])`);
  const statement = `select * from (${selects.join(' union all ')}) as known order by seq nulls last`;
  const cache = new Map<string, Fact[]>();
  const nouns = new Map<string, string[]>();

  async function again(ids: readonly string[]) {
    const found = new Map<string, Fact[]>();
    if (ids.length === 0) return found;
    const told = await owner.query<Fact & { seq: unknown }>({ name: 'facts', text: statement, values: [ids] });
    for (const { seq: _seq, ...fact } of told.rows) {
      const facts = found.get(fact.id);
      if (facts) facts.push(fact);
      else found.set(fact.id, [fact]);
    }
    for (const [id, facts] of found) {
      if (!cache.has(id)) {
        const noun = facts[0]!.table.replace(/_/g, '-');
        const known = nouns.get(noun);
        if (known) known.push(id);
        else nouns.set(noun, [id]);
      }
      cache.set(id, facts);
    }
    return found;
  }

  return {
    again,
    async factsOf(ids) {
      await again(ids.filter((id) => !cache.has(id)));
      return new Map(ids.flatMap((id) => (cache.has(id) ? [[id, cache.get(id)!] as const] : [])));
    },
    last: (id) => cache.get(id) ?? [],
    known: (noun) => nouns.get(noun) ?? [],
  };
}

/** The rule of domain §2, said a second time: the own subtree, and what flows down from superiors. */
export function mayRead(reader: Reader, fact: Fact): boolean {
  const { table, org, union } = fact;
  const chair = reader.role === 'reporter';
  if (personal.has(table)) return fact.person === reader.id;
  if (reader.role === 'operator') {
    return table === 'users' || (table === 'events' && ['organisations', 'users'].includes(fact.subject ?? ''));
  }
  if (org === null) return false;
  const isAbove = ancestorsOf(reader.orgCode).includes(org) || (chair && org === reader.orgCode) || org === NATION;
  if (table === 'users') {
    // Who acted on a record stands in its history: a superior, or somebody of the own subtree; for a union that has moved
    // also those of its province whom it was below before.
    const ofOffice = union === null && (isAbove || org.slice(0, 2) === reader.orgCode.slice(0, 2));
    if (chair) return fact.id === reader.id || union === reader.unionId || ofOffice;
    return isAbove || isAtOrAbove(reader.orgCode, org);
  }
  if (isAbove && flowsDown(fact)) return true;
  if (fact.addressee && fact.status !== 'draft' && isAtOrAbove(reader.orgCode, fact.addressee)) return !chair;
  // Past work stays where it was counted, out of reach of a chair whose union has moved away.
  if (chair) return !closedToReporters.has(table) && union === reader.unionId && isAtOrAbove(reader.orgCode, org);
  if (table === 'attachments' && fact.subject === null) return fact.person === reader.id;
  return isAtOrAbove(reader.orgCode, org);
}

function flowsDown({ table, status, subject, action }: Fact): boolean {
  if (table === 'campaigns' || table === 'checklists') return status !== 'draft';
  if (table === 'bulletins') return status === 'published';
  if (table === 'events') {
    return (
      ['campaigns', 'checklists'].includes(subject ?? '') &&
      ['issue', 'close', 'publish', 'retire'].includes(action ?? '')
    );
  }
  return table === 'settings';
}
