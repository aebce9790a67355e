import { accountActions, accountRefusal } from '../../../shared/rules/accounts.ts';
import type { User } from '../../../shared/users.ts';
import type { Ctx } from '../../ctx.ts';
import type { ListSpec } from '../../db/page.ts';
import { userEntity, type UserRow } from './user.entity.ts';

/** The account as others see it: no hash, whatever its kind. */
export function toRecord({ actor }: Ctx, row: UserRow): User {
  const { passwordHash: _hash, demo: _demo, ...account } = row;
  return {
    ...account,
    lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
    secondFactorSince: row.secondFactorSince?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: accountActions.filter((action) => accountRefusal(actor, action, row) === null),
  };
}

export const userList: ListSpec<UserRow> = {
  entity: userEntity,
  defaultSort: { field: 'username', descending: false },
  search: ['username', 'name'],
};
