import { grantableRoles, type Role } from '../../../shared/permissions.ts';
import { accountRefusal, keepsAccount, type AccountAction } from '../../../shared/rules/accounts.ts';
import { isAtOrAbove } from '../../../shared/rules/orgCode.ts';
import type { UserCreate, UserUpdate } from '../../../shared/users.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { conflict, Failure, forbidden, invalid } from '../../errors.ts';
import { endSessionsOf, renameInSessions } from '../auth/sessions.service.ts';
import { removeFactorOf } from '../auth/secondFactor.service.ts';
import { changesBetween, recordEvents, type Changes } from '../events/event.service.ts';
import { emailChange } from '../mail/mail.service.ts';
import { usableOrganisation } from '../organisations/organisation.service.ts';
import { unionEntity } from '../unions/union.entity.ts';
import { userEntity, type UserRow } from './user.entity.ts';
import { toRecord } from './user.record.ts';

const users = (ctx: Ctx) => scoped(ctx, userEntity);

/** The history of a reporter's account is the union's too. */
function note(ctx: Ctx, row: UserRow, action: string, changes: Changes | null = null): Promise<void> {
  const { id, orgCode, unionId } = row;
  return recordEvents(ctx, [{ subjectType: 'users', subjectId: id, orgCode, unionId, action, changes }]);
}

type Post = { role: Role; orgCode: string; unionId: string | null };

/** Where an account will stand: 422 for a role above the own, and for a place that is not the actor's to fill. */
async function postFor(
  ctx: Ctx,
  body: { role: Role; orgCode: string; unionId?: string | null | undefined },
): Promise<Post> {
  const { role, orgCode, unionId } = body;
  if (!grantableRoles(ctx.actor.role).includes(role)) throw invalid({ role: 'above-own-role' });
  await usableOrganisation(ctx, orgCode);
  if (!keepsAccount(ctx.actor, { role, orgCode })) throw invalid({ orgCode: 'outside-scope' });
  if (!unionId) return { role, orgCode, unionId: null };
  const union = await scoped(ctx, unionEntity).find(unionId);
  if (!union?.active || !isAtOrAbove(orgCode, union.orgCode)) throw invalid({ unionId: 'unknown-union' });
  return { role, orgCode: union.orgCode, unionId };
}

export async function createUser(ctx: Ctx, body: UserCreate, passwordHash: string): Promise<UserRow> {
  const { username, name } = body;
  const email = body.email ?? null;
  const row = await users(ctx).insert({ username, name, email, ...(await postFor(ctx, body)), passwordHash });
  await note(ctx, row, 'create', changesBetween({} as UserRow, row, ['role', 'orgCode']));
  return row;
}

/** 403 for accounts that one may read and not keep. */
export function authorizeKeeper({ actor }: Ctx, row: UserRow): void {
  if (!keepsAccount(actor, row)) throw forbidden();
}

/** Another name is shown at once; other rights sign the account out, because sessions carry them. */
export async function updateUser(ctx: Ctx, row: UserRow, body: UserUpdate): Promise<UserRow> {
  const moves = body.role !== row.role || body.orgCode !== row.orgCode || (body.unionId ?? null) !== row.unionId;
  if (moves && row.id === ctx.actor.id) throw invalid({ role: 'own-role' });
  const post = moves ? await postFor(ctx, body) : {};
  const email = body.email === undefined ? row.email : body.email;
  const after = await users(ctx).update(row, { name: body.name, email, ...post });
  const changes = changesBetween(row, after, ['name', 'role', 'orgCode', 'unionId']);
  await note(ctx, after, 'edit', { ...changes, ...emailChange(row.email, after.email) });
  if (moves) await endSessionsOf(ctx, [row.id]);
  else if (after.name !== row.name) await renameInSessions(ctx, row.id, after.name);
  return after;
}

/** Only an account that nobody has ever used; others are disabled, because the history names them. */
export async function removeUser(ctx: Ctx, row: UserRow): Promise<void> {
  if (row.lastLoginAt) throw conflict('not-deletable');
  await users(ctx).remove(row);
  await note(ctx, row, 'delete');
}

/** 403 for what the account's place forbids; what its state forbids is asked under the lock. */
export const authorizeAct =
  (action: AccountAction) =>
  ({ actor }: Ctx, row: UserRow): void => {
    const refusal = accountRefusal(actor, action, row);
    if (refusal?.status === 403) throw forbidden(refusal.code);
  };

type Act = { action: AccountAction; version?: number | undefined; passwordHash?: string };

/** Every one of these signs the account out on all devices. */
export async function actOnUser(ctx: Ctx, id: string, { action, version, passwordHash }: Act): Promise<UserRow> {
  const row = await users(ctx).get(id, { lock: true, write: true });
  if (version !== undefined && version !== row.version)
    throw conflict('stale-version', { current: toRecord(ctx, row) });
  const refusal = accountRefusal(ctx.actor, action, row);
  if (refusal) throw new Failure(refusal.status, refusal.code);
  if (action === 'enable' && row.unionId) {
    const union = await scoped(ctx, unionEntity).find(row.unionId);
    if (union?.endedOn) throw conflict('union-ended');
  }
  const patches: Record<AccountAction, Partial<UserRow>> = {
    'reset-password': { passwordHash: passwordHash ?? row.passwordHash, mustChangePassword: true },
    'reset-second-factor': { secondFactorSince: null },
    'end-sessions': {},
    disable: { active: false },
    enable: { active: true },
  };
  if (action === 'reset-second-factor') await removeFactorOf(ctx, id);
  const after = await users(ctx).update(row, patches[action]);
  await Promise.all([note(ctx, after, action, changesBetween(row, after, ['active'])), endSessionsOf(ctx, [id])]);
  return after;
}
