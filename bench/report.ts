import type { DocumentFigures } from './documents.ts';
import { exportLine, type ExportFigures } from './exports.ts';
import { importLine, type ImportFigures } from './imports.ts';
import type { IssueFigures } from './issue.ts';
import type { Kind } from './kinds.ts';
import { CONNECTIONS, type Measured } from './load.ts';
import { places } from './places.ts';

export type Row = Omit<Kind, 'app' | 'bare'> & { app: Measured; bare: Measured | null };
export type Report = {
  scale: string;
  seedSeconds: number;
  rows: Row[];
  issuing: IssueFigures | null;
  documents: DocumentFigures | null;
  exported: ExportFigures | null;
  imported: ImportFigures | null;
  memoryMb: number | null;
  firstScreenKb: number | null;
};

const MEMORY_MB = 300;

const ms = (value: number) => value.toFixed(value < 100 ? 1 : 0);
const rate = (value: number) => value.toFixed(value < 10 ? 2 : 0);
const yes = (good: boolean) => (good ? 'ok' : 'MISSED');

function table(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) => line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
    .join('\n');
}

/** Nothing where nothing was left to ask for. */
const figures = (measured: Measured | null) =>
  measured && measured.perSecond > 0
    ? [
        ms(measured.p50),
        ms(measured.p95),
        ms(measured.p99),
        rate(measured.perSecond),
        ms(measured.aloneP50),
        ms(measured.aloneP95),
      ]
    : Array<string>(6).fill('');

const shareOf = ({ app, bare }: Row) => (bare ? app.perSecond / bare.perSecond : null);

/** Each promise that a row has to keep, and whether it does. */
function promises(row: Row): { text: string; kept: boolean }[] {
  const { share, p95, p50 } = row.target ?? {};
  const reached = shareOf(row);
  if (row.app.perSecond === 0 || row.bare?.perSecond === 0) return [];
  return [
    ...(share === undefined || reached === null ? [] : [{ text: `≥ ${share} ×`, kept: reached >= share }]),
    ...(p95 === undefined ? [] : [{ text: `p95 ≤ ${p95} ms`, kept: row.app.aloneP95 <= p95 }]),
    ...(p50 === undefined ? [] : [{ text: `p50 ≤ ${p50} ms`, kept: row.app.aloneP50 <= p50 }]),
  ];
}

function line(row: Row): string[] {
  const kept = promises(row);
  const share = shareOf(row);
  return [
    row.name,
    row.scope,
    ...figures(row.app),
    ...figures(row.bare),
    share === null || !Number.isFinite(share) ? '' : share.toFixed(2),
    kept.map(({ text }) => text).join(', '),
    kept.length === 0 ? (row.target ? 'too few' : '') : yes(kept.every((promise) => promise.kept)),
  ];
}

/** Said as soon as it is known: the whole may take long. */
export const said = (row: Row): string => line(row).filter(Boolean).join('  ');

const columns = ['p50', 'p95', 'p99', 'req/s', 'alone p50', 'alone p95'];

/** Progress must not grow with the number of items: the same time for as many children. */
function growthLine(rows: readonly Row[]): string | null {
  const of = (scope: 'nation' | 'province') => {
    const row = rows.find((one) => one.group === 'progress' && one.scope === scope);
    return row && row.app.aloneP50 / places[scope].children;
  };
  const [nation, province] = [of('nation'), of('province')];
  if (!nation || !province) return null;
  const growth = nation / province;
  return `Progress of the nation beside a province, for the same number of children: ${growth.toFixed(2)} (at most 1.5: ${yes(growth <= 1.5)})`;
}

function issueLine({ provinces, targets, appMs, bareMs }: IssueFigures): string {
  const ratio = appMs / bareMs;
  return (
    `Issuing in ${provinces} province${provinces === 1 ? '' : 's'} to ${targets.toLocaleString('en')} unions: ${(appMs / 1000).toFixed(2)} s, ` +
    `bare INSERT … SELECT ${(bareMs / 1000).toFixed(2)} s, ratio ${ratio.toFixed(2)} (at most 2: ${yes(ratio <= 2)})`
  );
}

function documentLines({ circular, notices }: DocumentFigures): string {
  const seconds = (circular.makeMs + circular.documentMs) / 1000;
  const held = notices.memoryMb === null ? 'unknown here' : `${notices.memoryMb.toFixed(0)} MB`;
  return (
    `A circular over ${circular.cities} cities: drafted in ${(circular.makeMs / 1000).toFixed(2)} s, its Word file (${circular.kb.toFixed(0)} kB) in ` +
    `${(circular.documentMs / 1000).toFixed(2)} s (together at most 3 s: ${yes(seconds <= 3)})\n` +
    `A notice file for ${notices.unions} unions: ${(notices.ms / 1000).toFixed(2)} s, ${notices.kb.toFixed(0)} kB, most memory ${held} ` +
    `(at most 20 s under 300 MB: ${yes(notices.ms <= 20_000 && (notices.memoryMb ?? 0) < 300)})`
  );
}

export function memoryLine(memoryMb: number | null): string {
  const held =
    memoryMb === null
      ? 'unknown here'
      : `${memoryMb.toFixed(0)} MB (at most ${MEMORY_MB}: ${yes(memoryMb <= MEMORY_MB)})`;
  return `Most memory that the server held: ${held}`;
}

export { ms, table, yes };

export function printReport(report: Report): void {
  const { scale, seedSeconds, rows, issuing, documents, exported, imported, memoryMb, firstScreenKb } = report;
  console.log(
    `\nTimes in ms and requests per second with ${CONNECTIONS} connections; "alone": one request after another, by which a limit in ` +
      `milliseconds is judged. "×" is our share of the bare server's requests per second. Scale: ${scale}, ready after ${seedSeconds.toFixed(1)} s.\n`,
  );
  if (rows.length > 0) {
    const head = ['request', 'scope', ...columns, ...columns.map((name) => `bare ${name}`), '×', 'target', ''];
    console.log(`${table([head, ...rows.map(line)])}\n`);
  }
  const screen =
    firstScreenKb === null ? 'not built' : `${firstScreenKb.toFixed(0)} kB (at most 400: ${yes(firstScreenKb <= 400)})`;
  const lines = [
    growthLine(rows),
    issuing && issueLine(issuing),
    documents && documentLines(documents),
    exported && exportLine(exported),
    imported && importLine(imported),
    memoryLine(memoryMb),
    `JavaScript of the console's first screen, compressed: ${screen}`,
  ];
  console.log(lines.filter(Boolean).join('\n'));
}
