import { startEmbedded } from './db/embedded.ts';
import { SettingsError, type Env } from './env.ts';

export type OwnerPlace = { ownerUrl: string; appUrl: string; close: () => Promise<void> };

/** The database as its owner, for commands of the operator: the embedded one is started, or joined where it runs. */
export async function openAsOwner(env: Env): Promise<OwnerPlace> {
  if (!env.DATABASE_URL) {
    const { ownerUrl, appUrl, stop } = await startEmbedded(env.DATA_DIR);
    return { ownerUrl, appUrl, close: () => stop() };
  }
  if (!env.DATABASE_OWNER_URL) {
    throw new SettingsError('DATABASE_OWNER_URL is needed: only the owner of the tables may read all of them');
  }
  return { ownerUrl: env.DATABASE_OWNER_URL, appUrl: env.DATABASE_URL, close: () => Promise.resolve() };
}
