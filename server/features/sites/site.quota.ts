import sql from 'sql-template-tag';
import { boundsOf, isAtOrAbove, provinceOf } from '../../../shared/rules/orgCode.ts';
import { quotaOf, quotaPlaceOf } from '../../../shared/rules/sites.ts';
import type { Settings } from '../../../shared/settings.ts';
import { builtStatuses, type SiteQuota } from '../../../shared/sites.ts';
import { wordFor } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { Failure } from '../../errors.ts';
import { settingsOf } from '../settings/settings.service.ts';
import type { SiteRow } from './site.entity.ts';

type Place = Pick<SiteRow, 'id' | 'orgCode' | 'batchCategory'>;

/** Accepted and listed sites of a batch category in a city, one of them left out if asked for. */
async function used(ctx: Ctx, place: string, batchCategory: string, except: string | null): Promise<number> {
  const { from, to } = boundsOf(place);
  const [row] = await ctx.query<{ used: number }>(sql`
    select count(*)::int as used from sites
    where province_code = ${provinceOf(place)} and org_code >= ${from} and org_code < ${to}
      and batch_category = ${batchCategory} and status = any(${[...builtStatuses]})
      and id is distinct from ${except}::uuid and ${inScope(ctx, 'sites')}`);
  return row!.used;
}

async function nameOf(ctx: Ctx, code: string): Promise<string> {
  const [row] = await ctx.query<{ name: string }>(sql`
    select short_name as name from organisations where code = ${code} and ${inScope(ctx, 'organisations')}`);
  return row?.name ?? '';
}

/** What a province calls a batch category. */
export const batchNameOf = (ctx: Ctx, batches: Settings['batchCategories'], key: string): string =>
  batches.find((one) => one.key === key)?.name ?? wordFor('siteBatch', 'other', ctx.language);

/** The quota of a site's batch in its city; null where there is none, and for readers who don't see the whole city. */
export async function quotaFor(ctx: Ctx, { orgCode, batchCategory }: Place): Promise<SiteQuota | null> {
  const place = quotaPlaceOf(orgCode);
  if (!isAtOrAbove(ctx.actor.orgCode, place)) return null;
  const { siteQuotas } = await settingsOf(ctx, provinceOf(orgCode));
  const count = quotaOf(siteQuotas, orgCode, batchCategory);
  if (count === null) return null;
  return {
    orgCode: place,
    name: await nameOf(ctx, place),
    batchCategory,
    count,
    used: await used(ctx, place, batchCategory, null),
  };
}

/**
 * Refuses one more accepted or listed site where the province's quota for its batch and city is taken. Holds a lock
 * until the transaction ends, so that two at once cannot exceed it.
 */
export async function takeQuota(ctx: Ctx, site: Place): Promise<void> {
  const settings = await settingsOf(ctx, provinceOf(site.orgCode));
  const count = quotaOf(settings.siteQuotas, site.orgCode, site.batchCategory);
  if (count === null) return;
  const place = quotaPlaceOf(site.orgCode);
  await ctx.query(sql`
    select pg_advisory_xact_lock(hashtextextended(${`sites.quota ${place} ${site.batchCategory}`}, 0))`);
  const others = await used(ctx, place, site.batchCategory, site.id);
  if (others < count) return;
  const batch = batchNameOf(ctx, settings.batchCategories, site.batchCategory);
  throw new Failure(409, 'site-quota-reached', {
    params: { place: await nameOf(ctx, place), batch, count, used: others },
  });
}
