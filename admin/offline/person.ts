import type { Me } from '../../shared/users.ts';
import { onDevice } from './db.ts';

/** Set while a sign-out has not reached the server: its session must not come back with the network. */
const leftKey = 'console.left';

/** Who is signed in, so that the console opens without a network. Another person's records leave the device. */
export async function keepPerson(person: Me): Promise<void> {
  await onDevice(async (database) => {
    const strange = (await database.getAllKeys('records')).filter((key) => !key.startsWith(`${person.id}/`));
    await Promise.all([...strange.map((key) => database.delete('records', key)), database.put('person', person, 'me')]);
  }, undefined);
}

export const keptPerson = (): Promise<Me | undefined> =>
  onDevice((database) => database.get('person', 'me'), undefined);

/** The session has ended by itself: without a network nobody is let in any more. What was kept stays for its owner. */
export const forgetPerson = (): Promise<void> => onDevice((database) => database.delete('person', 'me'), undefined);

export const noteLeft = (): void => localStorage.setItem(leftKey, '1');
export const noteCame = (): void => localStorage.removeItem(leftKey);
export const hasLeft = (): boolean => localStorage.getItem(leftKey) !== null;
