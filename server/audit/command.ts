import pg from 'pg';
import { readEnv } from '../env.ts';
import { openAsOwner } from '../ownerPlace.ts';
import { verifyAudit, type AuditFault } from './verify.ts';

const sentences: Record<AuditFault['what'], (fault: AuditFault) => string> = {
  'changed-or-inserted': ({ eventIds }) => `not as sealed, or added later: ${eventIds.slice(0, 20).join(', ')}`,
  missing: ({ count }) => `${count} missing`,
  'broken-chain': () => 'the seal itself was changed',
  'missing-block': ({ count }) => `${count} blocks of the chain are missing`,
};

/** `npm run audit:verify`: ends with 1 where the history is not what was sealed. */
export async function main(): Promise<void> {
  const place = await openAsOwner(readEnv());
  const client = new pg.Client({ connectionString: place.ownerUrl, application_name: 'union-console-audit' });
  try {
    await client.connect();
    const { events, blocks, unsealed, faults, heads } = await verifyAudit(client);
    console.log(`${events} events in ${blocks} blocks compared; ${unsealed} not sealed yet.`);
    for (const { provinceCode, seal, hash } of heads) console.log(`  ${provinceCode} block ${seal}: ${hash}`);
    for (const fault of faults) {
      console.error(`FAULT ${fault.provinceCode} block ${fault.seal}: ${sentences[fault.what](fault)}`);
    }
    if (faults.length > 0) process.exitCode = 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await client.end();
    await place.close();
  }
}
