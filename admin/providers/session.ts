import { useGetIdentity } from 'ra-core';
import { can, type Resource } from '../../shared/permissions.ts';
import type { Me } from '../../shared/users.ts';
import { forgetPerson, hasLeft, keepPerson, keptPerson, noteCame } from '../offline/person.ts';
import { learnNow } from './clock.ts';
import { closeVisit, httpClient, OFFLINE, openVisit, problemOf, statusOf } from './httpClient.ts';

export type { Me };

let current: Promise<Me> | null = null;
let currentId: string | null = null;
let departures = 0;
let signIns = 0;
let ended = false;

/** The signed-in person, asked for once per sign-in; without a network whoever was last. Rejects with 401 when nobody is. */
export function me(): Promise<Me> {
  const asking = (current ??= ask());
  asking.catch(() => {
    if (current === asking) current = null;
  });
  return asking;
}

async function ask(): Promise<Me> {
  const before = departures;
  const person = await askOnce();
  // Who asked may have left since then.
  return departures === before ? come(person) : new Promise<never>(() => undefined);
}

async function askOnce(): Promise<Me> {
  const before = signIns;
  if (hasLeft()) await finishLeaving();
  try {
    const { json } = await httpClient<Me>('/api/auth/me');
    learnNow(json.now);
    return json;
  } catch (failure) {
    // Whoever has signed in while this was asked is not meant by it.
    if (statusOf(failure) === 401 && signIns === before) {
      ended ||= (await keptPerson()) !== undefined;
      await forgetPerson();
    }
    const kept = statusOf(failure) === OFFLINE ? await keptPerson() : undefined;
    if (!kept) throw failure;
    return kept;
  }
}

/** Somebody signed out without a network: the session ends before anything else is asked. */
async function finishLeaving(): Promise<void> {
  try {
    await httpClient('/api/auth/logout', { method: 'POST', body: '{}' });
  } catch (failure) {
    if (statusOf(failure) !== 401) throw problemOf(401, {});
  }
  noteCame();
}

function come(person: Me): Me {
  currentId = person.id;
  openVisit();
  void keepPerson(person);
  return person;
}

export function keep(person: Me): void {
  signIns += 1;
  noteCame();
  learnNow(person.now);
  current = Promise.resolve(come(person));
}

export function forget(): void {
  current = null;
  currentId = null;
}

/** A sign-out begins, or is done: what was asked before says nothing any more. */
export function leave(): void {
  departures += 1;
  closeVisit();
  forget();
}

/** The id of the signed-in person, as far as it is known. */
export const personId = (): string | null => currentId;

/** The session ran out while somebody was at work; the sign-in page says so, once. Who comes for the first time is not told. */
export function noteEnded(): void {
  ended ||= currentId !== null;
  leave();
}

export function takeEnded(): boolean {
  const was = ended;
  ended = false;
  return was;
}

const targetKey = 'console.target';

/** Where somebody wanted to go before the sign-in. */
export const keepTarget = (path: string): void => sessionStorage.setItem(targetKey, path);

/** That place, once; the home page where there is none. */
export function takeTarget(): string {
  const path = sessionStorage.getItem(targetKey) ?? '/';
  sessionStorage.removeItem(targetKey);
  return path;
}

/** Undefined only until the first answer; inside the layout it is always there. */
export function useMe(): Me | undefined {
  const { identity } = useGetIdentity();
  return identity?.['me'] as Me | undefined;
}

/** Whether the person's role may do this at all; what a record's state allows is in its `mayActions`. */
export function useMay(): (action: string, resource: Resource) => boolean {
  const person = useMe();
  return (action, resource) => person !== undefined && can(person, action, resource);
}
