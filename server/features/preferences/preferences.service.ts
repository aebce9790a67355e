import sql from 'sql-template-tag';
import type { Preferences } from '../../../shared/preferences.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';

/** How the console looks to the signed-in person; empty until something was chosen. */
export async function preferencesOf(ctx: Ctx): Promise<Preferences> {
  const [row] = await ctx.query<{ settings: Preferences }>(sql`
    select settings from preferences where user_id = ${ctx.actor.id} and ${inScope(ctx, 'preferences')}`);
  return row?.settings ?? {};
}

/** Keeps the whole of it: what is absent goes back to the device's own choice. */
export async function keepPreferences(ctx: Ctx, settings: Preferences): Promise<Preferences> {
  await ctx.query(sql`
    insert into preferences as p (user_id, settings) values (${ctx.actor.id}, ${JSON.stringify(settings)})
    on conflict on constraint preferences_pk do update set settings = excluded.settings
    where ${inOwnScope(ctx, 'preferences', 'p')}`);
  return settings;
}
