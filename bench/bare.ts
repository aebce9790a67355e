import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { registerHandlers } from './bareRegisters.ts';
import { provinceCodes } from '../shared/rules/orgCode.ts';
import { condition } from './places.ts';

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

const placeOf = (query: Query, alias: string, first: number) => condition(query.get('orgCode') ?? '15', alias, first);

const columns: Record<string, string> = {
  name: 'u.name',
  employees: 'u.employees',
  termEndsOn: 'u.term_ends_on',
  certificateEndsOn: 'u.certificate_ends_on',
  dueOn: 'r.due_on',
  submitBy: 'c.submit_by',
};

const pageOf = (query: Query, alias: string) => {
  const [field, direction] = (query.get('sort') ?? '').split(' ');
  const order = `order by ${columns[field!]} ${direction}, ${alias}.id ${direction}`;
  return `${order} limit 25 offset ${Number(query.get('offset') ?? 0)}`;
};

/** One page and how many there are; both scans are what an index of the product allows. */
async function list(table: string, alias: string, query: Query, states: readonly string[], more: string) {
  const place = placeOf(query, alias, 2);
  const where = `${alias}.status = any($1) and ${place.text}`;
  const values = [states, ...place.values];
  const joined = `join campaigns c on c.province_code = ${alias}.province_code and c.id = ${alias}.campaign_id`;
  const [rows, total] = await Promise.all([
    pool.query(
      `select ${alias}.*, c.title${more} from ${table} ${alias} ${joined} where ${where} ${pageOf(query, alias)}`,
      values,
    ),
    pool.query<{ total: number }>(`select count(*) as total from ${table} ${alias} where ${where}`, values),
  ]);
  return { body: rows.rows, total: total.rows[0]!.total };
}

const listItems = (query: Query): Promise<Answer> => list('rectifications', 'r', query, unsettled, '');
const listInspections = (query: Query): Promise<Answer> =>
  list('inspections', 'i', query, ['submitted'], ', c.submit_by');

async function listUnions(query: Query): Promise<Answer> {
  const { text, values } = placeOf(query, 'u', 1);
  const [rows, total] = await Promise.all([
    pool.query(`select u.* from unions u where u.active and ${text} ${pageOf(query, 'u')}`, values),
    pool.query<{ total: number }>(`select count(*) as total from unions u where u.active and ${text}`, values),
  ]);
  return { body: rows.rows, total: total.rows[0]!.total };
}

/** Whoever doesn't say in which province looks in all. */
async function oneItem(query: Query): Promise<Answer> {
  const province = query.get('province');
  const { rows } = await pool.query(
    `select r.*, c.title from rectifications r join campaigns c on c.province_code = r.province_code and c.id = r.campaign_id
     where r.province_code = any($2) and r.id = $1`,
    [query.get('id'), province ? [province] : provinceCodes],
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

/** How far into the code of an organisation its child's code reaches. */
const childWidth = (orgCode: string) => ({ CN: 2, 2: 4, 4: 6 })[orgCode === 'CN' ? 'CN' : orgCode.length] ?? 9;

/** The measures of a place by child, counted from the records each time. */
async function progress(query: Query): Promise<Answer> {
  const width = childWidth(query.get('orgCode') ?? '15');
  const [inspections, items] = [placeOf(query, 'i', 1), placeOf(query, 'r', 1)];
  const campaign = query.get('campaignId');
  const of = (alias: string, { text, values }: { text: string; values: string[] }) =>
    campaign
      ? { text: `${text} and ${alias}.campaign_id = $${values.length + 1}`, values: [...values, campaign] }
      : { text, values };
  const [inspectionsOf, itemsOf] = [of('i', inspections), of('r', items)];
  const answers = await Promise.all([
    pool.query(
      `select left(org_code, ${width}) as code, count(*) filter (where stage <> 'exempted') as targets,
         count(*) filter (where stage in ('faultless', 'defective', 'rectified', 'closed')) as submitted,
         count(*) filter (where stage in ('defective', 'rectified', 'closed')) as defective,
         count(*) filter (where shell and stage in ('defective', 'rectified', 'closed')) as shells
       from inspections i where ${inspectionsOf.text} group by 1`,
      inspectionsOf.values,
    ),
    pool.query(
      `select left(org_code, ${width}) as code, count(*) filter (where status <> 'withdrawn') as items,
         count(*) filter (where status in ('rectified', 'closed')) as rectified, count(*) filter (where status = 'closed') as closed,
         count(*) filter (where status in ('open', 'returned', 'reopened') and due_on < current_date) as overdue
       from rectifications r where ${itemsOf.text} group by 1`,
      itemsOf.values,
    ),
  ]);
  return { body: answers.map(({ rows }) => rows as unknown[]) };
}

const handlers: Record<string, (query: Query, body: never) => Promise<Answer>> = {
  '/rectifications': listItems,
  '/inspections': listInspections,
  '/unions': listUnions,
  '/rectification': oneItem,
  '/rectify': rectify,
  '/progress': progress,
  ...registerHandlers(pool),
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
