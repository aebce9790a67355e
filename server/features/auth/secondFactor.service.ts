import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import sql from 'sql-template-tag';
import type { Role } from '../../../shared/permissions.ts';
import { NATION, provinceOf } from '../../../shared/rules/orgCode.ts';
import { defaultSettings, type Settings } from '../../../shared/settings.ts';
import { recoveryCodeCount, type Enrolment, type SecondFactorPolicy } from '../../../shared/signIn.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';
import { placeOf } from '../../db/sealed.ts';
import type { Env } from '../../env.ts';
import { conflict } from '../../errors.ts';

/** RFC 6238 as every authenticator has it: SHA-1, six digits, 30 seconds. */
const PERIOD = 30;
/** Steps before and after the present one that are taken too, for clocks that differ. */
const DRIFT = 1;

/** Without letters and digits that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

const sealPlace = (userId: string) => placeOf({ table: 'second_factors', column: 'secret', perRow: true }, userId);

type FactorRow = { secret: string; confirmedAt: Date | null; lastStep: string };

const mine = (ctx: Ctx, table: string) => sql`user_id = ${ctx.actor.id} and ${inOwnScope(ctx, table)}`;

async function rowOf(ctx: Ctx): Promise<FactorRow | null> {
  const [row] = await ctx.query<FactorRow>(sql`
    select secret, confirmed_at as "confirmedAt", last_step as "lastStep" from second_factors
    where ${mine(ctx, 'second_factors')} for update`);
  return row ?? null;
}

/** Since when signing in takes a second factor for the person of this transaction; null for none. */
export const factorSince = async (ctx: Ctx): Promise<Date | null> => (await rowOf(ctx))?.confirmedAt ?? null;

export const hasFactor = async (ctx: Ctx): Promise<boolean> => (await factorSince(ctx)) !== null;

const totpOf = (secret: string, label: string) =>
  new TOTP({ issuer: '工会督导台', label, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD });

/** The step whose code this is, of those that are taken now; null for none. Real time: codes know no CLOCK. */
function stepOf(secret: string, code: string): number | null {
  const timestamp = Date.now();
  const delta = totpOf(secret, '').validate({ token: code, timestamp, window: DRIFT });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta;
}

/** A new secret that counts once its first code has been typed in; 409 where there is a second factor already. */
export async function beginEnrolment(ctx: Ctx): Promise<Enrolment> {
  if (await hasFactor(ctx)) throw conflict('second-factor-stands');
  const secret = new Secret({ size: 20 }).base32;
  await ctx.query(sql`
    insert into second_factors as f (user_id, secret, made_at)
    values (${ctx.actor.id}, ${ctx.cipher.seal(secret, sealPlace(ctx.actor.id))}, clock_timestamp())
    on conflict on constraint second_factors_pk do update
      set secret = excluded.secret, made_at = excluded.made_at, last_step = 0
      where f.confirmed_at is null and ${inOwnScope(ctx, 'second_factors', 'f')}`);
  return { secret, uri: totpOf(secret, ctx.actor.username).toString() };
}

/** Uses up a code of the authenticator: true once for each step, false for a wrong, an old or a used one. */
async function spendCode(ctx: Ctx, row: FactorRow, code: string): Promise<boolean> {
  const step = stepOf(ctx.cipher.open(row.secret, sealPlace(ctx.actor.id)), code);
  if (step === null) return false;
  const used = await ctx.query(sql`
    update second_factors set last_step = ${step} where ${mine(ctx, 'second_factors')} and last_step < ${step}
    returning user_id`);
  return used.length > 0;
}

const plain = (code: string) => code.toLowerCase().replace(/[\s-]/g, '');
const hashOf = (code: string) => createHash('sha256').update(plain(code)).digest('hex');

async function spendRecoveryCode(ctx: Ctx, code: string): Promise<boolean> {
  const used = await ctx.query(sql`
    update recovery_codes set used_at = clock_timestamp()
    where ${mine(ctx, 'recovery_codes')} and hash = ${hashOf(code)} and used_at is null returning hash`);
  return used.length > 0;
}

