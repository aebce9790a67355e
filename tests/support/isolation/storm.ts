import { can, type Resource } from '../../../shared/permissions.ts';
import { revealedBy } from './answers.ts';
import type { Chance } from './chance.ts';
import { checkIds, checkPlaces, checkTotal, compareTwin, foreignIn, namedBy, subjectOf } from './checks.ts';
import { compose, wantedBy, type Land, type Request } from './compose.ts';
import type { Operation } from './contract.ts';
import type { Person, Seen } from './people.ts';
import { printed, send, type Answer } from './send.ts';

/** What went wrong, with all that is needed to send the request again. */
export type Leak = { what: string; person: string; request: string; status: number; answer: string };

export type Storm = {
  land: Land;
  leaks: Leak[];
  /** How often each operation was sent, and how often it succeeded. */
  tally: Map<string, { sent: number; ok: number; last?: string }>;
  sent: number;
  /** A province in which nothing may change any more. */
  still: string | null;
  /** Row security stands alone: what it refuses to write is a failure of the server, and no leak. */
  refusing: boolean;
};

/** Whether the role may do this at all. */
export const allowed = (person: Person, { permission }: Operation) =>
  permission === 'signed-in' || can(person, permission[0], permission[1] as Resource);

/** Rarely hit operations come more often, and those that some record waits for. */
function choose(storm: Storm, person: Person, by: Chance): Operation {
  const outside = by.happens(0.03);
  const open = storm.land.operations.filter((operation) => allowed(person, operation) !== outside);
  const waiting = new Set<string>();
  for (const [noun, records] of person.seen) {
    for (const { mayActions } of records.values()) {
      for (const act of (mayActions as string[] | undefined) ?? ['edit', 'delete']) waiting.add(`${noun} ${act}`);
    }
  }
  const weights = open.map((operation) => {
    const { name, noun, path } = operation;
    const { ok = 0, sent = 0 } = storm.tally.get(name) ?? {};
    const wanted = wantedBy(operation);
    const chance =
      !path.includes('{id}') && !path.includes('bulk')
        ? 1
        : (wanted ? waiting.has(`${noun} ${wanted}`) : person.seen.has(noun))
          ? 5
          : 0.4;
    // Whoever gets a password costs a tenth of a second.
    return (chance * (/^POST .users($|.*password$)/.test(name) ? 0.3 : 1)) / (1 + ok / 4 + sent / 60);
  });
  let left = by.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return open.find((_one, index) => (left -= weights[index]!) <= 0) ?? open.at(-1)!;
}

/** A look at the list first, where the person knows no record that the act could be about. */
function lookFirst({ land }: Storm, person: Person, wanted: Operation, by: Chance): Operation {
  const list = land.operations.find(({ name }) => name === `GET /${wanted.noun}`);
  if (!list || wanted === list || !/\{id\}|bulk/.test(wanted.path) || !allowed(person, list)) return wanted;
  const known = [...(person.seen.get(wanted.noun)?.values() ?? [])];
  const ready =
    wanted.act === null ||
    known.some(({ mayActions }) => (mayActions as string[] | undefined)?.includes(wanted.act!) ?? true);
  return (known.length === 0 && by.happens(0.8)) || (!ready && by.happens(0.4)) ? list : wanted;
}

/** The operations that have not succeeded yet. */
export const silent = ({ land, tally }: Storm, except: readonly string[]): Operation[] =>
  land.operations.filter(({ name }) => !except.includes(name) && !tally.get(name)?.ok);

/**
 * Routes that chance has not brought to success get more attempts: by everybody who may, about what they then know,
 * until no more than `few` are left.
 */
export async function knock(
  storm: Storm,
  url: string,
  people: readonly Person[],
  { by, except, few }: { by: Chance; except: readonly string[]; few: number },
): Promise<void> {
  const { land, tally } = storm;
  const waiting = silent(storm, except);
  const hasAnswered = ({ name }: Operation) => (tally.get(name)?.ok ?? 0) > 0;
  const attempt = async (operation: Operation) => {
    const list = land.operations.find(({ name }) => name === `GET /${operation.noun}`);
    for (const person of people) {
      if (hasAnswered(operation) || storm.leaks.length > 0 || silent(storm, except).length <= few) return;
      if (!allowed(person, operation)) continue;
      if (list && allowed(person, list)) {
        const look = { operation: list, method: 'GET', path: `/${list.noun}?range=[0,29]`, type: null, body: null };
        await ask(storm, url, person, look, by);
      }
      for (let left = operation.path.includes('{id}') ? 12 : 25; left > 0 && !hasAnswered(operation); left -= 1) {
        await ask(storm, url, person, compose(land, person, operation, by), by);
      }
    }
  };
  // In the order of the document, so that most records are there before the acts on them.
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await attempt(next);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
}

