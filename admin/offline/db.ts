import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { RaRecord } from 'ra-core';
import type { Me } from '../../shared/users.ts';
import type { KeptUpload } from '../evidence/kept.ts';
import type { KeptDraft } from './drafts.ts';

export type KeptRecord = { key: string; person: string; resource: string; record: RaRecord<string>; at: number };

/**
 * What stays on the device. `drafts` and `uploads`: what a person has entered and chosen and the server does not have;
 * `records`: what the offline form needs; `person`: who is signed in. Records and person leave with the sign-out.
 */
type Kept = DBSchema & {
  drafts: { key: string; value: KeptDraft; indexes: { person: string } };
  uploads: { key: string; value: KeptUpload; indexes: { slot: [string, string]; at: number } };
  records: { key: string; value: KeptRecord; indexes: { person: string } };
  person: { key: 'me'; value: Me };
};

let opened: Promise<IDBPDatabase<Kept>> | null = null;

const open = () =>
  openDB<Kept>('union-console', 2, {
    upgrade(database, before) {
      if (before < 1) {
        database.createObjectStore('drafts', { keyPath: 'key' }).createIndex('person', 'person');
        database.createObjectStore('records', { keyPath: 'key' }).createIndex('person', 'person');
        database.createObjectStore('person');
      }
      const uploads = database.createObjectStore('uploads', { keyPath: 'key' });
      uploads.createIndex('slot', ['person', 'slot']);
      uploads.createIndex('at', 'at');
    },
    // Another tab has a newer console: let it have the database, and open it again when it is needed.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated: () => {
      opened = null;
    },
  });

/** A device that keeps nothing (full, forbidden, private) only costs the safety net: then the answer is `otherwise`. */
export async function onDevice<T>(work: (database: IDBPDatabase<Kept>) => Promise<T>, otherwise: T): Promise<T> {
  try {
    opened ??= open().catch((failure: unknown) => {
      opened = null;
      throw failure;
    });
    return await work(await opened);
  } catch {
    return otherwise;
  }
}
