import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type pg from 'pg';
import { nationalTree } from '../../server/features/organisations/tree.ts';
import { eraseTenant, rowsOf } from '../../server/tenant/erase.ts';
import { exportedColumns, exportTenant } from '../../server/tenant/export.ts';
import { tenantTables } from '../../server/tenant/tables.ts';
import { tablesOf } from '../../server/backup/tables.ts';
import type { Attachment } from '../../shared/attachments.ts';
import type { Organisation } from '../../shared/organisations.ts';
import type { Client } from '../support/client.ts';
import { climbOn } from '../support/later.ts';
import { openWorld, submittedInspection, until, type World } from '../support/world.ts';

let world: World;
let folder: string;
let kept: { mine: string; everybodys: string };

const source = () => ({ ownerUrl: world.database.ownerUrl, files: world.deps.files, cipher: world.deps.cipher });
const eraser = () => ({ ownerUrl: world.database.ownerUrl, files: world.deps.files });

/** Of each table one number over all rows that are not the tenant's, whatever their order. */
async function othersOf(owner: pg.Client, province: string): Promise<Record<string, unknown>> {
  const others: Record<string, unknown> = {};
  for (const { name, mine } of await tenantTables(owner)) {
    const { rows } = await owner.query(
      `select count(*)::int as rows, bit_xor(hashtextextended(t::text, 0)) as hash from "${name}" t where not (${mine})`,
      [province],
    );
    others[name] = rows[0];
  }
  return others;
}

/** The server tells of what was done and seals the history a moment later. */
const atRest = () =>
  until(async () => {
    const { rows } = await world.owner.query(
      `select from events where seal is null union all select from notification_outbox
       union all select from progress_pending limit 1`,
    );
    return rows.length === 0 || null;
  });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'union-console-tenant-'));
  world = await openWorld({ clock: '2026-08-20T09:00:00+08:00' });
  await world.build.unions('150102', 5);
  await world.build.unions('440902', 3);
  await world.owner.query("update unions set chair_phone = $1 where province_code = '15'", [
    world.deps.cipher.seal('13700001234', 'unions.chair_phone'),
  ]);
  const { items } = await submittedInspection(world, ['Q1', 'Q9']);
  const district = await world.as('xincheng-officer');
  const papers = async (person: Client, name: string) => {
    const { body } = await person.upload(name, 'application/pdf', {}, Buffer.from(`%PDF-1.7\n${name}`));
    return body as { id: string } as Attachment;
  };
  const [mine, everybodys] = [await papers(district, '会议纪要.pdf'), await papers(district, '制度.pdf')];
  kept = { mine: mine.sha256, everybodys: everybodys.sha256 };
  await district.post(`/rectifications/${items.get('Q1')!.id}/rectify`, {
    measures: '已召开大会',
    attachmentIds: [mine.id, everybodys.id],
  });
  // The same bytes at another tenant: they are kept once, and must stay.
  await papers(await world.as('gd-officer'), '制度.pdf');
  // The server would climb the ladder at some moment of its own.
  await climbOn(world, '2026-08-20');
  await atRest();
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

describe("a tenant's whole data", () => {
  test('every table of the schema says whose its rows are, and nothing that lets somebody in is exported', async () => {
    const names = (await tenantTables(world.owner)).map(({ name }) => name);
    const all = (await tablesOf(world.owner)).map(({ name }) => name);
    expect(all.filter((name) => !names.includes(name))).toEqual([
      'data_keys',
      'loose_files',
      'rate_limits',
      'sign_in_failures',
      'tenant_erasures',
    ]);
    const told = (await tenantTables(world.owner)).flatMap((table) =>
      (exportedColumns(table) ?? []).map((column) => `${table.name}.${column}`),
    );
    const harmless = [
      'attachments.sent_sha256',
      'event_seals.hash',
      'event_seals.sealed_at',
      'users.must_change_password',
    ];
    const secrets = told.filter((name) => /password|secret|sealed|token|hash|recovery/.test(name));
    expect(secrets.filter((name) => !harmless.includes(name) && !name.endsWith('.sha256'))).toEqual([]);
  });

  test('is exported row by row with its files, and nothing of anybody else', async () => {
    const to = path.join(folder, 'mine');
    const made = await exportTenant(source(), '15', to);
    expect(made).toMatchObject({ province: '15', files: 2, missing: [] });
    const owned = await rowsOf(world.owner, await tenantTables(world.owner), '15');
    for (const { name, rows } of made.tables) expect([name, rows]).toEqual([name, owned[name] ?? 0]);
    expect(made.tables.find(({ name }) => name === 'unions')!.rows).toBe(5);
    const lines = async (file: string) => gunzipSync(await readFile(path.join(to, file))).toString();
    for (const { file, columns } of made.tables) {
      const rows = (await lines(file))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      for (const row of rows) {
        expect(Object.keys(row).sort()).toEqual([...columns].sort());
        expect(row['province_code'] ?? '15').toBe('15');
        expect(String(row['org_code'] ?? '15')).toMatch(/^15/);
      }
    }
    expect((await lines('tables/unions.jsonl.gz')).match(/13700001234/g)).toHaveLength(5);
    expect(await lines('tables/users.jsonl.gz')).not.toMatch(/argon2|gd-officer/);
    expect(await readdir(path.join(to, 'files', kept.mine.slice(0, 2)))).toContain(kept.mine);
    await expect(exportTenant(source(), '15', to)).rejects.toThrow(/not empty/);
    await expect(exportTenant(source(), '1501', path.join(folder, 'no'))).rejects.toThrow(/not the code of a province/);
  });

  test('is erased only when the tenant is closed and named, all of it, and of nobody else anything', async () => {
    const { owner } = world;
    await expect(eraseTenant(eraser(), '15', '内蒙古自治区总工会')).rejects.toThrow(/is open/);
    const operator = await world.as('operator');
    const { body: tenant } = await operator.get<Organisation>('/organisations/15');
    expect((await operator.put('/organisations/15', { ...tenant, active: false })).status).toBe(200);
    await expect(eraseTenant(eraser(), '15', '广东省总工会')).rejects.toThrow(/--name must be/);

    const tables = await tenantTables(owner);
    await atRest();
    const before = await othersOf(owner, '15');
    const erased = await eraseTenant(eraser(), '15', tenant.name);
    expect(erased.rows).toMatchObject({ unions: 5, campaigns: 1, inspections: 5 });
    expect(erased.files).toBe(1);
    const official = await rowsOf(owner, tables, '15');
    expect(official).toEqual({ organisations: nationalTree().filter(({ code }) => code.startsWith('15')).length });
    expect(await othersOf(owner, '15')).toEqual(before);
    await expect(world.deps.files.read(kept.mine)).rejects.toMatchObject({ status: 503 });
    (await world.deps.files.read(kept.everybodys)).destroy();
    const { rows } = await owner.query(
      "select name, files, rows ->> 'unions' as unions from tenant_erasures where province_code = '15'",
    );
    expect(rows).toEqual([{ name: tenant.name, files: 2, unions: '5' }]);
  });

  test('leaves a place that the operator can open again', async () => {
    const operator = await world.as('operator');
    const opened = await operator.post<Organisation>('/organisations', {
      code: '15',
      name: '内蒙古自治区总工会',
      kind: 'federation',
    });
    expect([opened.status, opened.body.active]).toEqual([201, true]);
    const admin = { username: 'nmg-neu', name: '某某', role: 'admin', orgCode: '15' };
    expect((await operator.post('/users', admin)).status).toBe(201);
  });
});
