import { createHash } from 'node:crypto';
import { pixel } from '../client.ts';
import { nobodysId, type Chance } from './chance.ts';
import { markOf, markOpen } from './answers.ts';
import type { Operation, Schema } from './contract.ts';
import { draw, type Source } from './draw.ts';
import type { Person, Seen } from './people.ts';
import { mayRead, type Tree } from './tree.ts';

/** A request as it is sent, and as a failure prints it. */
export type Request = {
  operation: Operation;
  method: string;
  /** Below /api, with its query. */
  path: string;
  type: string | null;
  body: string | Buffer<ArrayBuffer> | FormData | null;
  /** What a form holds, for print. */
  told?: Record<string, string>;
};

export type Land = {
  tree: Tree;
  operations: readonly Operation[];
  nouns: ReadonlySet<string>;
  today: string;
  now(): string;
  /** Every organisation that has people, and some that have none. */
  codes: readonly string[];
  placeNames: ReadonlyMap<string, string>;
  robot: string;
  /** Whether the person's account still has the place that it signed in with. */
  stands(person: Person): Promise<boolean>;
};

const picture = pixel('现场.png');
const codeNouns = new Set(['organisations', 'settings']);
/** What must differ from one record to the next. */
const unlike = new Set(['name', 'title', 'username', 'code', 'month', 'docNo', 'uscc', 'number', 'version', 'active']);

let serial = 0;

/** The act that a record must allow for this operation; null for a look. */
export const wantedBy = ({ act, method }: Operation): string | null =>
  act ?? (method === 'put' ? 'edit' : method === 'delete' ? 'delete' : null);

/** A valid request of this person to this operation, about what the person may know and what it may not. */
export function compose(land: Land, person: Person, operation: Operation, by: Chance, subject?: string): Request {
  const { noun, method } = operation;
  const seenOf = (name: string) => [...(person.seen.get(name)?.values() ?? [])];
  const may = (record: Seen, action: string) =>
    (record['mayActions'] as string[] | undefined)?.includes(action) ?? false;
  const wanted = wantedBy(operation);
  /** The record that a request is about: mostly one whose next act this is. */
  const chosen = (name: string): Seen | null => {
    const own = seenOf(name);
    const ready = wanted && name === noun ? own.filter((record) => may(record, wanted)) : [];
    const among = ready.length > 0 && by.happens(0.8) ? ready : own;
    return among.length > 0 ? by.of(among) : null;
  };
  const idOf = (name: string | null): string => {
    const kind = name ?? by.of([...land.nouns]);
    const [all, own] = [land.tree.known(kind), chosen(kind)];
    if (codeNouns.has(kind)) return own && by.happens(0.6) ? String(own['id']) : by.of(land.codes);
    if (own && by.happens(0.78)) return String(own['id']);
    if (all.length === 0 || by.happens(0.1)) return nobodysId(by);
    if (own || by.happens(0.3)) return by.of(all);
    const some = Array.from({ length: 8 }, () => by.of(all));
    return some.find((one) => land.tree.last(one).some((fact) => mayRead(person, fact))) ?? some[0]!;
  };
  const id = operation.path.includes('{id}') ? (subject ?? idOf(noun)) : null;
  const about = id === null ? null : (person.seen.get(noun)?.get(id) ?? null);
  const home = person.orgCode === 'CN' ? '15' : person.orgCode;
  const writer = markOf(String(about?.['orgCode'] ?? person.orgCode).slice(0, Math.max(home.length, 2)));

  const source: Source = {
    by,
    today: land.today,
    now: () => land.now(),
    about,
    robot: `${land.robot}/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-${String(by.between(0, 99999)).padStart(12, '0')}`,
    idOf,
    orgCode: () => {
      const mine = land.codes.filter((code) => person.orgCode === 'CN' || code.startsWith(person.orgCode));
      return by.happens(0.75) ? by.of(mine) : by.of(land.codes);
    },
    newCode: () => {
      const below = land.codes.filter((code) => code.startsWith(home) && (code.length === 4 || code.length === 6));
      const base = below.length > 0 ? by.of(below) : undefined;
      return base === undefined
        ? '98'
        : base.length === 4
          ? `${base}P${by.between(1, 9)}`
          : `${base}P${by.between(10, 99)}`;
    },
    text: (longest) => {
      serial += 1;
      const text = `${writer}事${serial.toString(36)}`;
      return text.length <= longest ? text : `t${serial.toString(36)}`.slice(0, longest);
    },
    questions: () => {
      const lists = seenOf('checklists').map((one) => one['items'] as { key: string }[] | undefined);
      const keys = (lists.find((items) => items?.some(({ key }) => key === 'Q1')) ?? []).map(({ key }) => key);
      return keys.length > 0 ? keys : Array.from({ length: 13 }, (_, index) => `Q${index + 1}`);
    },
    filterOf: (resource) => {
      const list = land.operations.find(({ path, method: verb }) => verb === 'get' && path === `/${resource}`);
      const schema = list?.parameters.find(({ name }) => name === 'filter')?.schema;
      return schema ? someOf(schema, source, resource, land) : {};
    },
  };
  const place = { field: '', here: noun, nouns: land.nouns };
  const query = new URLSearchParams();
  for (const { name, in: where, required, schema, json } of operation.parameters) {
    if (where !== 'query' || (!required && by.happens(0.4))) continue;
    const known = about?.[name];
    const value =
      name === 'filter'
        ? source.filterOf(noun)
        : name === 'range'
          ? rangeBy(by)
          : (known ?? draw(schema, source, { ...place, field: name }));
    if (value !== undefined && value !== null) query.set(name, json ? JSON.stringify(value) : String(value));
  }
  const address = operation.path.replace('{id}', id ?? '');
  const path = query.size > 0 ? `${address}?${query}` : address;
  const base = { operation, method: method.toUpperCase(), path };
  if (operation.form) return { ...base, ...formOf(operation, source, land, person) };
  if (operation.takesBytes) return { ...base, type: 'application/octet-stream', body: picture };
  if (!operation.body) return { ...base, type: null, body: null };
  const like = method === 'put' ? about : by.happens(0.5) ? chosen(noun) : null;
  // Whoever sees all provinces must not carry the words of one into another.
  const carries = (value: unknown) => person.orgCode === 'CN' && JSON.stringify(value).includes(markOpen);
  const kept =
    like && method === 'post'
      ? Object.fromEntries(Object.entries(like).filter(([name, value]) => !unlike.has(name) && !carries(value)))
      : like;
  const body = draw(operation.body, source, { ...place, ...(kept ? { body: kept } : {}) }) as Record<string, unknown>;
  if (body['filter'] && 'kind' in body) body['filter'] = source.filterOf(String(body['kind']));
  if (noun === 'uploads') Object.assign(body, uploadBody);
  inOrder(body, operation.body);
  return { ...base, type: 'application/json', body: JSON.stringify(body) };
}

