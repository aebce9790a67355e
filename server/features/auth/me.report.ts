import sql from 'sql-template-tag';
import { permissionsOf, type Role } from '../../../shared/permissions.ts';
import { ancestorsOf, NATION } from '../../../shared/rules/orgCode.ts';
import type { Me } from '../../../shared/users.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { preferencesOf } from '../preferences/preferences.service.ts';

type Step = { code: string; name: string; shortName: string; level: string; nominal: boolean };

/** The person that this transaction acts for, as sign-in and `/auth/me` tell it. */
export async function meOf(
  ctx: Ctx,
  { mustChangePassword, mustEnroll }: Pick<Me, 'mustChangePassword' | 'mustEnroll'>,
): Promise<Me> {
  const { id, username, name, role, orgCode, unionId } = ctx.actor;
  const codes = [orgCode, ...ancestorsOf(orgCode)];
  const [preferences, steps, unions] = await Promise.all([
    preferencesOf(ctx),
    ctx.query<Step>(sql`
      select code, name, short_name as "shortName", level, nominal from organisations
      where code = any(${codes}) and ${inScope(ctx, 'organisations')} order by length(code)`),
    unionId
      ? ctx.query<{ id: string; name: string }>(sql`
          select id, name from unions where id = ${unionId} and ${inScope(ctx, 'unions')}`)
      : [],
  ]);
  const own = steps.find((step) => step.code === orgCode)!;
  const path = steps.filter((step) => step === own || (step.code !== NATION && !step.nominal));
  return {
    id,
    username,
    name,
    role,
    org: { code: own.code, name: own.name, level: own.level, path: path.map((step) => step.shortName) },
    union: unions[0] ?? null,
    permissions: permissionsOf(role),
    mustChangePassword,
    mustEnroll,
    preferences,
    now: ctx.now.toISOString(),
  };
}

export type DemoAccount = { username: string; name: string; role: Role; orgName: string };

/** The demo accounts for the sign-in page, from the nation down. */
export function demoAccounts(ctx: Ctx): Promise<DemoAccount[]> {
  return ctx.query<DemoAccount>(sql`
    select u.username, u.name, u.role, o.name as "orgName"
    from users u join organisations o on o.code = u.org_code
    where u.demo and u.active and ${inScope(ctx, 'users', 'u')}
    order by u.org_code <> 'CN', u.org_code, array_position(array['operator', 'admin', 'officer', 'leader', 'reporter'], u.role), u.username`);
}
