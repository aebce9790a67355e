import type { AuthProvider } from 'ra-core';
import { can, resources, type Resource } from '../../shared/permissions.ts';
import { httpClient, statusOf } from './httpClient.ts';
import { forget, keep, me, noteEnded, type Me } from './session.ts';

type Credentials = { username: string; password: string };

const post = (path: string, body: object = {}) => httpClient(path, { method: 'POST', body: JSON.stringify(body) });

const isResource = (name: string): name is Resource => (resources as readonly string[]).includes(name);

export const authProvider: AuthProvider = {
  async login({ username, password }: Credentials) {
    const { json } = await httpClient<Me>('/api/auth/login', {
      method: 'POST',
      body: JSON.stringify({ username, password }),
    });
    keep(json);
    return json.mustChangePassword ? { redirectTo: '/password' } : undefined;
  },
  async logout() {
    forget();
    // Whoever is already signed out, or offline, leaves just the same.
    await post('/api/auth/logout').catch(() => undefined);
  },
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
  await post('/api/auth/logout-everywhere');
  forget();
}
