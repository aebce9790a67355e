import { demoPassword } from '../server/demo/accounts.ts';
import { longSorts } from '../shared/longLists.ts';
import { unsettledStatuses } from '../shared/rules/deadlines.ts';
import type { BenchDatabase } from './database.ts';
import { send, type Next } from './load.ts';
import { places, scopes, type ScopeName } from './places.ts';
import { openSteps } from './steps.ts';

/** What a kind of request must reach; shares are of the bare server's requests per second. */
export type Target = { share?: number; p95?: number; p50?: number };

/** One kind of request at one scope, as the product and as the bare server take it. */
export type Kind = { group: Group; name: string; scope: ScopeName; app: Next; bare?: Next; target?: Target };

export const groups = [
  'one', 'step', 'list', 'sorts', 'inspections', 'search', 'progress', 'deep', 'registers', 'issue', 'documents', 'exports', 'imports',
] as const; // prettier-ignore
export type Group = (typeof groups)[number];

export type Headers = Record<string, string>;
export type Servers = { app: string; bare: string };

export async function signIn(url: string, username: string): Promise<Headers> {
  const answer = await send({
    method: 'POST',
    url: `${url}/api/auth/login`,
    body: { username, password: demoPassword },
  });
  if (answer.status !== 200) throw new Error(`${username} can't sign in: ${answer.text}`);
  const cookies = answer.headers['set-cookie'] as string[];
  return { cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') };
}

type Range = { sort: [string, 'ASC' | 'DESC']; from?: number; size?: number; filter: object };

function list(url: string, resource: string, { sort, from = 0, size = 25, filter }: Range): string {
  const query = {
    sort: JSON.stringify(sort),
    range: JSON.stringify([from, from + size - 1]),
    filter: JSON.stringify(filter),
  };
  return `${url}/api/${resource}?${new URLSearchParams(query)}`;
}

/** "The same for whoever reads": a page with its total at the nation and in a province; a share of the bare one in a district. */
const pageTarget: Partial<Record<ScopeName, Target>> = {
  nation: { p95: 25, share: 5 },
  province: { p95: 25, share: 5 },
  district: { share: 0.55 },
};

const wide: readonly ScopeName[] = ['nation', 'province'];
const DEEP = 1_000_000;

export async function kindsOf(servers: Servers, database: BenchDatabase, wanted: ReadonlySet<Group>): Promise<Kind[]> {
  const { app, bare } = servers;
  const headers = Object.fromEntries(
    await Promise.all(scopes.map(async (scope) => [scope, await signIn(app, places[scope].reader)] as const)),
  ) as Record<ScopeName, Headers>;
  const get =
    (url: string, scope?: ScopeName): Next =>
    () => ({ method: 'GET', url, ...(scope ? { headers: headers[scope] } : {}) });
  const bareUrl = (path: string, scope: ScopeName, more: Record<string, string> = {}) =>
    `${bare}/${path}?${new URLSearchParams({ orgCode: places[scope].orgCode, ...more })}`;
  const page = (group: Group, scope: ScopeName, resource: string, range: Range, target?: Target): Kind => {
    const [field, direction] = range.sort;
    const more = { sort: `${field} ${direction}`, offset: String(range.from ?? 0) };
    const name = `${resource} by ${field}${range.from ? `, from ${range.from.toLocaleString('en')}` : ''}`;
    return {
      group,
      name,
      scope,
      app: get(list(app, resource, range), scope),
      bare: get(bareUrl(resource, scope, more)),
      ...(target ? { target } : {}),
    };
  };
  const unsettled = { status: [...unsettledStatuses] };
  type Item = { id: string; province: string };
  const itemsOf = async (condition: string, most = 5000) => {
    const { rows } = await database.admin.query<Item>(
      `select id, province_code as province from rectifications where ${condition} order by md5(id::text) limit ${most}`,
    );
    return rows;
  };
  const anywhere = await itemsOf("substr(id::text, 34) between '000' and '00f'", 30_000);
  const shown: Record<ScopeName, Item[]> = {
    nation: anywhere.splice(0, Math.min(3000, anywhere.length / 2)),
    province: await itemsOf("province_code = '15'"),
    city: await itemsOf("province_code = '15' and org_code = '150102'"),
    district: await itemsOf("province_code = '15' and org_code = '150102'"),
  };
  // A reader opens what a list has shown.
  for (let from = 0; from < shown.nation.length; from += 100) {
    const id = shown.nation.slice(from, from + 100).map((item) => item.id);
    const url = list(app, 'rectifications', { sort: ['id', 'ASC'], size: 100, filter: { id } });
    await send({ method: 'GET', url, headers: headers.nation });
  }
  let turn = 0;
  const nextOf = (items: readonly Item[]) => items[(turn += 1) % items.length]!;
  const one = (scope: ScopeName, name: string, items: readonly Item[], knows = true): Kind => ({
    group: 'one',
    name,
    scope,
    app: () => ({ method: 'GET', url: `${app}/api/rectifications/${nextOf(items).id}`, headers: headers[scope] }),
    bare: () => {
      const { id, province } = nextOf(items);
      return { method: 'GET', url: `${bare}/rectification?${new URLSearchParams(knows ? { id, province } : { id })}` };
    },
    target: { share: 0.35 },
  });
  const wave = await seriesOf(database);
  const kinds: Kind[] = [
    ...scopes.map((scope) => one(scope, 'one rectification', shown[scope])),
    one('nation', 'one rectification, never shown in a list', anywhere, false),
    ...(wanted.has('step') ? await openSteps(servers, database, headers) : []),
    ...scopes.map((scope) =>
      page('list', scope, 'rectifications', { sort: ['dueOn', 'ASC'], filter: unsettled }, pageTarget[scope]),
    ),
    ...wide.flatMap((scope) =>
      longSorts.unions
        .filter((field) => field !== 'id')
        .map((field) =>
          page('sorts', scope, 'unions', { sort: [field, 'DESC'], filter: { active: true } }, pageTarget[scope]),
        ),
    ),
    ...scopes.map((scope) =>
      page(
        'inspections',
        scope,
        'inspections',
        { sort: ['submitBy', 'ASC'], filter: { status: 'submitted' } },
        pageTarget[scope],
      ),
    ),
    ...scopes.flatMap((scope) =>
      ['第四实验小学', '机关 幼儿'].map((words): Kind => ({
        group: 'search',
        name: `search: ${words}`,
        scope,
        app: get(`${app}/api/search?${new URLSearchParams({ q: words })}`, scope),
        bare: get(bareUrl('search', scope, { q: words })),
        ...(wide.includes(scope) ? { target: { p95: 25, share: 5 } } : {}),
      })),
    ),
    ...scopes.map((scope): Kind => {
      const { campaignId, path } = scope === 'nation' ? wave.nation : wave.province;
      return {
        group: 'progress',
        name: 'progress by child',
        scope,
        app: get(`${app}/api/${path}`, scope),
        bare: get(bareUrl('progress', scope, campaignId ? { campaignId } : {})),
        target: { p95: 10, ...(scope === 'nation' || scope === 'province' ? { share: 10 } : {}) },
      };
    }),
    ...((await deepEnough(database))
      ? [page('deep', 'nation', 'rectifications', { sort: ['dueOn', 'ASC'], from: DEEP, filter: {} }, { p95: 100 })]
      : []),
  ];
  return kinds.filter(({ group }) => wanted.has(group)).map((kind) => (kind.group === 'deep' ? appOnly(kind) : kind));
}

/** Nobody would read a million rows to show twenty-five of them. */
function appOnly({ bare: _bare, ...kind }: Kind): Kind {
  return kind;
}

async function deepEnough({ admin }: BenchDatabase): Promise<boolean> {
  const { rows } = await admin.query<{ n: number }>(
    "select reltuples::int as n from pg_class where relname = 'rectifications'",
  );
  return rows[0]!.n > DEEP + 25;
}

/** The province's running campaign, and the wave that it is a part of. */
async function seriesOf({ admin }: BenchDatabase) {
  const { rows } = await admin.query<{ id: string; series_id: string | null }>(
    "select id, series_id from campaigns where org_code = '15' and status = 'issued' order by starts_on desc limit 1",
  );
  const { id, series_id: series } = rows[0]!;
  const nation = new URLSearchParams({ campaignId: id, orgCode: 'CN', by: 'child' });
  return {
    campaignId: id,
    province: { campaignId: id, path: `progress?${new URLSearchParams({ campaignId: id, by: 'child' })}` },
    nation: { campaignId: series ? undefined : id, path: `progress?${nation}` },
  };
}

export async function campaignOf(database: BenchDatabase): Promise<string> {
  return (await seriesOf(database)).campaignId;
}
