import sql, { raw } from 'sql-template-tag';
import { wordFor, type Word, words } from '../../../shared/words.ts';
import { w } from '../../../shared/words/word.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { partInForce } from '../settings/settings.service.ts';
import type { AnyList } from './kinds/index.ts';
import { placesOf } from './places.ts';

/** Names of filters that many lists have. */
const common: Record<string, Word> = {
  q: w('搜索', 'Search'),
  id: w('选定的记录', 'Chosen records'),
  orgCode: w('地区（含下级）', 'Area and all below'),
  orgExact: w('地区（仅本级）', 'Area alone'),
  campaignId: w('督导活动', 'Campaign'),
  unionId: w('基层工会', 'Union'),
};

/** Keys of filters whose column holds something else, or that have none. */
const groups: Record<string, keyof typeof words> = { passing: 'sixHave', failing: 'sixHave', funnel: 'measure' };
const loose: Record<string, Word> = {
  mark: w('待整改', 'To rectify'),
  verify: w('待核查', 'To verify'),
  extension: w('延期待批', 'Extension asked for'),
  ended: w('已到期', 'Ended'),
  within90: w('90 天内到期', 'Ends within 90 days'),
};

/** The table in which the records stand that an id may name, and their name. */
const named: Record<string, readonly [table: string, column: string]> = {
  campaignId: ['campaigns', 'title'],
  unionId: ['unions', 'name'],
  mergedIntoId: ['unions', 'name'],
  enterpriseId: ['enterprises', 'name'],
  siteId: ['sites', 'name'],
};

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Names of what the reader sees of these records; the others are only counted. */
async function namesOf(ctx: Ctx, field: string, ids: readonly unknown[]): Promise<string> {
  const [table, column] = named[field]!;
  const rows = await ctx.query<{ name: string }>(sql`
    select ${raw(column)} as name from ${raw(table)}
    where province_code = any(${provincesOf(ctx.actor)}) and id = any(${ids.slice(0, 20)}) and ${inScope(ctx, table)} order by 1`);
  const names = rows.map(({ name }) => name).join('、');
  return ids.length > rows.length ? `${names}${names && '、'}…（${ids.length}）` : names;
}

async function settingWord(ctx: Ctx, part: 'letterKinds' | 'batchCategories', keys: readonly unknown[]) {
  const inForce = (await partInForce(ctx, part)).of(ctx.actor.orgCode);
  return keys.map((key) => inForce.find((one) => one.key === key)?.name ?? String(key)).join('、');
}

async function valueOf(ctx: Ctx, { resource, columns }: AnyList, field: string, value: unknown): Promise<string> {
  const values = asArray(value);
  if (field === 'orgCode' || field === 'orgExact') {
    const places = placesOf(ctx);
    await places.learn(values.map(String));
    return values.map((code) => places.name(String(code))).join('、');
  }
  if (field in named) return namesOf(ctx, field, values);
  if (resource === 'letters' && field === 'kind') return settingWord(ctx, 'letterKinds', values);
  if (field === 'batchCategory') return settingWord(ctx, 'batchCategories', values);
  if (/(^id|Id)$/.test(field)) return String(values.length);
  const group = groups[field] ?? columns.find(({ source }) => source === field)?.group;
  const told = values.map((one) => {
    if (typeof one === 'boolean') return wordFor('answer', one ? 'yes' : 'no', ctx.language);
    if (group) return wordFor(group, String(one), ctx.language);
    return loose[String(one)]?.[ctx.language] ?? String(one);
  });
  return told.join('、');
}

const bounds = { gte: [['不早于', '不少于'], 'from'], lte: [['不晚于', '不多于'], 'to'] } as const;

/** What a filter's field is called. */
export function filterLabel({ columns, filterWords = {} }: AnyList, field: string): Word | undefined {
  const word = filterWords[field] ?? common[field] ?? columns.find(({ source }) => source === field)?.heading;
  if (word) return word;
  const bound = /^(.*)_(gte|lte)$/.exec(field);
  const of = bound && columns.find(({ source }) => source === bound[1]);
  if (!of) return undefined;
  const [zh, en] = bounds[bound[2] as 'gte' | 'lte'];
  const { heading } = of;
  return w(`${heading.zh}${of.kind === 'day' || of.kind === 'instant' ? zh[0] : zh[1]}`, `${heading.en} ${en}`);
}

/** A filter as people read it: what is asked of which field. */
export async function filterInWords(
  ctx: Ctx,
  list: AnyList,
  filter: Record<string, unknown>,
): Promise<[label: string, value: string][]> {
  const told: [string, string][] = [];
  for (const [field, value] of Object.entries(filter)) {
    told.push([filterLabel(list, field)?.[ctx.language] ?? field, await valueOf(ctx, list, field, value)]);
  }
  return told;
}
