import { z } from 'zod';
import { roles, type Role } from './permissions.ts';
import { emailAddress } from './mail.ts';
import type { Preferences } from './preferences.ts';
import { filterSchema, id, oneOf, orgCode, ranged, instant, text, version, type Stamped } from './schema.ts';

export type User = Stamped & {
  username: string;
  name: string;
  role: Role;
  orgCode: string;
  unionId: string | null;
  email: string | null;
  active: boolean;
  mustChangePassword: boolean;
  lastLoginAt: string | null;
  /** Since when signing in takes a second factor; null for none. */
  secondFactorSince: string | null;
  mayActions: string[];
};

export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,31}$/, { error: undefined })
  .describe('3 to 32 letters, digits, dots, dashes; begins with a letter');

const place = (user: { role: Role; unionId?: string | null | undefined }) =>
  (user.role === 'reporter') === Boolean(user.unionId);

export const userCreate = z
  .object({
    username,
    name: text(40, 1),
    role: z.enum(roles),
    orgCode,
    unionId: id.nullish(),
    email: emailAddress.nullish(),
  })
  .refine(place, { path: ['unionId'], params: { key: 'reporter-needs-union' } });
export type UserCreate = z.infer<typeof userCreate>;

/** An address that an administrator sets needs no code; one that is left out stays. */
export const userUpdate = z
  .object({
    name: text(40, 1),
    role: z.enum(roles),
    orgCode,
    unionId: id.nullish(),
    email: emailAddress.nullish(),
    version: version.optional(),
  })
  .refine(place, { path: ['unionId'], params: { key: 'reporter-needs-union' } });
export type UserUpdate = z.infer<typeof userUpdate>;

export const userFilter = filterSchema({
  username: oneOf(text(32)),
  name: oneOf(text(40)),
  role: oneOf(z.enum(roles)),
  unionId: oneOf(id),
  active: oneOf(z.boolean()),
  lastLoginAt: ranged(instant),
});

/** What a password must have: length first, and never the username or a run of one character. */
export const minimumPasswordLength = 10;

export type PasswordFault =
  'password-too-short' | 'password-too-simple' | 'password-has-username' | 'password-too-long';

export function passwordFault(password: string, name: string): PasswordFault | null {
  if (password.length < minimumPasswordLength) return 'password-too-short';
  if (password.length > 128) return 'password-too-long';
  if (name.length > 2 && password.toLowerCase().includes(name.toLowerCase())) return 'password-has-username';
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  return kinds < 2 || new Set(password).size < 5 ? 'password-too-simple' : null;
}

export const loginBody = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) });
export const passwordBody = z.object({ current: z.string().min(1).max(256), next: z.string().min(1).max(256) });

/** The signed-in person as `POST /api/auth/login` and `GET /api/auth/me` tell it. */
export type Me = {
  id: string;
  username: string;
  name: string;
  role: Role;
  org: { code: string; name: string; level: string; path: string[] };
  union: { id: string; name: string } | null;
  permissions: string[];
  mustChangePassword: boolean;
  /** The tenant asks for a second factor that the person has yet to set up. */
  mustEnroll: boolean;
  /** How the console looks to this person, on every device. */
  preferences: Preferences;
  /** The product's business "now", which CLOCK may have moved. */
  now: string;
};
