import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/**
 * The yardstick: `node:http` and `pg` with hand-written SQL over the tables and indexes of the product, with no
 * framework, no sign-in, no row security, no history beyond one event and no ledger. Its database address comes as an
 * argument, its port goes to the standard output.
 */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const pool = new pg.Pool({ connectionString: process.argv[2], max: 4 });
const unsettled = ['open', 'returned', 'reopened'];

type Query = URLSearchParams;
type Answer = { body: unknown; total?: number };

async function listItems(query: Query): Promise<Answer> {
  const [from, to] = bounds(query.get('orgCode') ?? '15');
  const values = ['15', query.get('campaignId'), unsettled, from, to];
  const where = `r.province_code = $1 and r.campaign_id = $2 and r.status = any($3) and r.org_code >= $4 and r.org_code < $5`;
  const [rows, total] = await Promise.all([
    pool.query(
      `select r.*, c.title from rectifications r join campaigns c on c.province_code = r.province_code and c.id = r.campaign_id
       where ${where} order by r.due_on, r.id limit 25`,
      values,
    ),
    pool.query<{ total: number }>(`select count(*) as total from rectifications r where ${where}`, values),
  ]);
  return { body: rows.rows, total: total.rows[0]!.total };
}

async function listInspections(query: Query): Promise<Answer> {
  const values = ['15', query.get('campaignId'), query.get('status')];
  const where = 'i.province_code = $1 and i.campaign_id = $2 and i.status = $3';
  const [rows, total] = await Promise.all([
    pool.query(
      `select i.*, c.title, c.submit_by from inspections i join campaigns c on c.province_code = i.province_code and c.id = i.campaign_id
       where ${where} order by c.submit_by, i.id limit 25`,
      values,
    ),
    pool.query<{ total: number }>(`select count(*) as total from inspections i where ${where}`, values),
  ]);
  return { body: rows.rows, total: total.rows[0]!.total };
}

async function oneItem(query: Query): Promise<Answer> {
  const { rows } = await pool.query(
    `select r.*, c.title from rectifications r join campaigns c on c.province_code = r.province_code and c.id = r.campaign_id
     where r.province_code = '15' and r.id = $1`,
    [query.get('id')],
  );
  return { body: rows[0] };
}

/** The least that a step must do: move the item, count it with its inspection, note who did it. */
async function rectify(query: Query, body: { measures: string }): Promise<Answer> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ inspection_id: string; org_code: string; union_id: string }>(
      `update rectifications set status = 'rectified', measures = $2, rectified_at = now(), rectified_by = 'bare',
         late = current_date > due_on, version = version + 1, updated_at = now()
       where province_code = '15' and id = $1 and status = any($3) returning *`,
      [query.get('id'), body.measures, unsettled],
    );
    const item = rows[0]!;
    await client.query(
      `update inspections set open_count = open_count - 1, stage = case when open_count = 1 then 'rectified' else stage end
       where province_code = '15' and id = $1`,
      [item.inspection_id],
    );
    await client.query(
      `insert into events (province_code, at, actor_name, org_code, union_id, subject_type, subject_id, action, changes)
       values ('15', now(), 'bare', $1, $2, 'rectifications', $3, 'rectify', $4)`,
      [item.org_code, item.union_id, query.get('id'), JSON.stringify({ status: ['open', 'rectified'] })],
    );
    await client.query('commit');
    return { body: item };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** The measures of the province by city, counted from the records each time. */
async function progress(query: Query): Promise<Answer> {
  const values = [query.get('campaignId')];
  const [inspections, items] = await Promise.all([
    pool.query(
      `select left(org_code, 4) as code, count(*) filter (where stage <> 'exempted') as targets,
         count(*) filter (where stage in ('faultless', 'defective', 'rectified', 'closed')) as submitted,
         count(*) filter (where stage in ('defective', 'rectified', 'closed')) as defective,
         count(*) filter (where shell and stage in ('defective', 'rectified', 'closed')) as shells
       from inspections where province_code = '15' and campaign_id = $1 group by 1`,
      values,
    ),
    pool.query(
      `select left(org_code, 4) as code, count(*) filter (where status <> 'withdrawn') as items,
         count(*) filter (where status in ('rectified', 'closed')) as rectified, count(*) filter (where status = 'closed') as closed,
         count(*) filter (where status in ('open', 'returned', 'reopened') and due_on < current_date) as overdue
       from rectifications where province_code = '15' and campaign_id = $1 group by 1`,
      values,
    ),
  ]);
  return { body: [inspections.rows, items.rows] };
}

const bounds = (code: string): [string, string] => [
  code,
  code.slice(0, -1) + String.fromCharCode(code.charCodeAt(code.length - 1) + 1),
];

const handlers: Record<string, (query: Query, body: never) => Promise<Answer>> = {
  '/rectifications': listItems,
  '/inspections': listInspections,
  '/rectification': oneItem,
  '/rectify': rectify,
  '/progress': progress,
};

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
}

const server = createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://bare');
  void bodyOf(req)
    .then((body) => handlers[url.pathname]!(url.searchParams, body as never))
    .then(
      ({ body, total }) => {
        if (total !== undefined) res.setHeader('Content-Range', `0-24/${total}`);
        res.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
      },
      (error: unknown) => {
        res.statusCode = 500;
        res.end(String(error));
      },
    );
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
