import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { Ctx } from '../../server/ctx.ts';
import { platformActor } from '../../server/db/platform.ts';
import type { Inspection } from '../../shared/inspections.ts';
import { password } from '../support/builders.ts';
import { pixel } from '../support/client.ts';
import { answersWith, issuedCampaign, openWorld, submittedInspection, until, type World } from '../support/world.ts';

let world: World;
const person = 'xincheng-officer';
const seen: Transaction[] = [];
const sessionReads: string[] = [];

type Transaction = { begin: string; statements: number; roundTrips: number };

/** Notes every transaction of the requests: a statement that is sent while none is under way begins a round trip. */
function watch(client: PoolClient): void {
  const send = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
  let flying = 0;
  let now: Transaction | undefined;
  const watched = (...given: unknown[]) => {
    const text = typeof given[0] === 'string' ? given[0] : (given[0] as { text: string }).text;
    if (text.startsWith('BEGIN')) seen.push((now = { begin: text, statements: 0, roundTrips: 0 }));
    if (now) now.statements += 1;
    if (now && flying === 0) now.roundTrips += 1;
    flying += 1;
    const sent = send(...given);
    const settled = () => void (flying -= 1);
    sent.then(settled, settled);
    return sent;
  };
  client.query = watched as never;
}

let actorId: string;

/** What the database was asked for one request of the person. */
async function asked(request: () => Promise<{ status: number }>): Promise<Omit<Transaction, 'begin'>> {
  seen.length = 0;
  const { status } = await request();
  if (status !== 200) throw new Error(`answered with ${status}`);
  const own = seen.filter(({ begin }) => begin.includes(actorId));
  if (own.length !== 1) throw new Error(`${own.length} transactions`);
  const [{ statements, roundTrips }] = own as [Transaction];
  return { statements, roundTrips };
}

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  await world.build.unions('150102', 3);
  const watchedClients = new WeakSet<PoolClient>();
  const { master } = world.deps.source.driver as unknown as { master: Pool };
  master.on('acquire', (client) => {
    if (watchedClients.has(client)) return;
    watchedClients.add(client);
    watch(client);
  });
  const { pool } = world.deps;
  const query = pool.query.bind(pool) as (...given: unknown[]) => unknown;
  pool.query = ((...given: unknown[]) => {
    if (String(given[0]).includes('as text from sessions')) sessionReads.push(String(given[0]));
    return query(...given);
  }) as never;
  const { rows } = await world.owner.query<{ id: string }>('select id from users where username = $1', [person]);
  actorId = rows[0]!.id;
});
afterAll(() => world?.close());

test('one record is one round trip, a list page too, a step is two; the session travels along', async () => {
  const { items } = await submittedInspection(world, ['Q4', 'Q8']);
  const { id } = items.get('Q4')!;
  const district = await world.as(person);
  sessionReads.length = 0;
  // BEGIN with the scope, the session, the record, COMMIT.
  expect(await asked(() => district.get(`/rectifications/${id}`))).toEqual({ statements: 4, roundTrips: 1 });
  // How they are planned, the rows, and how many there are.
  expect(await asked(() => district.get('/rectifications?range=[0,24]'))).toEqual({ statements: 6, roundTrips: 1 });
  // Locked and read in one statement, written in another.
  const rectified = () => district.post(`/rectifications/${id}/rectify`, { measures: '已补选委员' });
  expect(await asked(rectified)).toEqual({ statements: 5, roundTrips: 2 });
  expect(await asked(() => district.post(`/rectifications/${id}/withdraw`, {}))).toEqual({
    statements: 5,
    roundTrips: 2,
  });
  expect(sessionReads).toEqual([]);
});

test('submitting takes the items that were there before and nothing else', async () => {
  const campaign = await issuedCampaign(world, { title: '第二次' });
  const district = await world.as(person);
  const [inspection] = await district.list<Inspection>('inspections', { campaignId: campaign.id, status: 'pending' });
  const submit = () =>
    district.post(`/inspections/${inspection!.id}/submit`, { answers: answersWith(['Q4', 'Q8', 'Q11']) });
  expect(await asked(submit)).toEqual({ statements: 6, roundTrips: 3 });
});

test('progress reads the campaign and the places below beside each other, then the counts', async () => {
  const { id } = await issuedCampaign(world, { title: '第三次' });
  const district = await world.as(person);
  // BEGIN with the scope, the session, the campaign, the places; the counts; COMMIT.
  expect(await asked(() => district.get(`/progress?campaignId=${id}`))).toEqual({ statements: 6, roundTrips: 3 });
});

test('a session that has ended counts for nothing on the very next request, nor does what it remembered', async () => {
  const district = await world.as(person);
  const { rows } = await world.owner.query<{ id: string }>(
    "select id from rectifications where status = 'open' limit 1",
  );
  const { id } = rows[0]!;
  expect((await district.get(`/rectifications/${id}`)).status).toBe(200);
  await world.owner.query("delete from sessions where sess -> 'actor' ->> 'id' = $1", [actorId]);
  const refused = [
    await district.get(`/rectifications/${id}`),
    await district.get('/rectifications?range=[0,24]'),
    await district.post(`/rectifications/${id}/rectify`, { measures: '已补选委员' }),
    // Refused by what is remembered: the session is asked first.
    await district.post(`/rectifications/${id}/close`, {}),
    await district.get('/rectifications/unknown'),
  ];
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  const { rows: after } = await world.owner.query('select status from rectifications where id = $1', [id]);
  expect(after).toEqual([{ status: 'open' }]);
});

test('a file that takes long to arrive is nobody’s when its sender has been signed out meanwhile', async () => {
  const login = await fetch(`${world.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: person, password }),
  });
  const cookie = login.headers.getSetCookie()[0]!.split(';')[0]!;
  sessionReads.length = 0;
  const head =
    '--edge\r\nContent-Disposition: form-data; name="file"; filename="x.png"\r\nContent-Type: image/png\r\n\r\n';
  let rest: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      stream.enqueue(Buffer.from(head));
      rest = () => {
        stream.enqueue(Buffer.concat([pixel('late'), Buffer.from('\r\n--edge--\r\n')]));
        stream.close();
      };
    },
  });
  const sent = fetch(`${world.url}/api/attachments`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'multipart/form-data; boundary=edge' },
    body,
    duplex: 'half',
  } as RequestInit);
  await until(() => Promise.resolve(sessionReads.length > 0 || null));
  await world.owner.query("delete from sessions where sess -> 'actor' ->> 'id' = $1", [actorId]);
  rest();
  expect((await sent).status).toBe(401);
});

test('whatever of a transaction still runs after its end has nothing to say on a connection of others', async () => {
  const left: Ctx[] = [];
  const failed = world.deps.as(platformActor, 'zh', async (ctx) => {
    left.push(ctx);
    await ctx.query(sql`select 1 / 0`);
  });
  await expect(failed).rejects.toThrow('division by zero');
  await world.deps.as(platformActor, 'zh', async (ctx) => void left.push(ctx));
  for (const ctx of left) await expect(ctx.query(sql`select 1`)).rejects.toThrow('after the end of its transaction');
});
