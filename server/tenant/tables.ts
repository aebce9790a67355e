import type pg from 'pg';
import { tablesOf, type Table } from '../backup/tables.ts';

/** `mine` is the condition on a row `t` of the table that makes it the tenant's; `$1` is the code of the province. */
export type TenantTable = Table & {
  mine: string;
  /** The rows are found by the accounts of the tenant. */
  byPerson: boolean;
};

type Mine = Pick<TenantTable, 'mine' | 'byPerson'>;

const inProvince = (column: string): Mine => ({ mine: `starts_with(t."${column}", $1)`, byPerson: false });
const ofPerson = (expression: string, key = 'u.id'): Mine => ({
  mine: `${expression} in (select ${key} from users u where starts_with(u.org_code, $1))`,
  byPerson: true,
});

/** Tables that say whose their rows are neither by `province_code` nor by a foreign key to the accounts. */
const otherwise: Record<string, Mine> = {
  organisations: inProvince('code'),
  users: inProvince('org_code'),
  checklists: inProvince('owner_org_code'),
  idempotency_keys: ofPerson('t.actor_id'),
  upload_parts: ofPerson('t.uploader_id'),
  sessions: ofPerson("t.sess ->> 'userId'", 'u.id::text'),
};

/** Tables that belong to the platform as a whole; counts of attempts go by themselves within a day. */
const ofPlatform = ['data_keys', 'loose_files', 'rate_limits', 'sign_in_failures', 'tenant_erasures'];

/**
 * Every table with rows of a tenant, each after those that it refers to. Throws where a table of the schema is neither
 * known to be the platform's nor says whose its rows are: nothing of a tenant can be forgotten.
 */
export async function tenantTables(client: pg.ClientBase): Promise<TenantTable[]> {
  const { rows } = await client.query<{ name: string; person: string }>(
    `select c.conrelid::regclass::text as name, min(a.attname) as person
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'users'::regclass group by 1`,
  );
  const persons = new Map(rows.map(({ name, person }) => [name, person]));
  const mineOf = ({ name, columns }: Table): Mine => {
    const known = otherwise[name];
    if (known) return known;
    if (columns.includes('province_code')) return { mine: 't.province_code = $1', byPerson: false };
    const person = persons.get(name);
    if (person) return ofPerson(`t."${person}"`);
    throw new Error(`it is not known to which tenant the rows of ${name} belong`);
  };
  const sessions: Table = { name: 'sessions', columns: ['sid', 'sess', 'expire'], hashes: [] };
  return [...(await tablesOf(client)), sessions]
    .filter(({ name }) => !ofPlatform.includes(name))
    .map((table) => ({ ...table, ...mineOf(table) }));
}
