import type pg from 'pg';
import type { Cipher } from '../cipher.ts';
import { SettingsError } from '../env.ts';

export type KnownKey = { keyId: string; complete: boolean };

type Connection = pg.ClientBase | pg.Pool;

const UNDEFINED_TABLE = '42P01';

/** The keys that sealed something here; null where the database is not migrated yet and holds nothing sealed. */
export async function knownKeys(connection: Connection): Promise<KnownKey[] | null> {
  try {
    const { rows } = await connection.query<KnownKey>(
      'select key_id as "keyId", complete_at is not null as complete from data_keys',
    );
    return rows;
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return null;
    throw error;
  }
}

/**
 * Notes the key that seals from now on. Throws {@link SettingsError} where something in the database was sealed with a key
 * that is not given: better than a server on which nothing can be opened.
 */
export async function recogniseKeys(connection: Connection, { keyId, keyIds }: Cipher): Promise<void> {
  const known = await knownKeys(connection);
  const strange = known?.filter((key) => !keyIds.includes(key.keyId)).map((key) => key.keyId) ?? [];
  if (strange.length > 0) {
    throw new SettingsError(
      `DATA_KEY can't open the personal data in the database, which is sealed with the key ${strange.join(', ')}: set it to that key, or name that one in DATA_KEY_PREVIOUS`,
    );
  }
  if (!known || known.some((key) => key.keyId === keyId)) return;
  await connection.query('insert into data_keys (key_id) values ($1) on conflict do nothing', [keyId]);
}