const writes = ({ method }: Operation) => method !== 'get';

/** One request of one person, what came back checked, and learnt from. */
export async function step(storm: Storm, url: string, person: Person, by: Chance): Promise<number> {
  const operation = lookFirst(storm, person, choose(storm, person, by), by);
  const request = compose(storm.land, person, operation, by);
  // The operator alone could reach into the province that is to keep still.
  if (storm.still && person.role === 'operator' && writes(operation) && (await touches(storm, request))) return 0;
  const answer = await ask(storm, url, person, request, by);
  return answer.status;
}

async function touches({ land, still }: Storm, request: Request): Promise<boolean> {
  // What the nation is called is read below it, too.
  if (new RegExp(`"${still}|/(${still}\\w*|CN)( |[?]|$)`).test(`${request.path} ${String(request.body)}`)) return true;
  const named = await namedBy(land, request);
  return [...named.values()].flat().some(({ org }) => org?.startsWith(still!));
}

/** Sends a request and checks all that can be told from the answer. */
export async function ask(storm: Storm, url: string, person: Person, request: Request, by: Chance): Promise<Answer> {
  const { land } = storm;
  const { operation } = request;
  const answer = await send(url, person, request);
  storm.sent += 1;
  const tally = storm.tally.get(operation.name) ?? { sent: 0, ok: 0 };
  storm.tally.set(operation.name, tally);
  const who = `${person.username} (${person.role} at ${person.orgCode})`;
  const found: Leak[] = [];
  const report = (what: string) => {
    const { status, bytes } = answer;
    found.push({ what, person: who, request: printed(request), status, answer: bytes.toString('utf8', 0, 1500) });
  };
  tally.sent += 1;
  if (answer.status < 300) tally.ok += 1;
  else tally.last = `${who}: ${printed(request)} ${answer.status} ${answer.bytes.toString('utf8', 0, 300)}`;
  if (answer.status === 401) return answer;
  if (answer.status >= 500) {
    if (!storm.refusing) report('a failure of the server');
    storm.leaks.push(...found);
    return answer;
  }
  const foreign = await foreignIn(land, person, request);
  const revealed = revealedBy(answer.type, answer.bytes);
  await checkIds(land, person, request, revealed, report);
  checkPlaces(person, request, revealed, report);
  await checkTotal(url, person, { request, answer }, report);
  const subject = subjectOf(request);
  if (subject && foreign.includes(subject) && ![403, 404].includes(answer.status)) report('a foreign record answers');
  if (foreign.length > 0 && !request.told && (answer.status >= 400 || !writes(operation))) {
    storm.sent += 1;
    await compareTwin(url, person, { request, answer, foreign, by }, report);
  }
  // Whoever was moved meanwhile was judged by another place.
  if (found.length > 0 && (await land.stands(person))) storm.leaks.push(...found);
  if (answer.status < 300) learn(person, operation, answer);
  return answer;
}

const most = 30;

/** Remembers records by their noun; the newest stay. */
function learn(person: Person, operation: Operation, { type, bytes }: Answer): void {
  if (!/\bjson\b/.test(type)) return;
  const said = JSON.parse(bytes.toString('utf8')) as unknown;
  const records = (Array.isArray(said) ? said : [said]) as (Seen | null)[];
  for (const record of records.slice(0, most)) {
    const id = record?.['id'];
    if (!record || typeof id !== 'string' || operation.noun.startsWith('reports')) continue;
    const known = person.seen.get(operation.noun) ?? new Map<string, Seen>();
    person.seen.set(operation.noun, known);
    if (operation.method === 'delete') {
      known.delete(id);
      continue;
    }
    const whole = { ...known.get(id), ...record };
    known.delete(id);
    known.set(id, whole);
    if (known.size > most) known.delete(known.keys().next().value!);
  }
}
