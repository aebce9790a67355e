import type { IssueFigures } from './issue.ts';
import type { Figures } from './load.ts';

export type Row = { name: string; app: Figures; bare: Figures; limitMs: number | undefined };
export type Report = {
  scale: string;
  seedSeconds: number;
  rows: Row[];
  issuing: IssueFigures;
  memoryMb: number | null;
  firstScreenKb: number | null;
};

const ms = (value: number) => value.toFixed(2);
const yes = (good: boolean) => (good ? 'ok' : 'MISSED');

/** Three times the bare time and three milliseconds, or a limit of its own. */
const target = ({ bare, limitMs }: Row) => limitMs ?? 3 * bare.p50 + 3;

function table(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
    .join('\n');
}

const figures = ({ p50, p95, p99, perSecond }: Figures) => [ms(p50), ms(p95), ms(p99), perSecond.toFixed(0)];

export function printReport({ scale, seedSeconds, rows, issuing, memoryMb, firstScreenKb }: Report): void {
  const head = ['request', ...['', 'bare '].flatMap((who) => [`${who}p50`, `${who}p95`, `${who}p99`, `${who}req/s`])];
  const lines = rows.map((row) => [
    row.name,
    ...figures(row.app),
    ...figures(row.bare),
    (row.app.p50 / row.bare.p50).toFixed(2),
    ms(target(row)),
    yes(row.app.p50 <= target(row)),
  ]);
  console.log(
    `\nTimes in ms, one request after another; req/s with 8 at a time. Scale: ${scale}, seeded in ${seedSeconds.toFixed(1)} s.\n`,
  );
  console.log(table([[...head, 'ratio', 'target', ''], ...lines]));
  const { targets, appMs, bareMs } = issuing;
  const ratio = appMs / bareMs;
  console.log(
    `\nIssuing to ${targets.toLocaleString('en')} unions: ${(appMs / 1000).toFixed(2)} s, bare INSERT … SELECT ${(bareMs / 1000).toFixed(2)} s, ` +
      `ratio ${ratio.toFixed(2)} (at most 3: ${yes(ratio <= 3)})`,
  );
  const memory = memoryMb === null ? 'unknown here' : `${memoryMb.toFixed(0)} MB (under 250: ${yes(memoryMb < 250)})`;
  console.log(`Most memory that the server held: ${memory}`);
  const screen =
    firstScreenKb === null ? 'not built' : `${firstScreenKb.toFixed(0)} kB (at most 400: ${yes(firstScreenKb <= 400)})`;
  console.log(`JavaScript of the console's first screen, compressed: ${screen}\n`);
}
