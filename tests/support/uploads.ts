import { createHash } from 'node:crypto';
import type { Attachment, UploadState } from '../../shared/attachments.ts';
import { pixel, type Client } from './client.ts';

type Code = { code?: string; errors?: Record<string, string>; current?: UploadState };
export const KB = 1024;
export const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** A picture of that many bytes, different for each seed. */
export function picture(bytes: number, seed: string): Buffer<ArrayBuffer> {
  const noise = Buffer.alloc(bytes, createHash('sha512').update(seed).digest());
  return Buffer.concat([pixel(seed), noise]).subarray(0, bytes) as Buffer<ArrayBuffer>;
}

export const announce = (person: Client, content: Buffer, more: object = {}) =>
  person.post<UploadState & Code>('/uploads', {
    filename: '现场.png',
    mediaType: 'image/png',
    bytes: content.length,
    sha256: hashOf(content),
    ...more,
  });
export const put = (person: Client, id: string, offset: number, part: Buffer) =>
  person.raw<UploadState & Code>('put', `/uploads/${id}?offset=${offset}`, {
    body: new Uint8Array(part),
    headers: { 'content-type': 'application/octet-stream' },
  });
export const finish = (person: Client, id: string) => person.post<Attachment & Code>(`/uploads/${id}/finish`);
