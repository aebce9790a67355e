import { isAtOrAbove, orgCodePattern } from '../../../shared/rules/orgCode.ts';
import type { Revealed } from './answers.ts';
import { nobodysId, type Chance } from './chance.ts';
import type { Land, Request } from './compose.ts';
import type { Person } from './people.ts';
import { send, type Answer } from './send.ts';
import { mayRead, personal, type Fact } from './tree.ts';

type Report = (what: string) => void;

export const anId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A series is no record: it has the id of its first campaign, whose place nobody learns by it. */
const seriesId = /"seriesId":"[^"]*"/g;

/** What is known of the ids that a request names. */
export async function namedBy(land: Land, { path, body, told }: Request): Promise<Map<string, Fact[]>> {
  const text = `${decodeURIComponent(path)} ${typeof body === 'string' ? body : ''} ${told ? JSON.stringify(told) : ''}`;
  return land.tree.factsOf([...new Set(text.replace(seriesId, '').match(anId) ?? [])]);
}

const tellsAccounts = /^(users|events)$/;

/** The operator's accounts and their history tell which union each answers for, so they may be asked by it. */
const countsAccounts = ({ role }: Person, { operation, method }: Request, { table }: Fact) =>
  role === 'operator' && method === 'GET' && tellsAccounts.test(operation.noun) && table === 'unions';

/** The ids in a request whose records this person must not see, as they stand now. */
export async function foreignIn(land: Land, person: Person, request: Request): Promise<string[]> {
  const isForeign = ([, facts]: [string, Fact[]]) =>
    !facts.some((fact) => mayRead(person, fact) || countsAccounts(person, request, fact));
  const before = [...(await namedBy(land, request))].filter(isForeign);
  if (before.length === 0) return [];
  return [...(await land.tree.again(before.map(([id]) => id)))].filter(isForeign).map(([id]) => id);
}

/** What a person said itself comes back in its own filters and in the answers to lists of ids. */
const isEcho = (at: string) => /(^|\.)(filter|results\.\d+\.id|errors\.\d+\.value|seriesId)(\.|$)/.test(at);
/** A circular is about a campaign, which may be of a place that the reader does not see; so is the notice of it. */
const ofCircular = ({ operation }: Request, at: string) =>
  /^(bulletins|notifications)$/.test(operation.noun) && at.endsWith('campaignId');
/** An account names the union that it answers for, to the operator too, and its history those that it answered for. */
const ofAccount = ({ role }: Person, { operation }: Request, at: string) =>
  (role === 'operator' && tellsAccounts.test(operation.noun) && /(^|\.)unionId(\.\d+)?$/.test(at)) ||
  (operation.noun === 'events' && /(^|\.)changes\.unionId\.0$/.test(at));
/**
 * What a chair's union has in hand, was told or has sent names campaigns, work and files of the place that it has moved
 * away from: by their ids, never the records themselves.
 */
const ofFormerHome = (land: Land, person: Person, at: string, facts: readonly Fact[]) =>
  person.unionId !== null &&
  !/(^|\.)id$/.test(at) &&
  land.tree
    .last(person.unionId)
    .some(({ org }) => org !== null && facts.some((fact) => mayRead({ ...person, orgCode: org }, fact)));
/** An enterprise that has moved is still covered by the unions it had, by their ids alone: their names stay where they are. */
const ofCoverage = ({ orgCode }: Person, { operation }: Request, at: string, facts: readonly Fact[]) =>
  /^(enterprises|events)$/.test(operation.noun) &&
  /(^|\.)unionIds(\.\d+)+$/.test(at) &&
  facts.every(({ table, org }) => table === 'unions' && org?.slice(0, 2) === orgCode.slice(0, 2));
/** That somebody imported a file is history of the place where it was done; the import itself stays with the person. */
const ofHistory = ({ operation }: Request, at: string, facts: readonly Fact[]) =>
  operation.noun === 'events' && at.endsWith('subjectId') && facts.every(({ table }) => personal.has(table));

export async function checkIds(
  land: Land,
  person: Person,
  request: Request,
  { ids }: Revealed,
  report: Report,
): Promise<void> {
  const isNamed = (at: string) => isEcho(at) || ofAccount(person, request, at) || ofCircular(request, at);
  const told = ids.filter(({ at }) => !isNamed(at));
  const all = [...new Set(told.map(({ value }) => value))];
  let facts = await land.tree.factsOf(all);
  const isMine = (id: string) => facts.get(id)?.some((fact) => mayRead(person, fact)) ?? true;
  if (all.some((id) => !isMine(id))) facts = await land.tree.again(all).then(() => land.tree.factsOf(all));
  for (const { at, value } of told) {
    const known = facts.get(value) ?? [];
    if (isMine(value) || ofHistory(request, at, known) || ofCoverage(person, request, at, known)) continue;
    if (person.unionId) await land.tree.again([person.unionId]);
    if (ofFormerHome(land, person, at, known)) continue;
    report(`${at} is ${value}: ${JSON.stringify(facts.get(value))}`);
    return;
  }
}

