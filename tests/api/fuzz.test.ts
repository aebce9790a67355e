import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { messages } from '../../shared/messages.ts';
import { chance, type Chance } from '../support/isolation/chance.ts';
import { compose, type Land, type Request } from '../support/isolation/compose.ts';
import type { Operation } from '../support/isolation/contract.ts';
import { clock, landOf } from '../support/isolation/land.ts';
import { brokenJson, crooked, evils, headers, spoilt, types } from '../support/isolation/malice.ts';
import { enter, type Person } from '../support/isolation/people.ts';
import type { Answer } from '../support/isolation/send.ts';
import { allowed } from '../support/isolation/storm.ts';
import { records } from '../support/samples.ts';
import { openWorld, type World } from '../support/world.ts';

/** FUZZ_SEED=7 spoils other things, FUZZ_REQUESTS=100000 more of them. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_260_901);
const requests = Number(process.env['FUZZ_REQUESTS'] ?? 4_000);
jest.setTimeout(240_000 + requests * 30);

let world: World;
let land: Land;
let people: Person[];
const extra: Operation[] = [];

beforeAll(async () => {
  world = await openWorld({ clock });
  await records(world);
  // The sample has no figures, which no circular made by the interface lacks.
  await world.owner.query('delete from bulletins');
  land = await landOf(world, ['15', '1501', '150102', '44', '440902'], world.url);
  const names = ['nmg-admin', 'xincheng-officer', 'xincheng-chair', 'nmg-leader', 'operator'];
  people = (await Promise.all(names.map((name) => enter(world.url, world, name)))).filter((one) => one !== null);
  for (const person of people) await look(person);
  extra.push(...['login', 'password', 'logout'].map(signing));
});
afterAll(() => world?.close());

/** Signing in is no route of the document. */
const signing = (act: string): Operation => ({
  name: `POST /auth/${act}`,
  method: 'post',
  path: `/auth/${act}`,
  noun: 'auth',
  act: null,
  permission: 'signed-in',
  parameters: [],
  body: {
    type: 'object',
    required: ['username', 'password', 'current', 'next'],
    properties: Object.fromEntries(
      ['username', 'password', 'current', 'next'].map((name) => [name, { type: 'string', maxLength: 40 }]),
    ),
  },
  form: null,
  takesBytes: false,
});

/** What is in each list, so that spoilt requests are about records that exist. */
async function look(person: Person): Promise<void> {
  for (const noun of land.nouns) {
    const answer = await shoot({ method: 'GET', path: `/${noun}?range=[0,4]`, headers: { cookie: person.cookie } });
    if (answer.status !== 200) continue;
    const rows = JSON.parse(answer.bytes.toString('utf8')) as { id: string }[];
    await land.tree.factsOf(rows.map(({ id }) => id).filter((id) => id.length === 36));
    person.seen.set(noun, new Map(rows.map((row) => [row.id, row])));
  }
}

type Shot = { method: string; path: string; headers: Record<string, string>; body?: string | Buffer | undefined };

/** Sends exactly this, however wrong. */
function shoot({ method, path, headers: sent, body }: Shot): Promise<Answer> {
  const { hostname, port } = new URL(world.url);
  const length = body === undefined ? sent : { ...sent, 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path: `/api${path}`, headers: length, insecureHTTPParser: true };
    const asked = httpRequest(options, (res) => {
      const pieces: Buffer[] = [];
      res.on('data', (piece: Buffer) => pieces.push(piece));
      res.on('end', () => {
        const given = res.headers as Record<string, string>;
        resolve({
          status: res.statusCode ?? 0,
          type: given['content-type'] ?? '',
          headers: given,
          bytes: Buffer.concat(pieces),
        });
      });
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      // A server may hang up on a body that it has refused already.
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET')
        resolve({ status: 0, type: '', headers: {}, bytes: Buffer.alloc(0) });
      else reject(error);
    });
    asked.end(body);
  });
}

