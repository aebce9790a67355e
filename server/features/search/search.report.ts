import sql, { raw } from 'sql-template-tag';
import { can } from '../../../shared/permissions.ts';
import { wordsOf } from '../../../shared/rules/grams.ts';
import {
  SEARCH_CAP,
  searchKinds,
  type SearchAnswer,
  type SearchGroup,
  type SearchKind,
  type SearchQuery,
  type SearchRow,
} from '../../../shared/search.ts';
import { wordFor } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { bestNamed, type Best } from '../../db/grams.ts';
import { planOnce } from '../../db/planned.ts';
import { inScope } from '../../db/scoped.ts';

/** What a group shows of its rows: the name, and the state that a note tells. */
const shown: Record<SearchKind, { name: string; state: string; detail: string }> = {
  unions: { name: 'name', state: "coalesce(t.end_kind, case when t.active then '' else 'inactive' end)", detail: 't.chair_name' },
  enterprises: { name: 'name', state: 't.stage', detail: 'null' },
  sites: { name: 'name', state: 't.status', detail: 'null' },
  campaigns: { name: 'title', state: 't.status', detail: 't.doc_no' },
}; // prettier-ignore

type Found = { id: string; name: string; orgCode: string; orgName: string; state: string; detail: string | null };

function noteOf(ctx: Ctx, kind: SearchKind, { state, detail }: Found): string | null {
  const { language } = ctx;
  if (kind === 'campaigns') return [wordFor('campaignStatus', state, language), detail].filter(Boolean).join(' · ');
  if (kind === 'sites') return wordFor('siteStatus', state, language);
  if (kind === 'enterprises') return wordFor('enterpriseStage', state, language);
  return state === 'merged' || state === 'dissolved' ? wordFor('endKind', state, language) : detail;
}

/** The records themselves, looked up in the scope, in the order in which they were found. */
async function groupOf(ctx: Ctx, { kind, total, provinces, ids }: Best, last: boolean): Promise<SearchGroup> {
  const { name, state, detail } = shown[kind];
  const rows = await ctx.query<Found>(
    sql`
    select t.id, t.${raw(name)} as name, t.org_code as "orgCode", o.name as "orgName", ${raw(state)} as state, ${raw(detail)} as detail
    from unnest(${provinces}::text[], ${ids}::uuid[]) with ordinality as found (province_code, id, place)
    join ${raw(kind)} t on t.province_code = found.province_code and t.id = found.id
    left join organisations o on o.code = t.org_code and ${inScope(ctx, 'organisations', 'o')}
    where ${inScope(ctx, kind, 't')}
    order by found.place`,
    { name: `search ${kind}`, last },
  );
  return {
    resource: kind,
    total: Math.min(total, SEARCH_CAP),
    more: total > SEARCH_CAP,
    rows: rows.map((row): SearchRow => ({
      id: row.id,
      name: row.name,
      orgCode: row.orgCode,
      orgName: row.orgName ?? '',
      note: noteOf(ctx, kind, row) || null,
    })),
  };
}

/** What the reader may list, by any part of its name; a kind without a match is left out. */
export async function search(ctx: Ctx, { q, kinds = [...searchKinds], limit }: SearchQuery): Promise<SearchAnswer> {
  const words = wordsOf(q);
  const mine = searchKinds.filter((kind) => kinds.includes(kind) && can(ctx.actor, 'list', kind));
  const [best] = await Promise.all([bestNamed(ctx, mine, words, limit), planOnce(ctx)]);
  const groups = best.map((one, index) => groupOf(ctx, one, index === best.length - 1));
  return { words, groups: await Promise.all(groups) };
}
