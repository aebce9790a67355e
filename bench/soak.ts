import type { Answers } from '../shared/inspections.ts';
import type { ChecklistItem } from '../shared/checklists.ts';
import type { BenchDatabase } from './database.ts';
import { signIn, type Headers } from './kinds.ts';
import { ascending, percentile, send } from './load.ts';
import { dismissAll, hire, hireChairs } from './people.ts';
import { places, scopes } from './places.ts';
import { memoryLine, ms, table, yes } from './report.ts';
import type { Service } from './processes.ts';

/** The peak of the nation: what a campaign's last days bring in a second. */
const PER_SECOND = 115;
const DISTRICTS = 80;
const CHAIRS = 20;

type Minute = { submitted: number; errors: number; times: number[]; reads: number[]; memoryMb: number | null };
export type SoakFigures = {
  seconds: number;
  asked: number;
  minutes: Minute[];
  failures: string[];
  peakMb: number | null;
};

type Work = { id: string; headers: Headers; answers: Answers };

/** Answers by the checklist: two or three are bad, others good, and what does not apply says so where it may. */
function answersFor(items: readonly ChecklistItem[], turn: number): Answers {
  const free = items.filter(({ evidence }) => evidence !== 'required');
  const bad = new Set(Array.from({ length: 2 + (turn % 2) }, (_, n) => free[(turn * 7 + n * 5) % free.length]?.key));
  return Object.fromEntries(
    items.map(({ key, polarity }) => {
      const good = polarity === 'yesIsGood' ? 'yes' : 'no';
      const value = bad.has(key) ? (good === 'yes' ? 'no' : 'yes') : good;
      return [key, { value, note: bad.has(key) ? '现场核实，需整改' : null, attachmentIds: [] }];
    }),
  ) as unknown as Answers;
}

/** Inspections that wait for an answer, in many districts, each with somebody who may give it. */
async function workFor(app: string, database: BenchDatabase, amount: number): Promise<Work[]> {
  const { admin } = database;
  const { rows: open } = await admin.query<{ org_code: string; id: string; union_id: string; checklist_id: string }>(
    `with busy as (
       select i.org_code from inspections i join campaigns c on c.province_code = i.province_code and c.id = i.campaign_id
       where i.status = 'pending' and c.status = 'issued' and length(i.org_code) = 6
       group by i.org_code order by count(*) desc limit $1
     )
     select i.org_code, i.id, i.union_id, i.checklist_id from inspections i
     join campaigns c on c.province_code = i.province_code and c.id = i.campaign_id and c.status = 'issued'
     where i.status = 'pending' and i.org_code in (select org_code from busy) order by md5(i.id::text) limit $2`,
    [DISTRICTS, amount],
  );
  const districts = [...new Set(open.map((row) => row.org_code))];
  const officers = await hire(database, districts);
  const headersOf = new Map<string, Headers>();
  for (const [index, username] of officers.entries()) headersOf.set(districts[index]!, await signIn(app, username));
  const chairs = new Map<string, Headers>();
  const unions = open.slice(0, CHAIRS).map((row) => row.union_id);
  for (const username of await hireChairs(database, unions)) {
    chairs.set(username.replace('bench-', ''), await signIn(app, username));
  }
  const { rows: checklists } = await admin.query<{ id: string; items: ChecklistItem[] }>(
    'select id, items from checklists',
  );
  const itemsOf = new Map(checklists.map(({ id, items }) => [id, items]));
  return open.map((row, turn) => ({
    id: row.id,
    headers: chairs.get(row.union_id) ?? headersOf.get(row.org_code)!,
    answers: answersFor(itemsOf.get(row.checklist_id)!, turn),
  }));
}