const ways = ['path', 'query', 'twice', 'body', 'body', 'body', 'json', 'type', 'header', 'method', 'form'] as const;

/** One valid request, spoilt in one way. */
function spoil(request: Request, way: (typeof ways)[number], person: Person, by: Chance): Shot {
  const { operation } = request;
  const shot: Shot = {
    method: request.method,
    path: request.path,
    headers: {
      cookie: person.cookie,
      'accept-language': by.happens(0.5) ? 'en' : 'zh-CN',
      ...(request.type ? { 'content-type': request.type } : {}),
    },
    ...(typeof request.body === 'string' || Buffer.isBuffer(request.body) ? { body: request.body } : {}),
  };
  const [address, query = ''] = request.path.split('?') as [string, string?];
  if (way === 'path') {
    const parts = address.split('/');
    const at =
      operation.path.includes('{id}') && by.happens(0.8)
        ? operation.path.split('/').indexOf('{id}')
        : by.between(1, parts.length - 1);
    parts[at] = by.of(crooked);
    return { ...shot, path: `${parts.join('/')}${query ? `?${query}` : ''}` };
  }
  if (way === 'query' || way === 'twice') {
    const names = [
      ...operation.parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name),
      'nonsense',
      '__proto__',
      'filter[id]',
    ];
    const name = by.of(names);
    const evil = by.happens(0.4)
      ? by.of(crooked)
      : encodeURIComponent(wellFormed(JSON.stringify(queryEvil(name, operation, by)) ?? ''));
    const asked = `${name}=${evil.slice(0, 5_000)}`;
    const search =
      way === 'twice'
        ? `${query}&${asked}&${asked}&${name}=`
        : [...new URLSearchParams(query)]
            .filter(([one]) => one !== name)
            .map(([one, value]) => `${one}=${encodeURIComponent(value)}`)
            .concat(asked)
            .join('&');
    return { ...shot, path: `${address}?${search}` };
  }
  if (way === 'json')
    return { ...shot, headers: { ...shot.headers, 'content-type': 'application/json' }, body: by.of(brokenJson) };
  if (way === 'type')
    return { ...shot, headers: { ...shot.headers, 'content-type': by.of(types) }, body: shot.body ?? '{"a":1}' };
  if (way === 'header') return { ...shot, headers: { ...shot.headers, ...by.of(headers) } };
  if (way === 'method')
    return { ...shot, method: by.of(['PATCH', 'OPTIONS', 'HEAD', 'PROPFIND', 'PUT', 'DELETE', 'POST']) };
  if (way === 'form')
    return {
      ...shot,
      headers: { ...shot.headers, 'content-type': 'multipart/form-data; boundary=x' },
      body: formBy(by),
    };
  const body = typeof request.body === 'string' && request.body !== '' ? (JSON.parse(request.body) as unknown) : {};
  return {
    ...shot,
    headers: { ...shot.headers, 'content-type': 'application/json' },
    body: JSON.stringify(spoilt(body, by)),
  };
}

const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '?');

function queryEvil(name: string, operation: Operation, by: Chance): unknown {
  if (name !== 'filter')
    return by.of([...evils, [0, 1e15], [-1, 5], [5, 1], ['id'], ['__proto__', 'ASC'], ['name', {}]]);
  const schema = operation.parameters.find((one) => one.name === 'filter')?.schema;
  const field = by.of([...Object.keys(schema?.properties ?? {}), '__proto__', 'constructor']);
  return JSON.parse(`{${JSON.stringify(field)}:${JSON.stringify(by.of(evils))}}`) as unknown;
}