const uploadBody = {
  bytes: picture.length,
  filename: '现场.png',
  mediaType: 'image/png',
  sha256: createHash('sha256').update(picture).digest('hex'),
};

/** Days of one record follow each other in the order of its fields. */
function inOrder(body: Record<string, unknown>, { properties = {} }: Schema): void {
  const names = Object.keys(properties).filter((name) => /^\d{4}-\d\d-\d\d$/.test(String(body[name])));
  const days = names.map((name) => String(body[name])).sort();
  names.forEach((name, index) => (body[name] = days[index]));
}

function rangeBy(by: Chance): [number, number] {
  if (by.happens(0.5)) return [0, 99];
  const from = by.between(0, 12);
  return [from, from + by.between(0, 30)];
}

/** A filter with one or two of the list's fields. */
function someOf(schema: Schema, source: Source, here: string, { nouns }: Land): object {
  const fields = Object.entries(schema.properties ?? {});
  const picked = Array.from({ length: source.by.between(0, 2) }, () => source.by.of(fields));
  return Object.fromEntries(
    picked.map(([field, inner]) => {
      if (field === 'q') return [field, source.by.of(['工会', '公司', '⟦', '有限', '0000'])];
      return [field, draw(inner, source, { field, here, nouns })];
    }),
  );
}

const headings: Record<string, string> = {
  unions: '编号,版本,单位名称,所属地区,单位性质,职工人数,会员人数',
  users: '用户名,姓名,角色,所属地区',
};

function formOf({ form }: Operation, source: Source, land: Land, person: Person) {
  const { by } = source;
  const told: Record<string, string> = {};
  const fields = draw(form!, source, { field: '', here: '', nouns: land.nouns }) as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) if (name !== 'file' && value !== null) told[name] = String(value);
  if (told['takenLat'] ?? told['takenLng']) [told['takenLat'], told['takenLng']] = ['40.8', '111.7'];
  if (told['takenAt']) told['takenAt'] = `${land.today}T08:00:00`;
  const kind = told['kind'];
  if (kind && by.happens(0.6)) told['kind'] = by.of(Object.keys(headings));
  if (!told['subjectType'] !== !told['subjectId']) for (const name of ['subjectType', 'subjectId']) delete told[name];
  if (told['subjectType']) told['subjectId'] = source.idOf(told['subjectType']);
  const data = new FormData();
  for (const [name, value] of Object.entries(told)) data.set(name, value);
  const sheet = kind ? sheetOf(told['kind']!, source, land, person) : null;
  data.set('file', sheet === null ? new File([picture], '现场.png') : new File([sheet], '名册.csv'));
  if (sheet !== null) told['file'] = sheet;
  return { type: null, body: data, told };
}

/** A few rows, one of them about a record that may be somebody else's. */
function sheetOf(kind: string, source: Source, { placeNames }: Land, person: Person): string {
  const place = placeNames.get(source.orgCode()) ?? '';
  const line = (id: string) =>
    kind === 'users'
      ? `u${id.slice(-8)}${source.by.between(0, 1e6).toString(36)},某某,经办人,${place}`
      : `${id},${id ? 1 : ''},${markOf(person.orgCode)}${source.text(20)},${place},企业,30,20`;
  const lines = [
    line(kind === 'users' ? source.idOf('unions') : ''),
    line(source.by.happens(0.5) ? source.idOf('unions') : ''),
  ];
  return [headings[kind] ?? headings['unions'], ...lines].join('\n');
}
