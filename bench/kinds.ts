import type pg from 'pg';
import { demoPassword } from '../server/demo/accounts.ts';
import { send, type Call } from './load.ts';

/** One kind of request, as the product and as the bare server take it. */
export type Kind = { name: string; app: () => Call; bare: () => Call; limitMs?: number };

export async function signIn(url: string, username: string): Promise<Record<string, string>> {
  const answer = await send({
    method: 'POST',
    url: `${url}/api/auth/login`,
    body: { username, password: demoPassword },
  });
  if (answer.status !== 200) throw new Error(`${username} can't sign in: ${answer.text}`);
  const cookies = answer.headers['set-cookie'] as string[];
  return { cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') };
}

const list = (url: string, resource: string, sort: [string, string], filter: object) =>
  `${url}/api/${resource}?${new URLSearchParams({ sort: JSON.stringify(sort), range: '[0,24]', filter: JSON.stringify(filter) })}`;

export type Servers = { app: string; bare: string };

export async function kindsOf({ app, bare }: Servers, admin: pg.Client, campaignId: string): Promise<Kind[]> {
  const [province, district, leader] = await Promise.all(
    ['nmg-officer', 'xincheng-officer', 'nmg-leader'].map((username) => signIn(app, username)),
  );
  const ids = async (condition: string, limit: number) =>
    (
      await admin.query<{ id: string }>(
        `select id from rectifications where campaign_id = $1 and ${condition} order by md5(id::text) limit ${limit}`,
        [campaignId],
      )
    ).rows.map(({ id }) => id);
  const readable = await ids('true', 5000);
  const open = await ids("status = 'open' and evidence <> 'required' and not extension_pending", 20_000);
  let turn = 0;
  const any = () => readable[(turn += 1) % readable.length]!;
  // Each item can be marked once: both servers take from one heap.
  const next = () => {
    const id = open.pop();
    if (!id) throw new Error('no open items left');
    return id;
  };
  const unsettled = ['open', 'returned', 'reopened'];
  const get = (headers: Record<string, string> | undefined, url: string) => (): Call => ({
    method: 'GET',
    url,
    headers,
  });
  const soonest = (filter: object) =>
    list(app, 'rectifications', ['dueOn', 'ASC'], { campaignId, status: unsettled, ...filter });
  return [
    {
      name: 'list: rectifications due soonest, province',
      app: get(province, soonest({})),
      bare: get(undefined, `${bare}/rectifications?campaignId=${campaignId}`),
    },
    {
      name: 'list: rectifications due soonest, district',
      app: get(district, soonest({})),
      bare: get(undefined, `${bare}/rectifications?campaignId=${campaignId}&orgCode=150102`),
    },
    {
      name: 'list: inspections by status, province',
      app: get(province, list(app, 'inspections', ['submitBy', 'ASC'], { campaignId, status: 'submitted' })),
      bare: get(undefined, `${bare}/inspections?campaignId=${campaignId}&status=submitted`),
    },
    {
      name: 'one rectification',
      app: () => ({ method: 'GET', url: `${app}/api/rectifications/${any()}`, headers: province }),
      bare: () => ({ method: 'GET', url: `${bare}/rectification?id=${any()}` }),
    },
    {
      name: 'transition: rectify',
      app: () => ({
        method: 'POST',
        url: `${app}/api/rectifications/${next()}/rectify`,
        headers: province,
        body: { measures: '已整改到位' },
      }),
      bare: () => ({ method: 'POST', url: `${bare}/rectify?id=${next()}`, body: { measures: '已整改到位' } }),
    },
    {
      name: 'progress of the province by child',
      app: get(leader, `${app}/api/progress?campaignId=${campaignId}&by=child`),
      bare: get(undefined, `${bare}/progress?campaignId=${campaignId}`),
      limitMs: 20,
    },
  ];
}
