import path from 'node:path';
import type { MediaType } from '../../../shared/attachments.ts';

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
export function mediaTypeOf(head: Buffer): MediaType | null {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  if (/^GIF8[79]a/.test(head.toString('latin1', 0, 6))) return 'image/gif';
  if (head.toString('latin1', 0, 5) === '%PDF-') return 'application/pdf';
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return openXmlType(head);
  return null;
}

/** An Office file is a ZIP archive; the names of its first entries tell which, and a macro is never welcome. */
function openXmlType(head: Buffer): MediaType | null {
  const names = head.toString('latin1');
  if (names.includes('vbaProject')) return null;
  if (!names.includes('[Content_Types].xml') && !names.includes('_rels/')) return null;
  if (/\bword\//.test(names)) return `${openXml}wordprocessingml.document`;
  return /\bxl\//.test(names) ? `${openXml}spreadsheetml.sheet` : null;
}

/** Whether a file is what its name and the sender say it is. */
export function isHonest(type: MediaType, filename: string, declared: string | undefined): boolean {
  const extension = path.extname(filename).toLowerCase();
  const named = extension === '' || extensions[type].includes(extension);
  const said =
    !declared ||
    declared === 'application/octet-stream' ||
    declared === type ||
    (declared === 'image/jpg' && type === 'image/jpeg');
  return named && said;
}

/** A name that is safe in a header and on a disk: no path, no control characters, 120 characters. */
export function cleanName(filename: string): string {
  const base = filename.replace(/^.*[\\/]/, '').normalize('NFC');
  // eslint-disable-next-line no-control-regex
  const clean = base.replace(/[\u0000-\u001f\u007f"<>|:*?]/g, '_').trim();
  const extension = path.extname(clean).slice(0, 10);
  return `${clean.slice(0, clean.length - path.extname(clean).length).slice(0, 120 - extension.length) || 'file'}${extension}`;
}