/** Organisations that are no secret: the reader's own line. What a superior's campaign or circular says goes with it. */
export function checkPlaces(person: Person, request: Request, { codes, marks }: Revealed, report: Report): void {
  if (person.orgCode === 'CN') return;
  const home = person.orgCode;
  const near = (code: string) => code === 'CN' || isAtOrAbove(home, code) || isAtOrAbove(code, home);
  const published = /(^|\.)(scope\.orgCodes|addressees|figures\..*|receipts.*|filter.*|changes\..*)(\.|$)/;
  const ofProvince = (code: string) => code === 'CN' || code.slice(0, 2) === home.slice(0, 2);
  // The history of an account that the operator has moved here from another province says from which.
  const ofMovedAccount = (at: string) => request.operation.noun === 'events' && /(^|\.)changes\.orgCode\.0$/.test(at);
  for (const { at, value } of codes) {
    if (near(value) || isEcho(at) || ofMovedAccount(at) || (published.test(at) && ofProvince(value))) continue;
    // Its own question, repeated.
    if (request.path.includes(value) || (typeof request.body === 'string' && request.body.includes(`"${value}"`)))
      continue;
    return report(`${at} is ${value}`);
  }
  const strange = marks.find((code) => orgCodePattern.test(code) && !ofProvince(code));
  if (strange) report(`words of ${strange}`);
}

/** A whole list counts exactly the rows that it shows: when asked again too, as records come and go between count and rows. */
export async function checkTotal(
  url: string,
  person: Person,
  { request, answer }: { request: Request; answer: Answer },
  report: Report,
): Promise<void> {
  let miscount = miscountOf(request, answer);
  for (let left = 2; miscount && left > 0; left -= 1) miscount = miscountOf(request, await send(url, person, request));
  if (miscount) report(miscount);
}

function miscountOf({ path }: Request, { status, headers, bytes }: Answer): string | null {
  const [, last, total] = /(?:-(\d+)|\*)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  if (status !== 200 || total === undefined || headers['x-total-capped']) return null;
  const [from, to] = JSON.parse(new URLSearchParams(path.split('?')[1]).get('range') ?? '[0,24]') as [number, number];
  const rows = (JSON.parse(bytes.toString('utf8')) as unknown[]).length;
  const expected = Math.max(0, Math.min(to + 1, Number(total)) - from);
  return rows === expected ? null : `total ${total}, range ${from}-${to}, ${rows} rows, last ${last ?? '-'}`;
}

/** The record that a request is about, by its path. */
export const subjectOf = ({ path }: Request) => /^\/[\w-]+\/([0-9a-f-]{36})/.exec(path)?.[1];

/** The same request with ids that nobody has instead of those named. */
export function withoutRecords(request: Request, foreign: readonly string[], by: Chance): [Request, string[]] {
  const swap = new Map(foreign.map((id) => [id, nobodysId(by)]));
  const swapped = (text: string) => text.replace(anId, (id) => swap.get(id) ?? id);
  const body = typeof request.body === 'string' ? swapped(request.body) : request.body;
  return [{ ...request, path: swapped(request.path), body }, [...swap.values()]];
}

/** Somebody else's records must get the answer of records that nobody has: status, headers, body. */
export async function compareTwin(
  url: string,
  person: Person,
  { request, answer, foreign, by }: { request: Request; answer: Answer; foreign: string[]; by: Chance },
  report: Report,
): Promise<void> {
  const [missing, ids] = withoutRecords(request, foreign, by);
  // What others did in between may tell the two apart once, not each time.
  const isWrite = request.method !== 'GET';
  let first = answer;
  for (let left = 3; left > 0; left -= 1) {
    const twin = await send(url, person, missing);
    const [told, heard] = [alike(first, foreign), alike(twin, ids)];
    // Signed out by somebody in between, or what was refused has become possible.
    if (told === heard || twin.status === 401 || first.status === 401 || (isWrite && first.status < 400)) return;
    if (left === 1) {
      const at = Math.max(0, [...told].findIndex((letter, index) => letter !== heard[index]) - 80);
      report(`foreign and missing differ: ${told.slice(at, at + 200)} | ${heard.slice(at, at + 200)}`);
    } else first = await send(url, person, request);
  }
}

/** What can be told from an answer, without what tells one request from the next. */
export function alike({ status, headers, bytes, type }: Answer, ids: readonly string[]): string {
  const { date: _date, etag: _etag, 'x-request-id': _request, ...kept } = headers;
  const text = type.includes('openxmlformats')
    ? ''
    : ids.reduce((rest, id) => rest.replaceAll(id, '#'), bytes.toString('utf8'));
  return JSON.stringify([status, kept, text.replace(/"(asOf|at|now)":"[^"]+"/g, '')]);
}