export type Proof = 'code' | 'recovery-code';

/** What a typed text proves, and uses it up; null for nothing. Codes are good once, in the transaction that they open. */
export async function prove(ctx: Ctx, typed: string): Promise<Proof | null> {
  const row = await rowOf(ctx);
  if (!row?.confirmedAt) return null;
  const code = plain(typed);
  if (/^\d{6}$/.test(code)) return (await spendCode(ctx, row, code)) ? 'code' : null;
  return (await spendRecoveryCode(ctx, code)) ? 'recovery-code' : null;
}

/** The first code makes the second factor count; the answer is its recovery codes, or null for a wrong code. */
export async function confirmEnrolment(ctx: Ctx, code: string): Promise<string[] | null> {
  const row = await rowOf(ctx);
  if (!row) throw conflict('no-second-factor');
  if (row.confirmedAt) throw conflict('second-factor-stands');
  if (!(await spendCode(ctx, row, plain(code)))) return null;
  await ctx.query(sql`
    update second_factors set confirmed_at = clock_timestamp() where ${mine(ctx, 'second_factors')}`);
  await noteSince(ctx, new Date());
  return newRecoveryCodes(ctx);
}

const noteSince = async (ctx: Ctx, since: Date | null) => {
  await ctx.query(sql`select platform_set_second_factor(${ctx.actor.id}, ${since}, ${ctx.now})`);
};

const recoveryCode = () =>
  Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');

/** Ten codes in place of all earlier ones; told here once, kept as hashes. */
export async function newRecoveryCodes(ctx: Ctx): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, recoveryCode);
  await ctx.query(sql`delete from recovery_codes where ${mine(ctx, 'recovery_codes')}`);
  await ctx.query(sql`
    insert into recovery_codes (user_id, hash) select ${ctx.actor.id}, hash from unnest(${codes.map(hashOf)}::text[]) hash`);
  return codes;
}

/** Takes the own second factor away. */
export async function removeFactor(ctx: Ctx): Promise<void> {
  await ctx.query(sql`delete from recovery_codes where ${mine(ctx, 'recovery_codes')}`);
  await ctx.query(sql`delete from second_factors where ${mine(ctx, 'second_factors')}`);
  await noteSince(ctx, null);
}

/** Takes away that of an account which the actor keeps; its row is written by the caller. */
export async function removeFactorOf(ctx: Ctx, userId: string): Promise<void> {
  const kept = sql`user_id = ${userId}
    and exists (select from users u where u.id = user_id and ${inOwnScope(ctx, 'users', 'u')})`;
  await ctx.query(sql`delete from recovery_codes where ${kept}`);
  await ctx.query(sql`delete from second_factors where ${kept}`);
}

export async function recoveryLeft(ctx: Ctx): Promise<number> {
  const [row] = await ctx.query<{ n: number }>(sql`
    select count(*)::int as n from recovery_codes where ${mine(ctx, 'recovery_codes')} and used_at is null`);
  return row!.n;
}

const asks = (policy: SecondFactorPolicy, role: Role) =>
  policy === 'everybody' || (policy === 'admins' && (role === 'admin' || role === 'operator'));

/** Whether the person of this transaction must have a second factor, by the decision of the province. */
export async function mustHaveFactor(ctx: Ctx, { SECOND_FACTOR }: Pick<Env, 'SECOND_FACTOR'>): Promise<boolean> {
  const { orgCode, role } = ctx.actor;
  if (orgCode === NATION) return asks(SECOND_FACTOR, role);
  const province = provinceOf(orgCode);
  const [row] = await ctx.query<{ signIn: Settings['signIn'] | null }>(sql`
    select sign_in as "signIn" from settings
    where province_code = ${province} and org_code = ${province} and ${inScope(ctx, 'settings')}`);
  return asks((row?.signIn ?? defaultSettings.signIn).secondFactor, role);
}
