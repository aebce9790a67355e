import { cipherWith } from './cipher.ts';
import { migrate } from './migrations.ts';
import { readEnv, roleOf, SettingsError } from './env.ts';
import { sealFirst } from './privacy/rekey.ts';

/** `npm run migrate`: the step before the start where the server itself must not know the owner's password. */
try {
  const { DATABASE_URL, DATABASE_OWNER_URL, DATA_KEY, DATA_KEY_PREVIOUS } = readEnv();
  if (!DATABASE_URL || !DATABASE_OWNER_URL) {
    throw new SettingsError(
      'DATABASE_OWNER_URL and DATABASE_URL are needed to migrate; the embedded database is migrated at the start',
    );
  }
  await migrate(DATABASE_OWNER_URL, { appRole: roleOf(DATABASE_URL) });
  await sealFirst(DATABASE_OWNER_URL, cipherWith([DATA_KEY, ...DATA_KEY_PREVIOUS]));
  console.log('The database has the present schema.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
