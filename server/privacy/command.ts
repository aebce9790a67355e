import { cipherWith } from '../cipher.ts';
import { readEnv } from '../env.ts';
import { openAsOwner } from '../ownerPlace.ts';
import { rekey } from './rekey.ts';

/** `npm run rekey`: seals everything with DATA_KEY, after which DATA_KEY_PREVIOUS is no longer needed. */
export async function main(): Promise<void> {
  const env = readEnv();
  const cipher = cipherWith([env.DATA_KEY, ...env.DATA_KEY_PREVIOUS]);
  const place = await openAsOwner(env);
  try {
    const done = await rekey({
      ownerUrl: place.ownerUrl,
      cipher,
      report: ({ table, column, sealed }) =>
        console.log(`${table}.${column}: ${sealed.toLocaleString('en')} sealed anew`),
    });
    const total = done.reduce((sum, { sealed }) => sum + sealed, 0);
    console.log(`${total.toLocaleString('en')} values sealed anew; all are sealed with the key ${cipher.keyId}.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await place.close();
  }
}
