import type { AuthProvider } from 'ra-core';
import { can, resources, type Resource } from '../../shared/permissions.ts';
import { noteLeft } from '../offline/person.ts';
import { forgetRecords } from '../offline/records.ts';
import { httpClient, OFFLINE, openVisit, statusOf } from './httpClient.ts';
import { queryClient } from './queryClient.ts';
import { forget, keep, leave, me, noteEnded, type Me } from './session.ts';

/** The first step of a sign-in, or the second. */
export type Credentials = { username: string; password: string } | { code: string };

const post = (path: string, body: object = {}) => httpClient(path, { method: 'POST', body: JSON.stringify(body) });

const isResource = (name: string): name is Resource => (resources as readonly string[]).includes(name);

let leaving: Promise<string | undefined> | undefined;

/** Ends the visit here and the session at the server; answers where to go to leave the organisation's platform too. */
async function signOut(): Promise<string | undefined> {
  leave();
  await forgetRecords();
  // Whoever is already signed out, or offline, leaves just the same; the session follows with the network.
  try {
    const { json } = await httpClient<{ location?: string } | undefined>('/api/auth/logout', {
      method: 'POST',
      body: '{}',
    });
    return json?.location;
  } catch (failure) {
    if (statusOf(failure) === OFFLINE) noteLeft();
    return undefined;
  } finally {
    leave();
  }
}

export const authProvider: AuthProvider = {
  async login(credentials: Credentials) {
    const { json } = await httpClient<Me>('code' in credentials ? '/api/auth/second-step' : '/api/auth/login', {
      method: 'POST',
      body: JSON.stringify(credentials),
    });
    keep(json);
    if (json.mustChangePassword) return { redirectTo: '/password' };
    return json.mustEnroll ? { redirectTo: '/second-factor' } : undefined;
  },
  // A page that finds nobody signed in asks for it twice at once: a second answer must not come when somebody is there.
  logout: () =>
    (leaving ??= signOut().finally(() => {
      leaving = undefined;
    })),
  async checkAuth() {
    await me().catch((failure: unknown) => {
      if (statusOf(failure) === 401) throw Object.assign(new Error(), { message: false });
      // Offline or a server being restarted is no reason to sign anybody out.
    });
  },
  async checkError(failure: unknown) {
    if (statusOf(failure) !== 401) return;
    noteEnded();
    throw Object.assign(new Error(), { message: false });
  },
  async getIdentity() {
    const person = await me();
    return { id: person.id, fullName: person.name, me: person };
  },
  async getPermissions() {
    return (await me()).permissions;
  },
  async canAccess({ resource, action }) {
    const person = await me();
    return !isResource(resource) || can(person, action, resource);
  },
};

export async function changePassword(current: string, next: string): Promise<void> {
  await post('/api/auth/password', { current, next });
  forget();
}

export async function signOutEverywhere(): Promise<void> {
  leave();
  try {
    await post('/api/auth/logout-everywhere');
  } catch (failure) {
    openVisit();
    await queryClient.cancelQueries();
    void queryClient.refetchQueries({ type: 'active' });
    throw failure;
  }
}
