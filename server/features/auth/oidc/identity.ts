import sql from 'sql-template-tag';
import type { Actor } from '../../../../shared/permissions.ts';
import { levelOf } from '../../../../shared/rules/orgCode.ts';
import { nameIn, placeOf, usernameIn, type Claims } from '../../../../shared/rules/identityRules.ts';
import { isAtOrAbove } from '../../../../shared/rules/orgCode.ts';
import type { SecondFactor } from '../../../../shared/signIn.ts';
import type { Ctx } from '../../../ctx.ts';
import { findAccount, noPassword, queryOf, usernamesTaken, type Account } from '../../../db/platform.ts';
import { inOwnScope, scoped } from '../../../db/scoped.ts';
import { PRODUCT } from '../../../db/tenancy.ts';
import type { Deps } from '../../../deps.ts';
import { Failure } from '../../../errors.ts';
import { recordEvents } from '../../events/event.service.ts';
import { userEntity } from '../../users/user.entity.ts';
import { createUser, updateUser } from '../../users/user.service.ts';
import { DetourFault, type Provider } from './provider.ts';

export type Subject = { issuer: string; subject: string; claims: Claims };

/**
 * The provider at work: an administrator of its organisation, bound to that organisation by both walls. Whatever its
 * rules say, an account elsewhere can be neither made nor reached.
 */
const keeperOf = ({ orgCode, name }: Provider): Actor => ({
  id: PRODUCT,
  username: 'platform',
  name,
  role: 'admin',
  orgCode,
  level: levelOf(orgCode),
  unionId: null,
});

type IdentityRow = { userId: string; made: boolean };

async function identityFor(ctx: Ctx, { id }: Provider, { issuer, subject }: Subject): Promise<IdentityRow | null> {
  const [row] = await ctx.query<IdentityRow>(sql`
    select user_id as "userId", made from identities
    where province_code = ${ctx.actor.orgCode.slice(0, 2)} and provider_id = ${id} and issuer = ${issuer}
      and subject = ${subject} and ${inOwnScope(ctx, 'identities')} for update`);
  return row ?? null;
}

async function tie(
  ctx: Ctx,
  provider: Provider,
  { issuer, subject }: Subject,
  { userId, made }: IdentityRow,
): Promise<void> {
  await ctx.query(sql`
    insert into identities (province_code, provider_id, issuer, subject, org_code, user_id, made, created_at, last_at)
    values (${provider.orgCode.slice(0, 2)}, ${provider.id}, ${issuer}, ${subject}, ${provider.orgCode}, ${userId},
      ${made}, ${ctx.now}, ${ctx.now})`);
}

/** A username near to the person's own that nobody in any tenant has. A taken one is never taken over. */
async function freeUsername(ctx: Ctx, claims: Claims): Promise<string> {
  const wanted = Array.from({ length: 40 }, (_, index) => usernameIn(claims, index + 1));
  const taken = await usernamesTaken(ctx.query, wanted);
  const free = wanted.find((username) => !taken.has(username));
  if (free) return free;
  return `${usernameIn(claims, 1).slice(0, 20)}-${Date.now().toString(36)}`;
}

/** A new account where the rules put the person. */
async function make(ctx: Ctx, provider: Provider, subject: Subject): Promise<string> {
  const place = placeOf(subject.claims, provider);
  if (!place) throw new DetourFault('oidc-no-place');
  const name = nameIn(subject.claims, subject.subject);
  const username = await freeUsername(ctx, subject.claims);
  const row = await createUser(ctx, { username, name, ...place }, noPassword);
  await tie(ctx, provider, subject, { userId: row.id, made: true });
  return row.id;
}

/**
 * An account that the provider made follows its rules at each sign-in: a new name, role or place, and none where no rule
 * fits any more. One that was tied to the provider afterwards stays as its administrator keeps it.
 */
async function follow(ctx: Ctx, provider: Provider, subject: Subject, { userId, made }: IdentityRow): Promise<string> {
  const row = await scoped(ctx, userEntity).find(userId, { lock: true, write: true });
  if (!row) throw new DetourFault('oidc-no-place');
  if (!row.active) throw new DetourFault('account-disabled');
  if (made) {
    const place = placeOf(subject.claims, provider);
    if (!place) throw new DetourFault('oidc-no-place');
    const next = { name: nameIn(subject.claims, subject.subject), ...place };
    const same = next.name === row.name && next.role === row.role && next.orgCode === row.orgCode;
    if (!same) await updateUser(ctx, row, next);
  }
  await ctx.query(sql`
    update identities set last_at = ${ctx.now}
    where province_code = ${provider.orgCode.slice(0, 2)} and provider_id = ${provider.id}
      and issuer = ${subject.issuer} and subject = ${subject.subject} and ${inOwnScope(ctx, 'identities')}`);
  return userId;
}

/** The account of a provider's subject, made or brought up to date; throws a {@link DetourFault} where there is none for it. */
export async function accountOf(deps: Deps, provider: Provider, subject: Subject): Promise<Account> {
  const find = () =>
    deps.as(keeperOf(provider), 'zh', async (ctx) => {
      const known = await identityFor(ctx, provider, subject);
      return known ? follow(ctx, provider, subject, known) : make(ctx, provider, subject);
    });
  const id = await find()
    .catch((error: unknown) => {
      // Somebody was made at the same moment, perhaps this very person in another window.
      if ((error as { code?: unknown }).code === '23505') return find();
      throw error;
    })
    .catch((error: unknown) => {
      // An organisation that is unknown, closed or nominal, or a role that the rules may no longer give.
      if (error instanceof Failure && error.status === 422) throw new DetourFault('oidc-no-place', error);
      throw error;
    });
  const account = await findAccount(queryOf(deps.pool), { id });
  if (!account?.active) throw new DetourFault('account-disabled');
  return account;
}

/** Ties the signed-in person's account to a subject; its role and place stay as they are. */
export async function link(deps: Deps, provider: Provider, subject: Subject, person: Actor): Promise<void> {
  if (!isAtOrAbove(provider.orgCode, person.orgCode)) throw new DetourFault('oidc-no-place');
  await deps.as(keeperOf(provider), 'zh', async (ctx) => {
    const known = await identityFor(ctx, provider, subject);
    if (known?.userId === person.id) return;
    if (known) throw new DetourFault('oidc-linked');
    await ctx.query(sql`
      delete from identities where province_code = ${provider.orgCode.slice(0, 2)} and user_id = ${person.id}
        and provider_id = ${provider.id} and not made and ${inOwnScope(ctx, 'identities')}`);
    await tie(ctx, provider, subject, { userId: person.id, made: false });
    const { id: subjectId, orgCode, unionId } = person;
    const changes = { provider: [null, provider.name] as [unknown, unknown] };
    await recordEvents({ ...ctx, actor: person }, [
      { subjectType: 'users', subjectId, orgCode, unionId, action: 'link-identity', changes },
    ]);
  });
}

/** The providers at or above the person's place, and which of them the account is tied to. */
export async function identitiesOf(ctx: Ctx, deps: Pick<Deps, 'pool'>): Promise<SecondFactor['identities']> {
  const rows = await queryOf(deps.pool)<{ providerId: string; name: string; linked: boolean }>(sql`
    select id as "providerId", name, linked from platform_own_identities(${ctx.actor.id}, ${ctx.actor.orgCode})`);
  return rows;
}
