import { onDevice } from '../offline/db.ts';
import type { Taken } from './taken.ts';

/** A file that is not on the server yet, as it survives a reload. */
export type KeptUpload = {
  /** Names the attempt for the server too: however often it is sent, it is one. */
  key: string;
  person: string;
  /** The form it was added to. */
  slot: string;
  name: string;
  blob: Blob;
  fields: Taken;
  sha256: string | null;
  /** Of the file in parts, once the server knows of it. */
  uploadId?: string | undefined;
  at: number;
};

/** As long as the server waits for the next part. */
const LIFETIME = 72 * 3_600_000;

export async function keepUpload(upload: KeptUpload): Promise<void> {
  await onDevice((database) => database.put('uploads', upload), '');
}

export async function dropUpload(key: string): Promise<void> {
  await onDevice((database) => database.delete('uploads', key), undefined);
}

/** What is too old for the server leaves the device, whoever it was of. */
const dropOld = () =>
  onDevice(async (database) => {
    const old = await database.getAllKeysFromIndex('uploads', 'at', IDBKeyRange.upperBound(Date.now() - LIFETIME));
    await Promise.all(old.map((key) => database.delete('uploads', key)));
  }, undefined);

/** What this person has not sent from this form yet, the oldest first. */
export async function uploadsOf(person: string, slot: string): Promise<KeptUpload[]> {
  await dropOld();
  const all = await onDevice((database) => database.getAllFromIndex('uploads', 'slot', [person, slot]), []);
  return all.toSorted((a, b) => a.at - b.at);
}

/** The keys of all that this person has not sent from any form. */
export async function unsentUploads(person: string): Promise<string[]> {
  await dropOld();
  const whole = IDBKeyRange.bound([person], [person, []]);
  return onDevice((database) => database.getAllKeysFromIndex('uploads', 'slot', whole), []);
}
