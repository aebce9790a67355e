import type pg from 'pg';

/** What is wrong with the history of a province, as far as it can be named. */
export type AuditFault = {
  provinceCode: string;
  /** The block in which it lies. */
  seal: number;
  what: 'changed-or-inserted' | 'missing' | 'broken-chain' | 'missing-block';
  /** The events that are not as they were sealed; how many are missing can be told, not which. */
  eventIds: string[];
  count: number;
};

export type AuditReport = {
  events: number;
  blocks: number;
  /** Written, and not yet sealed. */
  unsealed: number;
  faults: AuditFault[];
  /** The end of each chain: kept elsewhere, it proves that nobody has made the whole chain anew. */
  heads: { provinceCode: string; seal: number; hash: string }[];
};

type Block = { seal: string; events: number; hash: string; previous: string; expected: string; whole: boolean };

const BLOCKS = 200;

/** A stretch of the chain, and whether the events of each block are what was sealed. */
async function blocksAfter(client: pg.ClientBase, province: string, after: bigint): Promise<Block[]> {
  const { rows } = await client.query<Block>(
    `with stretch as (
       select * from event_seals where province_code = $1 and seal > $2 order by seal limit $3
     ), present as (
       select e.seal, string_agg(event_leaf(e), ''::bytea order by e.id) as leaves
       from events e where e.province_code = $1 and e.seal in (select seal from stretch) group by e.seal
     )
     select s.seal, s.events, encode(s.hash, 'hex') as hash, encode(s.previous, 'hex') as previous,
       encode(event_block_hash(s.previous, s.seal, s.sealed_at, s.leaves), 'hex') as expected,
       coalesce(p.leaves = s.leaves, false) as whole
     from stretch s left join present p on p.seal = s.seal order by s.seal`,
    [province, after.toString(), BLOCKS],
  );
  return rows;
}

/** Which events of a block are not among what was sealed, and how many of what was sealed are gone. */
async function faultsWithin(client: pg.ClientBase, provinceCode: string, seal: number): Promise<AuditFault[]> {
  const { rows } = await client.query<{ id: string; leaf: string }>(
    `select id, encode(event_leaf(e), 'hex') as leaf from events e where province_code = $1 and seal = $2`,
    [provinceCode, seal],
  );
  const [kept] = (
    await client.query<{ leaves: Buffer }>('select leaves from event_seals where province_code = $1 and seal = $2', [
      provinceCode,
      seal,
    ])
  ).rows;
  const sealed = new Set<string>();
  for (let at = 0; at < kept!.leaves.length; at += 16) sealed.add(kept!.leaves.toString('hex', at, at + 16));
  const eventIds = rows.filter(({ leaf }) => !sealed.delete(leaf)).map(({ id }) => id);
  const faults: AuditFault[] = [];
  if (eventIds.length > 0) {
    faults.push({ provinceCode, seal, what: 'changed-or-inserted', eventIds, count: eventIds.length });
  }
  // A changed event is not among the missing ones: its place is known.
  const missing = sealed.size - eventIds.length;
  if (missing > 0) faults.push({ provinceCode, seal, what: 'missing', eventIds: [], count: missing });
  if (faults.length === 0) faults.push({ provinceCode, seal, what: 'broken-chain', eventIds: [], count: 1 });
  return faults;
}

async function verifyProvince(client: pg.ClientBase, provinceCode: string, report: AuditReport): Promise<void> {
  let previous = '';
  let seal = 0n;
  for (;;) {
    const blocks = await blocksAfter(client, provinceCode, seal);
    if (blocks.length === 0) break;
    for (const block of blocks) {
      const at = Number(block.seal);
      const gap = BigInt(block.seal) - seal - 1n;
      if (gap > 0n) {
        report.faults.push({
          provinceCode,
          seal: Number(seal) + 1,
          what: 'missing-block',
          eventIds: [],
          count: Number(gap),
        });
      }
      if (block.expected !== block.hash || (gap === 0n && block.previous !== previous)) {
        report.faults.push({ provinceCode, seal: at, what: 'broken-chain', eventIds: [], count: 1 });
      }
      if (!block.whole) report.faults.push(...(await faultsWithin(client, provinceCode, at)));
      report.blocks += 1;
      report.events += block.events;
      previous = block.hash;
      seal = BigInt(block.seal);
    }
  }
  if (seal > 0n) report.heads.push({ provinceCode, seal: Number(seal), hash: previous });
}

/** Events that say they are sealed by a block that there is none of. */
async function strays(client: pg.ClientBase): Promise<AuditFault[]> {
  const { rows } = await client.query<{ province_code: string; seal: string; ids: string[] }>(
    `select province_code, seal, array_agg(id::text) as ids from events e
     where seal is not null and not exists (
       select from event_seals s where s.province_code = e.province_code and s.seal = e.seal)
     group by province_code, seal order by 1, 2`,
  );
  return rows.map(({ province_code: provinceCode, seal, ids }) => ({
    provinceCode,
    seal: Number(seal),
    what: 'changed-or-inserted',
    eventIds: ids,
    count: ids.length,
  }));
}

/**
 * Compares every sealed event with its seal and every block with the one before it, as the owner and in one snapshot.
 * A history that was changed, shortened or added to behind the server's back is a fault.
 */
export async function verifyAudit(client: pg.ClientBase): Promise<AuditReport> {
  await client.query('begin isolation level repeatable read read only');
  try {
    const { rows: provinces } = await client.query<{ code: string }>(
      'select distinct province_code as code from event_seals order by 1',
    );
    const { rows: waiting } = await client.query<{ n: number }>(
      'select count(*)::int as n from events where seal is null',
    );
    const report: AuditReport = { events: 0, blocks: 0, unsealed: waiting[0]!.n, faults: [], heads: [] };
    for (const { code } of provinces) await verifyProvince(client, code, report);
    report.faults.push(...(await strays(client)));
    return report;
  } finally {
    await client.query('commit');
  }
}
