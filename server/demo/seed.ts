import pg from 'pg';
import type { Cipher } from '../cipher.ts';
import { evidencePictures } from './evidence.ts';
import { addAccounts, prepare } from './fill.ts';
import { foldLedger, generateProvince, openScope, type Generator } from './generate.ts';
import type { Plan } from './plan.ts';
import { loadedTables, withoutIndexes } from './wholeLoad.ts';

export type SeedOptions = {
  ownerUrl: string;
  plan: Plan;
  accounts: boolean;
  /** With the key of the server that will read the data. */
  cipher: Cipher;
  report?: (line: string) => void;
  /** Hears what each statement took. */
  timing?: Generator['timing'];
};

const WORKERS = 2;

/** Fills a database with synthetic data of any size: a transaction for each province, two at a time. */
export async function seed(options: SeedOptions): Promise<void> {
  const { ownerUrl, plan, report } = options;
  const load = () => fill(options);
  const addChair = await (plan.bulk ? withoutIndexes(ownerUrl, loadedTables, load, report) : load());
  const last = await open(options);
  const { client } = last;
  try {
    // Looks for a union among all, so it waits for the indexes.
    await addChair?.(last);
    await foldLedger(last);
    // Folded and empty, the inbox still takes the room of all that went through it.
    if (plan.bulk) await client.query('select search_backfill(); truncate progress_pending');
    await client.query('commit');
    // What was folded million by million was written over again and again.
    if (plan.bulk) await client.query('vacuum full progress_counts, progress_days, progress_folds');
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** A generator with a connection of its own. */
type Worker = Generator & { client: pg.Client };

/** A connection that makes data, in a transaction. */
async function open({ ownerUrl, plan, cipher, timing }: SeedOptions): Promise<Worker> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-seed' });
  await client.connect();
  // Nothing is lost that could not be made again.
  await client.query("set synchronous_commit = off; set temp_buffers = '256MB'; begin");
  const generator = { client, plan, evidence: evidencePictures(), cipher, ...(timing ? { timing } : {}) };
  await prepare(generator);
  return generator;
}

/** Everything but the account that is made last; answers how to make it. */
async function fill(options: SeedOptions): Promise<((last: Generator) => Promise<void>) | undefined> {
  const { plan, accounts, report } = options;
  const provinces = [...plan.provinces].sort((a, b) => b.unions - a.unions);
  const clients: pg.Client[] = [];
  const begin = async (): Promise<Worker> => {
    const generator = await open(options);
    clients.push(generator.client);
    return generator;
  };
  const commit = async ({ client }: Generator) => {
    await client.query('commit; begin');
    await openScope(client);
  };
  const work = async (generator: Generator) => {
    for (let province = provinces.shift(); province; province = provinces.shift()) {
      const begun = performance.now();
      await generateProvince(generator, province);
      await commit(generator);
      await foldLedger(generator);
      await commit(generator);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      report?.(`province ${province.code}: ${province.unions.toLocaleString('en')} unions in ${seconds} s`);
    }
    await generator.client.query('commit');
  };
  try {
    const first = await begin();
    const addChair = accounts ? await addAccounts(first) : undefined;
    await commit(first);
    const others = Array.from({ length: Math.min(WORKERS, provinces.length) - 1 }, begin);
    await Promise.all([work(first), ...others.map(async (other) => work(await other))]);
    return addChair;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
