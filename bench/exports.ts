import type pg from 'pg';
import type { Export } from '../shared/exports.ts';
import { signIn } from './kinds.ts';
import { send } from './load.ts';
import type { Service } from './processes.ts';

export type ExportFigures = {
  rows: number;
  seconds: number;
  mb: number;
  memoryMb: number | null;
  /** Another reader's page of a list, in the middle, before the export and during it. */
  pageMs: { before: number; during: number };
};

/** What the product promises: seconds for so many rows. */
export const promisedRows = 100_000;

const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** All rectifications of a province as a workbook, while another person reads; `service` has done nothing else. */
export async function measureExport(service: Service, admin: pg.Client): Promise<ExportFigures> {
  const province = await signIn(service.url, 'gd-officer');
  const district = await signIn(service.url, 'maonan-officer');
  // As many as were promised, or all there are: a campaign of the largest province has more than a file should need.
  const { rows: items } = await admin.query<{ before: string }>(
    `select due_on::text as before from rectifications where province_code = '44' order by due_on, id offset $1 limit 1`,
    [promisedRows],
  );
  const filter = items[0] ? { dueOn_lte: items[0].before } : {};
  const page = async () => {
    const begun = performance.now();
    await send({ method: 'GET', url: `${service.url}/api/rectifications?range=[0,24]`, headers: district });
    return performance.now() - begun;
  };
  const before: number[] = [];
  for (let turn = 0; turn < 30; turn += 1) before.push(await page());

  const begun = performance.now();
  const body = { kind: 'rectifications', filter, sort: ['dueOn', 'ASC'] };
  const order = await send({ method: 'POST', url: `${service.url}/api/exports`, headers: province, body });
  if (order.status !== 201) throw new Error(`exports: ${order.status} ${order.text.slice(0, 300)}`);
  const { id } = JSON.parse(order.text) as Export;
  const during: number[] = [];
  for (;;) {
    during.push(await page());
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { text } = await send({ method: 'GET', url: `${service.url}/api/exports/${id}`, headers: province });
    const file = JSON.parse(text) as Export;
    if (file.status === 'failed') throw new Error(file.errors.join(' '));
    if (file.status !== 'done') continue;
    return {
      rows: file.counts.rows ?? 0,
      seconds: (performance.now() - begun) / 1000,
      mb: (file.bytes ?? 0) / 1024 / 1024,
      memoryMb: service.peakMemoryMb(),
      pageMs: { before: middle(before), during: middle(during) },
    };
  }
}

/** The line of the report. */
export function exportLine({ rows, seconds, mb, memoryMb, pageMs }: ExportFigures): string {
  const held = memoryMb === null ? 'unknown here' : `${memoryMb.toFixed(0)} MB`;
  const allowed = (20 * Math.max(rows, promisedRows)) / promisedRows;
  const good = seconds <= allowed && (memoryMb ?? 0) < 300;
  return (
    `A workbook of ${rows.toLocaleString('en')} rectifications: ${seconds.toFixed(1)} s, ${mb.toFixed(1)} MB, most memory ${held} ` +
    `(at most 20 s for 100,000 under 300 MB: ${good ? 'ok' : 'MISSED'}); a page of a list meanwhile ` +
    `${pageMs.during.toFixed(1)} ms, before ${pageMs.before.toFixed(1)} ms`
  );
}