/** Submissions leave when they are due, whether or not the earlier ones have been answered; readers ask all the while. */
export async function soak(service: Service, database: BenchDatabase, seconds: number): Promise<SoakFigures> {
  const asked = seconds * PER_SECOND;
  const minutes: Minute[] = [];
  const failures: string[] = [];
  const now = () => (minutes.at(-1) ?? next())!;
  const next = () => {
    minutes.push({ submitted: 0, errors: 0, times: [], reads: [], memoryMb: service.memoryMb() });
    return minutes.at(-1)!;
  };
  const fail = (what: string) => {
    now().errors += 1;
    if (failures.length < 10) failures.push(what);
  };
  try {
    const work = await workFor(service.url, database, asked);
    if (work.length < asked)
      console.log(`Only ${work.length} inspections wait for an answer: the soak ends with them.`);
    next();
    const begun = performance.now();
    const over = () => performance.now() - begun > seconds * 1000;
    const flying = new Set<Promise<void>>();
    const submit = async ({ id, headers, answers }: Work) => {
      const left = performance.now();
      const url = `${service.url}/api/inspections/${id}/submit`;
      const answer = await send({ method: 'POST', url, headers, body: { answers } }).catch((error: unknown) => ({
        status: 0,
        text: String(error),
      }));
      if (answer.status === 200) {
        now().submitted += 1;
        now().times.push(performance.now() - left);
      } else fail(`submit: ${answer.status} ${answer.text.slice(0, 200)}`);
    };
    const readers = scopes.map(async (scope) => {
      const headers = await signIn(service.url, places[scope].reader);
      const pages = ['rectifications?range=[0,24]', 'inspections?range=[0,24]', 'campaigns?range=[0,24]'];
      for (let turn = 0; !over(); turn += 1) {
        const left = performance.now();
        const answer = await send({
          method: 'GET',
          url: `${service.url}/api/${pages[turn % pages.length]}`,
          headers,
        }).catch((error: unknown) => ({ status: 0, text: String(error) }));
        if (answer.status === 200) now().reads.push(performance.now() - left);
        else fail(`read: ${answer.status} ${answer.text.slice(0, 200)}`);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    });
    for (const [index, one] of work.entries()) {
      const due = begun + (index * 1000) / PER_SECOND;
      const wait = due - performance.now();
      if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      if (performance.now() - begun > minutes.length * 60_000) next();
      const sent = submit(one).finally(() => flying.delete(sent));
      flying.add(sent);
    }
    await Promise.all([...flying, ...readers]);
    return { seconds: (performance.now() - begun) / 1000, asked, minutes, failures, peakMb: service.peakMemoryMb() };
  } finally {
    await dismissAll(database);
  }
}

/** Flat: the second half of the minutes holds no more than a tenth above the first, warming up left aside. */
function isFlat(minutes: readonly Minute[]): boolean | null {
  const held = minutes.slice(2).flatMap(({ memoryMb }) => memoryMb ?? []);
  if (held.length < 4) return null;
  const half = Math.floor(held.length / 2);
  const most = (values: readonly number[]) => Math.max(...values);
  return most(held.slice(half)) <= most(held.slice(0, half)) * 1.1;
}

export function printSoak({ seconds, asked, minutes, failures, peakMb }: SoakFigures): void {
  const lines = minutes.map(({ submitted, errors, times, reads, memoryMb }, index) => {
    const [writing, reading] = [ascending(times), ascending(reads)];
    return [
      String(index + 1),
      '',
      String(submitted),
      String(errors),
      ms(percentile(writing, 0.5)),
      ms(percentile(writing, 0.95)),
      String(reads.length),
      ms(percentile(reading, 0.5)),
      ms(percentile(reading, 0.95)),
      memoryMb?.toFixed(0) ?? '',
    ];
  });
  const head = [
    'minute',
    '',
    'submitted',
    'errors',
    'p50',
    'p95',
    'reads',
    'read p50',
    'read p95',
    'memory MB at its start',
  ];
  console.log(`\n${table([head, ...lines])}\n`);
  const done = minutes.reduce((sum, { submitted }) => sum + submitted, 0);
  const errors = minutes.reduce((sum, minute) => sum + minute.errors, 0);
  const flat = isFlat(minutes);
  console.log(
    `${done.toLocaleString('en')} of ${asked.toLocaleString('en')} submissions in ${seconds.toFixed(0)} s (${(done / seconds).toFixed(0)}/s), ` +
      `errors: ${errors} (none: ${yes(errors === 0)}), memory flat: ${flat === null ? 'too short to tell' : yes(flat)}`,
  );
  console.log(memoryLine(peakMb));
  for (const failure of failures) console.log(`  ${failure}`);
}
