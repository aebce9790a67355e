import { Readable } from 'node:stream';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { addDays, dayOf } from '../../shared/rules/days.ts';
import type { Deps } from '../deps.ts';
import { hashPassword } from '../features/auth/password.ts';
import type { FileStore } from '../files.ts';
import { accountEvents, demoPassword, insertAccounts, insertChairAccount } from './accounts.ts';
import { evidencePictures } from './evidence.ts';
import { foldLedger, generateProvince, openScope, type Generator } from './generate.ts';
import { demoPlan, officeDay } from './plan.ts';
import { helperFunctions } from './sql/helpers.ts';

const LOCK = 7_031_403;

/** Keeps the shared pictures; their rows are written with the items that they prove. */
export async function storeEvidence(files: FileStore): Promise<void> {
  for (const { content } of evidencePictures()) await files.put(Readable.from([content]), () => undefined);
}

/**
 * Loads the demonstration as the owner of the tables, in one transaction: all of it or nothing. A database that has
 * demo accounts already is left alone, and so is one that somebody else is filling at the same time.
 */
export async function loadDemo(
  deps: Pick<Deps, 'now' | 'files' | 'log'>,
  ownerUrl: string,
  timing?: Generator['timing'],
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-demo' });
  await client.connect();
  const query = ({ text, values }: Sql) => client.query(text, values);
  try {
    await client.query('begin');
    await openScope(client);
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const { rowCount } = await client.query('select 1 from users where demo limit 1');
    if (rowCount) return;
    const begun = performance.now();
    const today = dayOf(deps.now());
    const plan = demoPlan(today);
    const createdAt = new Date(`${officeDay(addDays(today, -411))}T10:00:00+08:00`);
    const evidence = evidencePictures();
    const passwordHash = await hashPassword(demoPassword);
    await storeEvidence(deps.files);
    for (const statement of [...helperFunctions, ...insertAccounts(passwordHash, createdAt)]) await query(statement);
    const generator: Generator = { client, plan, evidence, ...(timing ? { timing } : {}) };
    for (const province of plan.provinces) await generateProvince(generator, province);
    await query(insertChairAccount(passwordHash, createdAt));
    await query(accountEvents);
    await foldLedger(generator);
    await client.query('commit');
    await client.query(
      'analyze unions, inspections, rectifications, events, progress_counts, progress_days, progress_entries',
    );
    deps.log.info({ seconds: Math.round((performance.now() - begun) / 100) / 10 }, 'demonstration data loaded');
  } finally {
    // Ends an open transaction too: nothing of it stays.
    await client.end();
  }
}
