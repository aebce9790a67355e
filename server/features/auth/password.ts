import { randomInt } from 'node:crypto';
import { hash, verify, type Options } from '@node-rs/argon2';
import { passwordFault } from '../../../shared/users.ts';
import { noPassword } from '../../db/platform.ts';

/** Argon2id, the library's default, with the parameters of the OWASP password storage cheat sheet. */
const parameters: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Without letters and digits that look alike: it is read out over the phone. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

/** No password has this hash; it is here to be compared with. */
const nobody = hashPassword(temporaryPassword('nobody'));

const isSlow = (kept: string) => kept.includes(`m=${parameters.memoryCost},t=${parameters.timeCost},`);

/** Takes the same time for a name that nobody has (`null`), so that the time tells no names. */
export async function verifyPassword(kept: string | null, password: string): Promise<boolean> {
  const real = kept === noPassword ? null : kept;
  const right = await verify(real ?? (await nobody), password);
  if (real !== null && !isSlow(real)) await verify(await nobody, password);
  return right && real !== null;
}

/** A first password such as `kf7m-x2qd-9hwt-p4cb`: 79 random bits that pass the product's own rules. */
export function temporaryPassword(username: string): string {
  const letters = Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const password = letters.replace(/(.{4})(?=.)/g, '$1-');
  return passwordFault(password, username) === null ? password : temporaryPassword(username);
}

/** A temporary password and its hash, made before a transaction opens: hashing is slow on purpose. */
export async function temporarySecret(username: string): Promise<{ password: string; hash: string }> {
  const password = temporaryPassword(username);
  return { password, hash: await hashPassword(password) };
}

/**
 * The same for many accounts at once. A secret of 79 random bits needs no slow hash to protect it, and is replaced at
 * the first sign-in: a thousand are hashed in a fraction of a second, beside the event loop.
 */
export async function temporarySecrets(
  usernames: readonly string[],
): Promise<{ username: string; password: string; hash: string }[]> {
  const quick: Options = { memoryCost: 64, timeCost: 1, parallelism: 1 };
  const secrets = usernames.map((username) => ({ username, password: temporaryPassword(username) }));
  const made: { username: string; password: string; hash: string }[] = [];
  for (const secret of secrets) made.push({ ...secret, hash: await hash(secret.password, quick) });
  return made;
}
