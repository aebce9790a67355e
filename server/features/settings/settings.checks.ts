import sql from 'sql-template-tag';
import { boundsOf, levelOf, provinceOf } from '../../../shared/rules/orgCode.ts';
import { quotaPlaceOf } from '../../../shared/rules/sites.ts';
import { provinceParts, type Named, type Settings, type SettingsWrite } from '../../../shared/settings.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { Failure, invalid, type FieldErrors } from '../../errors.ts';

/** What the shape of the input can't say: 422 at the input that is wrong. */
async function checkInput(ctx: Ctx, orgCode: string, body: SettingsWrite, after: Settings): Promise<void> {
  const errors: FieldErrors = {};
  if (levelOf(orgCode) !== 'province') {
    for (const part of provinceParts) if (body[part]) errors[part] = 'province-decides';
  } else if (body.siteQuotas) {
    const places = body.siteQuotas.map((quota) => quota.orgCode);
    const known = await ctx.query<{ code: string }>(sql`
      select code from organisations where code = any(${places}) and not nominal and ${inScope(ctx, 'organisations')}`);
    const codes = new Set(known.map(({ code }) => code));
    const batches = new Set(after.batchCategories.map(({ key }) => key));
    for (const [index, quota] of body.siteQuotas.entries()) {
      const here = provinceOf(quota.orgCode) === orgCode && quotaPlaceOf(quota.orgCode) === quota.orgCode;
      if (!here || !codes.has(quota.orgCode)) errors[`siteQuotas.${index}.orgCode`] = 'not-a-quota-place';
      if (!batches.has(quota.batchCategory)) errors[`siteQuotas.${index}.batchCategory`] = 'unknown-batch';
    }
  }
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

type Use = { key: string; count: number };

/** How many sites, or letters, of each kind that is about to go: only where no decision further down names the kinds. */
async function usesOf(ctx: Ctx, orgCode: string, part: 'batchCategories' | 'letterKinds', keys: readonly string[]) {
  const { from, to } = boundsOf(orgCode);
  const here = sql`t.province_code = ${provinceOf(orgCode)} and t.org_code >= ${from} and t.org_code < ${to}`;
  if (part === 'batchCategories') {
    return ctx.query<Use>(sql`
      select batch_category as key, count(*)::int as count from sites t
      where ${here} and batch_category = any(${keys}) and ${inScope(ctx, 'sites', 't')} group by 1`);
  }
  return ctx.query<Use>(sql`
    select kind as key, count(*)::int as count from letters t
    where ${here} and kind = any(${keys}) and ${inScope(ctx, 'letters', 't')}
      and not exists (
        select from settings s
        where s.province_code = t.province_code and s.letter_kinds is not null and length(s.org_code) > length(${orgCode})
          and starts_with(t.org_code, s.org_code) and ${inScope(ctx, 'settings', 's')})
    group by 1`);
}

/** What is in use is renamed, never removed: 409 at its list, with how many use it. */
async function checkUse(ctx: Ctx, orgCode: string, before: Settings, after: Settings): Promise<void> {
  for (const part of ['batchCategories', 'letterKinds'] as const) {
    const stays = new Set(after[part].map(({ key }) => key));
    const going = before[part].filter(({ key }: Named) => !stays.has(key));
    if (going.length === 0) continue;
    const [use] = await usesOf(
      ctx,
      orgCode,
      part,
      going.map(({ key }) => key),
    );
    if (!use) continue;
    const code = part === 'batchCategories' ? 'batch-in-use' : 'letter-kind-in-use';
    const params = { count: use.count, name: going.find(({ key }) => key === use.key)?.name ?? use.key };
    throw new Failure(409, code, { params, errors: { [part]: { code, params } } });
  }
}

/** Refuses a decision that its organisation may not take, or that would leave something without a name. */
export async function checkDecision(
  ctx: Ctx,
  orgCode: string,
  body: SettingsWrite,
  { before, after }: Record<'before' | 'after', Settings>,
): Promise<void> {
  await checkInput(ctx, orgCode, body, after);
  await checkUse(ctx, orgCode, before, after);
}
