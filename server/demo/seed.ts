import pg from 'pg';
import { evidencePictures } from './evidence.ts';
import { fill } from './fill.ts';
import type { Plan } from './plan.ts';

export type SeedOptions = { ownerUrl: string; plan: Plan; accounts: boolean; report?: (line: string) => void };

/** Fills a database with synthetic data of any size, province by province. */
export async function seed({ ownerUrl, plan, accounts, report }: SeedOptions): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-seed' });
  await client.connect();
  try {
    // Nothing is lost that could not be made again.
    await client.query('set synchronous_commit = off; begin');
    await fill(
      { client, plan, evidence: evidencePictures() },
      {
        accounts,
        inParts: true,
        made: ({ code, unions }, seconds) =>
          report?.(`province ${code}: ${unions.toLocaleString('en')} unions in ${seconds.toFixed(1)} s`),
      },
    );
    await client.query('commit');
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
