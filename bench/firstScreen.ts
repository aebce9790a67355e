import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './processes.ts';

/** Compressed bytes of the scripts that the console's page names: what must arrive before anything is drawn. */
export function firstScreenKb(): number | null {
  const folder = path.join(root, 'dist/admin');
  const page = path.join(folder, 'index.html');
  if (!existsSync(page)) return null;
  const html = readFileSync(page, 'utf8');
  const files = new Set([...html.matchAll(/(?:src|href)="\/?(?:\.\/)?([^"]+\.js)"/g)].map((match) => match[1]!));
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(folder, file))).length, 0);
  return bytes / 1024;
}
