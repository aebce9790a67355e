import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Import } from '../shared/imports.ts';
import { xlsx, type Cell } from '../server/sheets/index.ts';
import { signIn } from './kinds.ts';
import { send } from './load.ts';
import type { Service } from './processes.ts';

export type ImportFigures = {
  rows: number;
  mb: number;
  /** From the first byte of the upload to the preview, from the press to the commit, and both with the upload. */
  seconds: { compared: number; written: number; all: number };
  /** Until the last name was found by a search, after the commit. */
  namedAfter: number;
  memoryMb: number | null;
  /** Another reader's page of a list, in the middle and nearly the slowest, before the import and during it. */
  pageMs: { before: [number, number]; during: [number, number] };
};

export const importedRows = 100_000;

const spread = (values: number[]): [number, number] => {
  const sorted = values.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return [at(0.5), at(0.95)];
};

const kinds = ['企业', '事业单位', '机关', '社会组织'];
const trades = ['机械', '纺织', '食品', '物流', '电子', '建材', '化工', '家具', '印刷', '医药'];

const columns = [
  '单位名称',
  '所属地区',
  '单位性质',
  '职工人数',
  '会员人数',
  '女会员人数',
  '成立日期',
  '届满日期',
  '主席姓名',
  '主席电话',
].map((heading) => ({
  heading,
  width: 16,
  kind: heading.endsWith('人数')
    ? ('number' as const)
    : heading.endsWith('日期')
      ? ('day' as const)
      : ('text' as const),
}));

function* unions(places: readonly string[], rows: number): Generator<Cell[][]> {
  for (let from = 0; from < rows; from += 500) {
    yield Array.from({ length: Math.min(500, rows - from) }, (_, index) => {
      const n = from + index;
      const name = `${places[n % places.length]!.slice(0, 2)}第${n}${trades[n % trades.length]}有限公司工会委员会`;
      const phone = `138${String(n).padStart(8, '0')}`;
      return [
        name,
        places[n % places.length]!,
        kinds[n % kinds.length]!,
        30 + (n % 900),
        20 + (n % 800),
        n % 20,
        '2019-03-08',
        '2029-03-07',
        `王${n % 1000}`,
        phone,
      ];
    });
  }
}

/** As many unions as promised as one workbook, while another person reads; `service` has done nothing else. */
export async function measureImport(service: Service, rows = importedRows): Promise<ImportFigures> {
  const province = await signIn(service.url, 'gd-officer');
  const reader = await signIn(service.url, 'xincheng-officer');
  const get = async <T>(path: string, headers = province): Promise<T> =>
    JSON.parse((await send({ method: 'GET', url: `${service.url}/api/${path}`, headers })).text) as T;
  const page = async () => {
    const begun = performance.now();
    await get(`unions?range=[0,24]`, reader);
    return performance.now() - begun;
  };
  const districts = await get<{ code: string; nominal: boolean }[]>(
    `organisations?filter=${encodeURIComponent('{"level":"district","orgCode":"44"}')}&range=[0,199]`,
  );
  const sheet = {
    name: '名册',
    columns,
    rows: unions(
      districts.filter(({ nominal }) => !nominal).map(({ code }) => code),
      rows,
    ),
  };
  const file = await buffer(Readable.from(xlsx([sheet])));
  const before: number[] = [];
  for (let turn = 0; turn < 30; turn += 1) before.push(await page());

  const during: number[] = [];
  const until = async (id: string, wanted: string): Promise<Import> => {
    for (;;) {
      during.push(await page());
      await new Promise((resolve) => setTimeout(resolve, 50));
      const one = await get<Import>(`imports/${id}`);
      if (one.status === 'failed' || one.errors.length > 0) throw new Error(one.errors.join(' '));
      if (one.status === wanted) return one;
    }
  };
  const begun = performance.now();
  const form = new FormData();
  form.set('kind', 'unions');
  form.set('file', new File([new Uint8Array(file)], '名册.xlsx'));
  const sent = await fetch(`${service.url}/api/imports`, { method: 'POST', headers: province, body: form });
  if (sent.status !== 201) throw new Error(`imports: ${sent.status} ${(await sent.text()).slice(0, 300)}`);
  const { id } = (await sent.json()) as Import;
  const ready = await until(id, 'ready');
  const compared = (performance.now() - begun) / 1000;
  if (ready.counts.create !== rows) throw new Error(`imports: ${JSON.stringify(ready.counts)}`);
  const pressed = performance.now();
  const body = { policy: 'stop', version: ready.version };
  await send({ method: 'POST', url: `${service.url}/api/imports/${id}/confirm`, headers: province, body });
  await until(id, 'done');
  const written = (performance.now() - pressed) / 1000;
  const done = performance.now();
  const last = encodeURIComponent(JSON.stringify({ q: `第${rows - 1}` }));
  while (!(await get<unknown[]>(`unions?range=[0,0]&filter=${last}`)).at(0)) {
    during.push(await page());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    rows,
    mb: file.length / 1024 / 1024,
    seconds: { compared, written, all: compared + written },
    namedAfter: (performance.now() - done) / 1000,
    memoryMb: service.peakMemoryMb(),
    pageMs: { before: spread(before), during: spread(during) },
  };
}

/** The line of the report. */
export function importLine({ rows, mb, seconds, namedAfter, memoryMb, pageMs }: ImportFigures): string {
  const held = memoryMb === null ? 'unknown here' : `${memoryMb.toFixed(0)} MB`;
  const good = seconds.all <= 60 && (memoryMb ?? 0) <= 350;
  const [[was, wasMost], [is, isMost]] = [pageMs.before, pageMs.during];
  return (
    `An import of ${rows.toLocaleString('en')} unions (${mb.toFixed(1)} MB): ${seconds.all.toFixed(1)} s from upload to written ` +
    `(compared in ${seconds.compared.toFixed(1)} s, written in ${seconds.written.toFixed(1)} s, names found ${namedAfter.toFixed(1)} s later), ` +
    `most memory ${held} (at most 60 s and 350 MB: ${good ? 'ok' : 'MISSED'}); a page of a list meanwhile ` +
    `${is.toFixed(1)} ms (95 %: ${isMost.toFixed(1)}), before ${was.toFixed(1)} ms (95 %: ${wasMost.toFixed(1)})`
  );
}
