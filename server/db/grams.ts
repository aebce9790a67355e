import sql, { join, raw, type Sql } from 'sql-template-tag';
import { gramsOfSearch, isLong, isPair } from '../../shared/rules/grams.ts';
import { ancestorsOf, boundsOf } from '../../shared/rules/orgCode.ts';
import type { SearchKind } from '../../shared/search.ts';
import type { Ctx } from '../ctx.ts';
import { inOwnScope, inScope } from './scoped.ts';
import { provincesOf } from './tenancy.ts';

/** A record as a search finds it: its name, perhaps one more text, and whether the levels below read it too. */
export type Named = {
  id: string;
  orgCode: string;
  texts: readonly [name: string | null | undefined, other?: string | null | undefined];
  published?: boolean;
};

/** The columns that each noun is found by; `search_backfill` of the database says the same. */
const columns: Record<SearchKind, readonly string[]> = {
  unions: ['name', 'chair_name'],
  enterprises: ['name'],
  sites: ['name', 'address'],
  campaigns: ['title', 'doc_no'],
};

const given = (records: readonly Named[]) =>
  JSON.stringify(
    records.map(({ id, orgCode, texts: [name, other = null], published = false }) => ({
      id,
      org_code: orgCode,
      name,
      other,
      published,
    })),
  );

/**
 * Keeps the search in step with what becomes of records: all of `before` are found no longer, all of `after` are. One
 * statement for any number of them; what is the same on both sides costs nothing.
 */
export async function indexNames(
  ctx: Ctx,
  kind: SearchKind,
  before: readonly Named[],
  after: readonly Named[],
): Promise<void> {
  const [was, is] = [given(before), given(after)];
  if (was === is) return;
  const read = (records: string) => sql`
    select left(r.org_code, 2) as province_code, r.* from jsonb_to_recordset(${records}::jsonb)
      as r (id uuid, org_code text, name text, other text, published boolean)`;
  await ctx.query(sql`
    with old as materialized (${read(was)}), new as materialized (${read(is)}), gone as (
      delete from search_names s using old
      where s.province_code = old.province_code and s.subject_id = old.id and ${inOwnScope(ctx, 'search_names', 's')}
        and not exists (select from new where new.id = old.id and new.province_code = old.province_code)
    )
    insert into search_names as s (province_code, subject_type, subject_id, org_code, published, content)
    select province_code, ${kind}, id, org_code, published, search_text(name, other) from new
    order by org_code, id
    on conflict on constraint search_names_pk do update
    set org_code = excluded.org_code, published = excluded.published, content = excluded.content
    where (s.org_code, s.published, s.content) is distinct from (excluded.org_code, excluded.published, excluded.content)`);
}

/** The texts of a row (alias `t`) as the search keeps them. */
const keptText = (kind: SearchKind): Sql => {
  const [name, other] = columns[kind];
  return raw(`search_text(t.${name}, ${other ? `t.${other}` : 'null'})`);
};

/** Keeps the names of records that are not kept yet, read where they stand: for many that were written at once. */
export async function nameRecords(ctx: Ctx, kind: SearchKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.query(sql`
    insert into search_names (province_code, subject_type, subject_id, org_code, content)
    select t.province_code, ${kind}, t.id, t.org_code, ${keptText(kind)}
    from ${raw(kind)} t
    where t.province_code = any(${provincesOf(ctx.actor)}) and t.id = any(${ids}::uuid[]) and ${inOwnScope(ctx, kind, 't')}
    order by t.org_code, t.id
    on conflict on constraint search_names_pk do nothing`);
}

/** What the server itself says of the reader's scope, beside the scope of the transaction. */
function boundsFor(ctx: Ctx): string {
  const { orgCode, role, unionId } = ctx.actor;
  if (!ctx.scopeInQueries) return '{}';
  // An operator has no scope in business: bounds between which nothing lies.
  if (role === 'operator') return JSON.stringify({ from: ':', to: '0', superiors: [] });
  const reporter = role === 'reporter';
  const superiors = [...(reporter ? [orgCode] : []), ...ancestorsOf(orgCode)];
  return JSON.stringify({ ...boundsOf(orgCode), ...(reporter ? { union: unionId } : {}), superiors });
}

/** How the functions of the database are asked for the rule `isFound`. */
function asked(words: readonly string[]): { grams: string[]; patterns: string[]; beginning: string | null } {
  return {
    grams: gramsOfSearch(words),
    // A word that is a pair is found by its key alone.
    patterns: words.filter((word) => !isPair(word)).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`),
    beginning: words.some(isLong) ? null : (words[0] ?? null),
  };
}

/** `common`: what every tenth record or so of the scope has. `total` is exact up to 100. */
export type Best = { kind: SearchKind; total: number; common: boolean; provinces: string[]; ids: string[] };

/** For each kind with a match the best `most` records, best first. */
export async function bestNamed(
  ctx: Ctx,
  kinds: readonly SearchKind[],
  words: readonly string[],
  most: number,
): Promise<Best[]> {
  const { grams, patterns, beginning } = asked(words);
  if (kinds.length === 0 || grams.length === 0) return [];
  const rows = await ctx.query<{
    kind: SearchKind;
    province_code: string;
    subject_id: string;
    total: number;
    common: boolean;
  }>(
    sql`
      select kind, found.* from unnest(${kinds}::text[]) as kind, search_found(kind, ${grams}, ${patterns}, ${beginning}::text,
        ${words}, ${boundsFor(ctx)}::jsonb, ${most}::integer) as found`,
    { name: 'best named' },
  );
  return kinds.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    const [first] = own;
    if (!first) return [];
    const { total, common } = first;
    const provinces = own.map((row) => row.province_code);
    return [{ kind, total, common, provinces, ids: own.map((row) => row.subject_id) }];
  });
}

/** A condition on rows (alias `t`) of a noun: that all words are in them, a single character anywhere too. */
export async function foundBy(ctx: Ctx, kind: SearchKind, words: readonly string[]): Promise<Sql> {
  if (words.length === 0) return sql`false`;
  if (words.some(isLong)) {
    const [best] = await bestNamed(ctx, [kind], words, 1);
    if (!best) return sql`false`;
    const { grams, patterns } = asked(words);
    if (!best.common) {
      return sql`(t.province_code, t.id) in (select found.province_code, found.subject_id
        from search_all(${kind}, ${grams}, ${patterns}, null, ${boundsFor(ctx)}::jsonb) as found)`;
    }
  }
  // What is common is sooner met on the way through the list than looked up.
  const all = words.map((word) => sql`strpos(n.content, ${word}) > 0`);
  return sql`exists (
    select from search_names n where n.province_code = t.province_code and n.subject_id = t.id
      and ${join([...all, inScope(ctx, 'search_names', 'n')], ' and ')})`;
}
