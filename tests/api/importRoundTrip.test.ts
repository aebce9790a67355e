import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { Campaign } from '../../shared/campaigns.ts';
import { usccCheck } from '../../shared/rules/uscc.ts';
import { siteFigures } from '../../shared/site-reports.ts';
import type { Client } from '../support/client.ts';
import { testCipher } from '../support/cipher.ts';
import { importer } from '../support/imports.ts';
import { contentOf, count, dayOf, maybe, returned, shape, textOf } from '../support/roundTrip.ts';
import { exported } from '../support/workbooks.ts';
import { issuedCampaign, openWorld, type World } from '../support/world.ts';
import { fc } from '../support/property.ts';

let world: World;
let officer: Client;
let admin: Client;
let campaign: Campaign;
const site = '00000000-0000-7000-8000-000000000001';

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  await world.build.unions('150102', 12);
  officer = await world.as('hohhot-officer');
  admin = await world.as('nmg-admin');
  campaign = await issuedCampaign(world);
  await world.owner.query(
    `insert into sites (province_code, id, org_code, name, batch_category, kind, has_federation, has_station, has_home, status)
     values ('15', $1, '150102', '=1+1 "站点"', 'batch-1', 'park', false, true, false, 'building')`,
    [site],
  );
});
afterAll(() => world?.close());

