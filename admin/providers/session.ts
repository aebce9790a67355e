import { useGetIdentity } from 'ra-core';
import { can, type Resource } from '../../shared/permissions.ts';
import type { Me } from '../../shared/users.ts';
import { learnNow } from './clock.ts';
import { httpClient } from './httpClient.ts';

export type { Me };

let current: Promise<Me> | null = null;

/** The signed-in person, asked for once per sign-in. Rejects with 401 when nobody is. */
export function me(): Promise<Me> {
  current ??= httpClient<Me>('/api/auth/me').then(({ json }) => remember(json));
  current.catch(() => {
    current = null;
  });
  return current;
}

function remember(person: Me & { now?: string }): Me {
  if (person.now) learnNow(person.now);
  return person;
}

export function keep(person: Me): void {
  current = Promise.resolve(remember(person));
}

export function forget(): void {
  current = null;
}

let ended = false;

/** The session ran out while somebody was at work; the sign-in page says so, once. */
export function noteEnded(): void {
  ended = true;
  forget();
}

export function takeEnded(): boolean {
  const was = ended;
  ended = false;
  return was;
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
