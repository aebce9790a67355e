import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** What can't be read: sealed with a key this server does not have, for another place, or tampered with. */
export class CipherError extends Error {
  override name = 'CipherError';
}

/**
 * Keeps personal data in the database: AES-256-GCM, each text with a nonce of its own. `place` says where a text stands
 * (`unions.chair_phone`, or `users.totp_secret/<id>` where it belongs to one row), so that it is of no use elsewhere.
 */
export type Cipher = {
  /** Names the key that seals. */
  readonly keyId: string;
  /** The keys that can be opened, the sealing one first. */
  readonly keyIds: readonly string[];
  seal(text: string, place: string): string;
  /** The text as it was sealed; what was never sealed comes back as it is. Throws {@link CipherError}. */
  open(sealed: string, place: string): string;
  /** False for a clear text and for one sealed with a previous key: both wait for `npm run rekey`. */
  isFresh(text: string): boolean;
};

/** `s1.<key id>.<nonce, tag and text>`; 44 characters at least, which no field that is sealed lets in. */
const SEALED = /^s1\.([\w-]{4})\.([\w-]{38,})$/;
const [NONCE, TAG] = [12, 16];

/** The id by which a sealed text names its key; tells nothing of the key. */
export const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('union-console data key').update(key).digest('base64url').slice(0, 4);

/** The id of the key that a text was sealed with; null for a clear one. */
export const sealedWith = (text: string): string | null => SEALED.exec(text)?.[1] ?? null;

/** 32 bytes in base64 (with or without padding, either alphabet) or in 64 hexadecimal digits; null for anything else. */
export function parseKey(text: string): Buffer | null {
  if (/^[\da-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^[\w+/-]{43}=?$/.test(text)) return null;
  return Buffer.from(text, 'base64');
}

/** Seals with the first key and opens with any of them. */
export function cipherWith([key, ...previous]: readonly [Buffer, ...Buffer[]]): Cipher {
  const keys = new Map([...previous, key].map((one) => [keyIdOf(one), one]));
  const keyId = keyIdOf(key);
  return {
    keyId,
    keyIds: [...keys.keys()].toReversed(),
    seal(text, place) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `s1.${keyId}.${Buffer.concat([nonce, cipher.getAuthTag(), data]).toString('base64url')}`;
    },
    open(sealed, place) {
      const [, id, body] = SEALED.exec(sealed) ?? [];
      if (id === undefined || body === undefined) return sealed;
      const found = keys.get(id);
      if (!found) {
        throw new CipherError(
          `${place} is sealed with the key ${id}, which is neither DATA_KEY nor in DATA_KEY_PREVIOUS`,
        );
      }
      const bytes = Buffer.from(body, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', found, bytes.subarray(0, NONCE))
          .setAAD(Buffer.from(place))
          .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
      } catch (error) {
        throw new CipherError(`${place} can't be opened: it was sealed for another place or changed`, {
          cause: error,
        });
      }
    },
    isFresh: (text) => sealedWith(text) === keyId,
  };
}