const insert = (table: string, rows: readonly object[]) =>
  world.owner.query(
    `insert into ${table} (${Object.keys(rows[0]!)
      .map((name) => `"${name}"`)
      .join(', ')})
     select ${Object.keys(rows[0]!)
       .map((name) => `"${name}"`)
       .join(', ')} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  );

const unchanged = ({ seen, rows, faults }: Awaited<ReturnType<typeof returned>>) => {
  expect(faults).toEqual([]);
  expect(seen).toMatchObject({ status: 'ready', counts: { create: 0, update: 0, unchanged: rows, error: 0 } });
  expect(rows).toBeGreaterThan(0);
};

const runs = { numRuns: 4, endOnFailure: true };

describe('an export that nobody has edited comes back unchanged', () => {
  test('unions', async () => {
    const union = fc.record({
      kind: fc.constantFrom('enterprise', 'joint'), ownership: fc.constantFrom('state', 'other'), employees: count, members: count,
      founded_on: maybe(fc.constant('1999-12-31')), term_ends_on: maybe(fc.constant('2031-02-28')), certificate_no: maybe(textOf(40)),
      certificate_ends_on: maybe(dayOf), chair_name: maybe(textOf(40)), chair_phone: maybe(textOf(20)), active: fc.boolean(),
    }); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(textOf(70, 2), union), { minLength: 8, maxLength: 20 }),
        shape,
        async (unions, how) => {
          await world.owner.query("delete from unions where org_code = '150105'");
          const names = new Map(unions.map(([name, one]) => [name, one]));
          await insert(
            'unions',
            [...names].map(([name, one]) => ({ ...one, name, province_code: '15', org_code: '150105' })),
          );
          unchanged(await returned('unions', { orgCode: '150105' }, how, { from: officer, to: officer }));
        },
      ),
      runs,
    );
  });

  test('enterprises', async () => {
    const unions = await officer.list<{ id: string }>('unions', { orgCode: '150102' });
    const enterprise = fc.record({
      name: textOf(80, 2), employees: count, opened_on: maybe(dayOf), contact_name: maybe(textOf(40)), contact_phone: maybe(textOf(20)),
      benchmark: fc.boolean(), benchmark_reasons: fc.array(textOf(40), { maxLength: 3 }), members_recruited: count,
      visit_count: fc.nat(9), last_visit_on: maybe(dayOf),
    }); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(
        fc.array(enterprise, { minLength: 8, maxLength: 20 }),
        shape,
        fc.boolean(),
        async (all, how, masked) => {
          await world.owner.query('delete from enterprise_unions');
          await world.owner.query('delete from enterprises');
          const rows = all.map((one, index) => {
            const first17 = `91150105MA${String(index).padStart(7, '0')}`;
            const id = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
            const stage = index % 3 === 0 ? 'established' : 'willing';
            const stamp = { stage_since: '2026-01-01', eligible_from: '-infinity' };
            return {
              ...one,
              ...stamp,
              id,
              stage,
              uscc: first17 + usccCheck(first17),
              province_code: '15',
              org_code: '150105',
            };
          });
          await insert('enterprises', rows);
          await insert(
            'enterprise_unions',
            rows
              .filter(({ stage }) => stage === 'established')
              .flatMap(({ id }, index) =>
                unions
                  .slice(index % 5, (index % 5) + 2)
                  .map((union) => ({ province_code: '15', org_code: '150105', enterprise_id: id, union_id: union.id })),
              ),
          );
          const from = masked ? await world.as('nation-leader') : officer;
          unchanged(await returned('enterprises', { orgCode: '150105' }, how, { from, to: officer }));
        },
      ),
      runs,
    );
  });

  test('users', async () => {
    await world.build.account({
      username: 'chair-1',
      role: 'reporter',
      orgCode: '150102',
      unionId: (await officer.list<{ id: string }>('unions', { orgCode: '150102' }))[0]!.id,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(textOf(40), fc.constantFrom('officer', 'leader', 'admin'), fc.boolean()), {
          minLength: 5,
          maxLength: 12,
        }),
        shape,
        async (people, how) => {
          await world.owner.query("delete from users where username like 'person-%'");
          await insert(
            'users',
            people.map(([name, role, active], index) => ({
              id: `00000000-0000-7000-9000-${String(index).padStart(12, '0')}`,
              username: `person-${index}`,
              name,
              role,
              active,
              org_code: '150105',
              password_hash: 'x',
            })),
          );
          unchanged(await returned('users', {}, how, { from: admin, to: admin }));
        },
      ),
      runs,
    );
  });

  test('monthly reports', async () => {
    const figures = fc.record(
      Object.fromEntries(siteFigures.map((figure) => [figure, figure === 'members' ? maybe(count) : count])),
    );
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(figures, maybe(textOf(200))), { minLength: 5, maxLength: 12 }),
        shape,
        async (months, how) => {
          await world.owner.query('delete from site_reports');
          await insert(
            'site_reports',
            months.map(([all, note], index) => ({
              ...Object.fromEntries(Object.entries(all).map(([name, value]) => [snake(name), value])),
              id: `00000000-0000-7000-a000-${String(index).padStart(12, '0')}`,
              doubts: [],
              province_code: '15',
              org_code: '150102',
              site_id: site,
              month: `2025-${String(index + 1).padStart(2, '0')}`,
              note,
              reported_by: '某某',
            })),
          );
          unchanged(await returned('site-reports', {}, how, { from: officer, to: officer }));
        },
      ),
      runs,
    );
  });

  test('answers', async () => {
    const answer = (...values: (string | null)[]) =>
      fc.record({
        value: fc.constantFrom(...values),
        note: maybe(textOf(300)),
        track: maybe(fc.constantFrom('immediate', 'scheduled')),
      });
    const plain = answer('yes', 'no', null);
    const some = { Q1: plain, Q5: plain, Q7: answer('yes', 'na'), Q13: plain };
    const answers = fc.record(some, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(answers, fc.constantFrom('pending', 'submitted', 'returned', 'exempted')), {
          minLength: 12,
          maxLength: 12,
        }),
        shape,
        async (all, how) => {
          await world.owner.query(
            `update inspections i set answers = p.answers, status = p.status, stage = p.stage, submitted_at = now()
           from (select id, row_number() over (order by id) as n from inspections) as numbered, jsonb_to_recordset($1) as p (n int, answers jsonb, status text, stage text)
           where i.id = numbered.id and numbered.n = p.n`,
            [
              JSON.stringify(
                all.map(([given, status], index) => ({
                  n: index + 1,
                  answers: given,
                  status,
                  stage: status === 'submitted' ? 'faultless' : status,
                })),
              ),
            ],
          );
          unchanged(
            await returned('inspections', { campaignId: campaign.id }, how, {
              from: officer,
              to: officer,
              campaignId: campaign.id,
            }),
          );
        },
      ),
      runs,
    );
  });
});

describe('an export that somebody has edited', () => {
  test('changes the edited cells alone; a masked number that was left alone is not written', async () => {
    const [id] = await world.build.enterprises('150103', 3);
    await world.owner.query("update enterprises set contact_phone = '13800001234' where org_code = '150103'");
    const leader = await world.as('nation-leader');
    const made = await exported(leader, { kind: 'enterprises', filter: { orgCode: '150103' } });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await contentOf(leader, made)) as unknown as ArrayBuffer);
    const sheet = book.worksheets[0]!;
    const place = (heading: string) => (sheet.getRow(1).values as unknown[]).indexOf(heading);
    const edited = sheet.getRow([2, 3, 4].find((row) => sheet.getRow(row).getCell(place('编号')).value === id)!);
    expect(edited.getCell(place('联系电话')).value).toBe('138****1234');
    edited.getCell(place('职工人数')).value = 321;
    edited.getCell(place('开办日期')).value = new Date('2020-05-04T00:00:00Z');
    edited.getCell(place('停滞')).value = '否';
    const by = importer(officer);
    const content = Buffer.from(await book.xlsx.writeBuffer());
    const seen = await by.preview({ kind: 'enterprises', content, filename: '改.xlsx' });
    expect(seen.counts).toEqual({ create: 0, update: 1, unchanged: 2, error: 0 });
    expect((await by.rows(seen, '?outcome=update'))[0]!.changes).toEqual({
      employees: [120, 321],
      openedOn: [null, '2020-05-04'],
    });
    await by.confirm(seen);
    const { rows } = await world.owner.query('select employees, contact_phone from enterprises where id = $1', [id]);
    expect(rows[0].employees).toBe(321);
    expect(testCipher.open(rows[0].contact_phone, 'enterprises.contact_phone')).toBe('13800001234');
    const again = await by.preview({ kind: 'enterprises', content, filename: '改.xlsx' });
    expect(again.counts).toEqual({ create: 0, update: 0, unchanged: 3, error: 0 });
  });
});
