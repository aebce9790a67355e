import path from 'node:path';
import type { MediaType } from '../../../shared/attachments.ts';
import type { StoredFile } from '../../files.ts';

const openXml = 'application/vnd.openxmlformats-officedocument.';

const extensions: Record<MediaType, readonly string[]> = {
  'image/jpeg': ['.jpg', '.jpeg', '.jfif'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'image/gif': ['.gif'],
  'application/pdf': ['.pdf'],
  [`${openXml}wordprocessingml.document`]: ['.docx'],
  [`${openXml}spreadsheetml.sheet`]: ['.xlsx'],
} as Record<MediaType, readonly string[]>;

const startsWith = (head: Buffer, bytes: readonly number[], at = 0) =>
  bytes.every((byte, index) => head[at + index] === byte);

/** The type that the first bytes tell; null for everything that may not be kept. */
export function mediaTypeOf({ head, tail }: Pick<StoredFile, 'head' | 'tail'>): MediaType | null {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  if (/^GIF8[79]a/.test(head.toString('latin1', 0, 6))) return 'image/gif';
  if (head.toString('latin1', 0, 5) === '%PDF-') return 'application/pdf';
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return openXmlType(entriesOf(tail));
  return null;
}

/**
 * The names in the directory at the end of a ZIP archive; none where it is not there as a whole and without gaps, so
 * that nothing hides before it or between its entries.
 */
function entriesOf(tail: Buffer): string[] {
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > tail.length || end + 22 + tail.readUInt16LE(end + 20) !== tail.length) return [];
  const names: string[] = [];
  let at = end - tail.readUInt32LE(end + 12);
  for (let left = tail.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at < 0 || at + 46 > end || tail.readUInt32LE(at) !== 0x0201_4b50) return [];
    const length = tail.readUInt16LE(at + 28);
    names.push(tail.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
  }
  return at === end ? names : [];
}

/** An Office file is a ZIP archive; its main part tells which, and a macro is never welcome. */
function openXmlType(entries: readonly string[]): MediaType | null {
  if (!entries.includes('[Content_Types].xml')) return null;
  if (entries.some((name) => /vbaProject|(^|[\\/])macrosheets[\\/]/i.test(name))) return null;
  if (entries.some((name) => /^word\/document\d*\.xml$/.test(name))) return `${openXml}wordprocessingml.document`;
  return entries.some((name) => /^xl\/workbook\d*\.xml$/.test(name)) ? `${openXml}spreadsheetml.sheet` : null;
}

/** Names that senders have for the allowed types beside the registered ones; WPS Office has its own. */
const aliases: Record<string, RegExp> = {
  'image/jpg': /^image\/jpeg$/,
  'application/octet-stream': /./,
  'application/wps-office.docx': /wordprocessingml/,
  'application/wps-office.xlsx': /spreadsheetml/,
};

/** Whether a file is what its name and the sender say it is. */
export function isHonest(type: MediaType, filename: string, declared: string | undefined): boolean {
  const extension = path.extname(filename).toLowerCase();
  const named = extension === '' || extensions[type].includes(extension);
  const said = !declared || declared === type || (aliases[declared]?.test(type) ?? false);
  return named && said;
}

/** A name that is safe in a header and on a disk: no path, no control or text direction characters, 120 characters. */
export function cleanName(filename: string): string {
  // Browsers write a quotation mark in a name as %22.
  const base = filename
    .replace(/^.*[\\/]/, '')
    .replaceAll('%22', '_')
    .normalize('NFC');
  // eslint-disable-next-line no-control-regex
  const clean = base.replace(/[\u0000-\u001f\u007f"<>|:*?\u202a-\u202e\u2066-\u2069]/g, '_').trim();
  const extension = path.extname(clean).slice(0, 10);
  return `${clean.slice(0, clean.length - path.extname(clean).length).slice(0, 120 - extension.length) || 'file'}${extension}`;
}
