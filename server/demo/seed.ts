import pg from 'pg';
import { evidencePictures } from './evidence.ts';
import { addAccounts, prepare } from './fill.ts';
import { foldLedger, generateProvince, openScope, type Generator } from './generate.ts';
import type { Plan } from './plan.ts';

export type SeedOptions = { ownerUrl: string; plan: Plan; accounts: boolean; report?: (line: string) => void };

const WORKERS = 2;

/** Fills a database with synthetic data of any size: a transaction for each province, two at a time. */
export async function seed({ ownerUrl, plan, accounts, report }: SeedOptions): Promise<void> {
  const evidence = evidencePictures();
  const clients: pg.Client[] = [];
  const open = async (): Promise<Generator> => {
    const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-seed' });
    clients.push(client);
    await client.connect();
    // Nothing is lost that could not be made again.
    await client.query('set synchronous_commit = off; begin');
    const generator = { client, plan, evidence };
    await prepare(generator);
    return generator;
  };
  const commit = async ({ client }: Generator) => {
    await client.query('commit; begin');
    await openScope(client);
  };
  try {
    const first = await open();
    const addChair = accounts ? await addAccounts(first) : undefined;
    await commit(first);
    const provinces = [...plan.provinces].sort((a, b) => b.unions - a.unions);
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
    };
    const others = Array.from({ length: Math.min(WORKERS, provinces.length) - 1 }, open);
    await Promise.all([work(first), ...others.map(async (other) => work(await other))]);
    await addChair?.(first);
    await foldLedger(first);
    await first.client.query('commit');
    await first.client.query('vacuum analyze');
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
