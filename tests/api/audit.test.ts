import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { verifyAudit, type AuditReport } from '../../server/audit/verify.ts';
import { issuedCampaign, openWorld, until, type World } from '../support/world.ts';

let world: World;
let owner: pg.Client;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  ({ owner } = world);
  await world.build.unions('150102', 5);
  await issuedCampaign(world);
  const officer = await world.as('gd-officer');
  const union = { orgCode: '440902', name: '茂南电缆厂工会', kind: 'enterprise', employees: 30, members: 28 };
  await officer.post('/unions', union);
  await sealed();
});
afterAll(() => world?.close());

/** The job has been at it: nothing waits. */
const sealed = () =>
  until(async () => {
    const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from events where seal is null');
    return rows[0]!.n === 0 ? true : null;
  });

/** Something is done to the history behind the server's back, looked at, and taken back. */
async function after(tampering: string, values: unknown[] = []): Promise<AuditReport> {
  await owner.query('begin');
  await owner.query(tampering, values);
  // The inner transaction statements of the report belong to this one.
  const report = await verifyAudit({
    query: (text: string, given?: unknown[]) =>
      /^(begin|commit)/.test(text) ? Promise.resolve({ rows: [] }) : owner.query(text, given),
  } as never);
  await owner.query('rollback');
  return report;
}

const one = async (where: string) =>
  (await owner.query<{ id: string; seal: string }>(`select id, seal from events where ${where} order by id limit 1`))
    .rows[0]!;

describe('the sealed history', () => {
  test('is whole as the server left it, a chain for each province, and goes on', async () => {
    const before = await verifyAudit(owner);
    expect(before).toMatchObject({ faults: [], unsealed: 0 });
    expect(before.heads.map(({ provinceCode }) => provinceCode)).toEqual(expect.arrayContaining(['15', '44']));
    const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from events');
    expect(before.events).toBe(rows[0]!.n);
    await issuedCampaign(world, { title: '第二次自查自纠' });
    await sealed();
    const later = await verifyAudit(owner);
    expect(later.faults).toEqual([]);
    const head = (report: AuditReport) => report.heads.find(({ provinceCode }) => provinceCode === '15')!;
    expect(head(later).seal).toBeGreaterThan(head(before).seal);
    const { rows: kept } = await owner.query<{ hash: string }>(
      `select encode(hash, 'hex') as hash from event_seals where province_code = '15' and seal = $1`,
      [head(before).seal],
    );
    expect(kept[0]!.hash).toBe(head(before).hash);
  });

  test('a changed, a missing, an inserted event and a broken chain are found where they are', async () => {
    const target = await one("province_code = '15' and action = 'issue'");
    const seal = Number(target.seal);
    const changed = await after("update events set actor_name = '别人' where id = $1", [target.id]);
    expect(changed.faults).toEqual([
      { provinceCode: '15', seal, what: 'changed-or-inserted', eventIds: [target.id], count: 1 },
    ]);
    const missing = await after('delete from events where id = $1', [target.id]);
    expect(missing.faults).toEqual([{ provinceCode: '15', seal, what: 'missing', eventIds: [], count: 1 }]);
    const inserted = await after(
      `insert into events (province_code, at, actor_name, org_code, subject_type, subject_id, action, seal)
       values ('15', '2026-08-01', '无', '15', 'campaigns', 'x', 'close', $1)`,
      [seal],
    );
    expect(inserted.faults).toMatchObject([{ provinceCode: '15', seal, what: 'changed-or-inserted', count: 1 }]);
    const stray = await after('update events set seal = 999 where id = $1', [target.id]);
    expect(stray.faults.map(({ what }) => what).toSorted()).toEqual(['changed-or-inserted', 'missing']);
    const shortened = await after("delete from event_seals where province_code = '15' and seal = $1", [seal]);
    expect(shortened.faults.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['missing-block', 'changed-or-inserted']),
    );
    const remade = await after(
      "update event_seals set sealed_at = sealed_at - interval '1 day' where province_code = '44'",
    );
    expect(new Set(remade.faults.map(({ what }) => what))).toEqual(new Set(['broken-chain']));
  });

  test("the server's role adds to the history, and that is all", async () => {
    const app = new pg.Client({ connectionString: world.database.appUrl });
    await app.connect();
    try {
      await app.query("set app.scope_from = '15'; set app.scope_to = '16'");
      await expect(app.query("update events set actor_name = 'x'")).rejects.toThrow(/permission denied/);
      await expect(app.query('delete from events')).rejects.toThrow(/permission denied/);
      await expect(app.query('select from event_seals')).rejects.toThrow(/permission denied/);
      await expect(
        app.query(
          `insert into events (province_code, at, actor_name, org_code, subject_type, subject_id, action, seal)
           values ('15', now(), 'x', '15', 'unions', 'x', 'edit', 1)`,
        ),
      ).rejects.toThrow(/permission denied/);
    } finally {
      await app.end();
    }
  });
});
