import { Readable } from 'node:stream';
import pg from 'pg';
import { dayOf } from '../../shared/rules/days.ts';
import type { Deps } from '../deps.ts';
import type { FileStore } from '../files.ts';
import { compareEvidence } from './compared.ts';
import { comparedPictures, evidencePictures } from './evidence.ts';
import { addAccounts, prepare } from './fill.ts';
import { foldLedger, generateProvince, openScope, type Generator } from './generate.ts';
import { demoPlan } from './plan.ts';

const LOCK = 7_031_403;

/** Keeps the shared pictures; their rows are written with the items that they prove. */
export async function storeEvidence(files: FileStore): Promise<void> {
  const pictures = [...evidencePictures(), ...Object.values(comparedPictures())];
  for (const { content } of pictures) await files.put(Readable.from([content]), () => undefined);
}

/** In blocks, so that a fault in one is found among few. */
async function sealHistory(client: pg.Client): Promise<void> {
  let sealed: number;
  do {
    const { rows } = await client.query<{ sealed: number }>('select platform_seal_events($1) as sealed', [10_000]);
    sealed = rows[0]!.sealed;
  } while (sealed > 0);
}

/**
 * Loads the demonstration as the owner of the tables, in one transaction: all of it or nothing. A database that has
 * demo accounts or unions already is left alone, and a second server that starts at once waits for the first.
 */
export async function loadDemo(
  deps: Pick<Deps, 'now' | 'files' | 'log' | 'cipher'>,
  ownerUrl: string,
  timing?: Generator['timing'],
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-demo' });
  await client.connect();
  try {
    await client.query('begin');
    await openScope(client);
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const { rows } = await client.query<{ demo: boolean; used: boolean }>(
      'select exists (select 1 from users where demo) as demo, exists (select 1 from unions) as used',
    );
    // The pictures may be missing where a database stands beside a new folder of files.
    if (rows[0]!.demo) return await storeEvidence(deps.files);
    if (rows[0]!.used) {
      deps.log.warn('no demonstration data: the database is in use already');
      return;
    }
    const begun = performance.now();
    await storeEvidence(deps.files);
    const plan = demoPlan(dayOf(deps.now()));
    const { cipher } = deps;
    const generator = { client, plan, cipher, evidence: evidencePictures(), ...(timing ? { timing } : {}) };
    await prepare(generator);
    const addChair = await addAccounts(generator);
    for (const province of plan.provinces) await generateProvince(generator, province);
    await addChair(generator);
    await compareEvidence(client);
    await foldLedger(generator);
    await sealHistory(client);
    await client.query('commit');
    await client.query(
      'analyze unions, inspections, rectifications, events, progress_counts, progress_days, progress_entries, search_names',
    );
    deps.log.info({ seconds: Math.round((performance.now() - begun) / 100) / 10 }, 'demonstration data loaded');
  } finally {
    // Ends an open transaction too: nothing of it stays.
    await client.end();
  }
}
