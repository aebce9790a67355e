import { can, grantableRoles, type Actor, type Role } from '../permissions.ts';
import { isAtOrAbove, levelOf } from './orgCode.ts';

/** What a right on an account looks at. */
export type AccountFacts = {
  id: string;
  role: Role;
  orgCode: string;
  active: boolean;
  secondFactorSince?: unknown;
};

/**
 * Whose accounts a person may keep: an admin those of its own organisation and below, never above its own role; the
 * operator the admins of provinces.
 */
export function keepsAccount(actor: Actor, { role, orgCode }: Pick<AccountFacts, 'role' | 'orgCode'>): boolean {
  if (!grantableRoles(actor.role).includes(role)) return false;
  return actor.role === 'operator' ? levelOf(orgCode) === 'province' : isAtOrAbove(actor.orgCode, orgCode);
}

export const accountActions = ['reset-password', 'disable', 'enable', 'reset-second-factor', 'end-sessions'] as const;
export type AccountAction = (typeof accountActions)[number];

export type AccountRefusal = { status: 403 | 409; code: 'role-forbidden' | 'own-account' | 'transition-not-allowed' };

/** Null when the actor may do this to the account now. Nobody does any of it to the own account. */
export function accountRefusal(actor: Actor, action: AccountAction, account: AccountFacts): AccountRefusal | null {
  if (!can(actor, action, 'users') || !keepsAccount(actor, account)) return { status: 403, code: 'role-forbidden' };
  if (account.id === actor.id) return { status: 403, code: 'own-account' };
  const allowed =
    action === 'reset-second-factor'
      ? Boolean(account.secondFactorSince)
      : action === 'enable'
        ? !account.active
        : account.active;
  return allowed ? null : { status: 409, code: 'transition-not-allowed' };
}