function formBy(by: Chance): string {
  const part = (name: string, value: string, more = '') =>
    `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  return by.of([
    '--x--\r\n',
    '--y\r\n\r\n',
    part('file', 'text'),
    `${part('file', 'a,b\n', '; filename="../../x.csv"')}${part('file', 'a', '; filename="y"')}--x--\r\n`,
    `${part('__proto__', '1')}${part('kind', 'unions')}${part('file', 'PK\u0003\u0004nonsense', '; filename="x.xlsx"')}--x--\r\n`,
    `${part('kind', '\u0000')}${part('subjectType', 'users')}${part('subjectId', 'x')}${part('file', '%PDF-1.4', '; filename="\u0000.pdf"')}--x--\r\n`,
    `${Array.from({ length: 30 }, (_, index) => part(`f${index}`, 'x'.repeat(2_000))).join('')}--x--\r\n`,
    part('file', 'never ends', '; filename="x.csv"'),
  ]);
}

const inside =
  /node_modules|\.(ts|js|mjs):\d|\bat \S+ \(|\bselect\b.*\bfrom\b|insert into|violates|constraint|syntax error|relation "|column "|_(pk|fkey|province)\b|TypeError|ZodError|SyntaxError|RangeError|ENOENT|\/(tmp|work|home|root|server)\/|pg_|postgres/i;

/** What is wrong with an answer; null for nothing. */
function faultOf({ status, type, bytes, headers: given }: Answer, shot: Shot): string | null {
  if (status >= 500) return 'a failure of the server';
  if (status < 400) return null;
  if (shot.method === 'HEAD') return null;
  // What is no HTTP at all is refused before the product hears of it.
  if (bytes.length === 0 && [400, 417, 431].includes(status)) return null;
  const text = bytes.toString('utf8');
  if (!type.startsWith('application/problem+json')) return `its type is ${type}`;
  const said = JSON.parse(text) as Record<string, unknown>;
  const { current: _current, ...own } = said;
  const echo = JSON.stringify({ ...own, errors: Object.values((own['errors'] ?? {}) as object) });
  if (
    inside.test(
      echo.replace(/"message":"(The query is not valid|查询条件有误)[^"]*"|"title":"The query is not valid[^"]*"/g, ''),
    )
  )
    return 'something of the inside';
  const { code, message, title } = said as Record<string, string>;
  if (said['status'] !== status || !code || !(code in messages) || !title || !message)
    return 'not the shape of a problem';
  const language = String(shot.headers['accept-language'] ?? '');
  const isChinese = /[\u4e00-\u9fff]/.test(message);
  if (language === 'en' && isChinese && !message.startsWith('The query'))
    return 'a Chinese sentence for English readers';
  if (language === 'zh-CN' && !isChinese) return 'no Chinese sentence';
  if (given['x-powered-by']) return 'names its software';
  return null;
}

test('malformed input gets a sentence and a 4xx, on every route', async () => {
  const faults: object[] = [];
  const hit = new Map<string, number>();
  const all = [...land.operations, ...extra];
  const lane = async (first: number, step: number) => {
    const by = chance(seed + first);
    for (let n = first; n < requests && faults.length < 10; n += step) {
      const operation = all[n % all.length]!;
      const way = ways[Math.floor(n / all.length) % ways.length]!;
      const able = people.filter((person) => allowed(person, operation));
      const person = by.of(able.length > 0 && by.happens(0.95) ? able : people);
      const shot = spoil(compose(land, person, operation, by), way, person, by);
      const answer = await shoot(shot);
      hit.set(operation.name, (hit.get(operation.name) ?? 0) + 1);
      const fault = faultOf(answer, shot);
      if (!fault) continue;
      const { method, path, body, headers: sent } = shot;
      const { cookie: _cookie, ...told } = sent;
      faults.push({
        fault,
        seed,
        way,
        person: person.username,
        request: `${method} ${path.slice(0, 600)} ${JSON.stringify(told).slice(0, 300)} ${String(body ?? '').slice(0, 600)}`,
        answer: `${answer.status} ${answer.bytes.toString('utf8', 0, 600)}`,
      });
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, first) => lane(first, 8)));
  expect(faults).toEqual([]);
  expect([...hit.values()].every((times) => times >= Math.floor(requests / all.length))).toBe(true);
  expect(hit.size).toBe(all.length);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  expect((await shoot({ method: 'GET', path: '/health', headers: {} })).status).toBe(200);
});
