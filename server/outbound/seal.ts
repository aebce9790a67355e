import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Keeps small secrets in the database: AES-256-GCM with a key derived from SESSION_SECRET, bound to `place` (a row), so
 * that a sealed text is of no use elsewhere. Another SESSION_SECRET can't open them: they have to be entered again.
 */
export type Seal = {
  seal(text: string, place: string): string;
  /** Null where the text was sealed with another key or for another place, or was tampered with. */
  open(sealed: string, place: string): string | null;
  /** The same for the same text, and no way back: tells that two channels have one address. */
  mark(text: string): string;
};

const VERSION = 'v1';

export function sealWith(secret: string): Seal {
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `union-console ${purpose}`, 32));
  const [sealing, marking] = [key('sealed columns'), key('marks of addresses')];
  return {
    seal(text, place) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(place));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [VERSION, ...[iv, cipher.getAuthTag(), data].map((part) => part.toString('base64url'))].join('.');
    },
    open(sealed, place) {
      const [version, ...parts] = sealed.split('.');
      const [iv, tag, data] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (version !== VERSION || !iv || !tag || !data || tag.length !== 16) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(place)).setAuthTag(tag);
        return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
    mark: (text) => createHmac('sha256', marking).update(text).digest('base64url'),
  };
}
