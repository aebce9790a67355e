import pg from 'pg';
import { hashPassword } from '../../server/features/auth/password.ts';
import type { Role } from '../../shared/permissions.ts';
import { usccCheck } from '../../shared/rules/uscc.ts';

export const password = 'korrekt-pferd-7';
let hash: Promise<string> | undefined;

/** Columns of an enterprise, where a test cares. */
export type EnterpriseFacts = Partial<{
  stage: string;
  employees: number;
  opened_on: string | null;
  benchmark: boolean;
  members_recruited: number;
  visit_count: number;
  last_visit_on: string | null;
  eligible_from: string;
}>;
let serial = 0;

export type Account = { username: string; role: Role; orgCode: string; unionId?: string };

/** The people of the tests: one of each role at each place that a test needs. */
export const people: Account[] = [
  { username: 'operator', role: 'operator', orgCode: 'CN' },
  { username: 'nation-leader', role: 'leader', orgCode: 'CN' },
  { username: 'nmg-admin', role: 'admin', orgCode: '15' },
  { username: 'nmg-officer', role: 'officer', orgCode: '15' },
  { username: 'nmg-second', role: 'officer', orgCode: '15' },
  { username: 'nmg-leader', role: 'leader', orgCode: '15' },
  { username: 'hohhot-officer', role: 'officer', orgCode: '1501' },
  { username: 'baotou-officer', role: 'officer', orgCode: '1502' },
  { username: 'xincheng-admin', role: 'admin', orgCode: '150102' },
  { username: 'xincheng-officer', role: 'officer', orgCode: '150102' },
  { username: 'huimin-admin', role: 'admin', orgCode: '150103' },
  { username: 'gd-admin', role: 'admin', orgCode: '44' },
  { username: 'gd-officer', role: 'officer', orgCode: '44' },
];

/** Writes straight into the tables, as their owner: a test says only what matters to it. */
export function builders(owner: pg.Client) {
  async function account({ username, role, orgCode, unionId }: Account): Promise<string> {
    hash ??= hashPassword(password);
    const { rows } = await owner.query<{ id: string }>(
      `insert into users (username, name, role, org_code, union_id, password_hash, must_change_password)
       values ($1, $1, $2, $3, $4, $5, false) returning id`,
      [username, role, orgCode, unionId ?? null, await hash],
    );
    return rows[0]!.id;
  }

  async function openProvinces(...codes: string[]): Promise<void> {
    await owner.query('update organisations set active = true where code = any($1)', [codes]);
  }

  /** `count` active unions at an organisation; returns their ids in the order of their names. */
  async function unions(orgCode: string, count: number, kind = 'enterprise'): Promise<string[]> {
    const { rows } = await owner.query<{ id: string }>(
      `insert into unions (province_code, org_code, name, kind, employees, members)
       select left($1, 2), $1, format('%s工会%s', $1, lpad(n::text, 5, '0')), $3, n * 3, n
       from generate_series(1, $2::int) n returning id, name`,
      [orgCode, count, kind],
    );
    await owner.query(
      `insert into progress_pending
         (province_code, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
       select left($1::text, 2), '00000000-0000-0000-0000-000000000000', $1::text, '2026-01-01', '2026-01-01', counted.kind, counted.stage, '', '',
         'infinity', false, false, sum(n)
       from unions u, lateral (values
         ('union', 'unassessed', 1), ('employees', '', u.employees), ('members', '', u.members)) as counted (kind, stage, n)
       where u.id = any($2) group by counted.kind, counted.stage`,
      [orgCode, rows.map(({ id }) => id)],
    );
    await owner.query('select search_backfill($1)', [orgCode.slice(0, 2)]);
    return rows.map(({ id }) => id);
  }

  /**
   * Enterprises of the ledger at an organisation, counted as the interface would count them; `facts` are the columns
   * that matter to the test, for all or for each.
   */
  async function enterprises(
    orgCode: string,
    count: number,
    facts: EnterpriseFacts | ((index: number) => EnterpriseFacts) = {},
  ): Promise<string[]> {
    const given = Array.from({ length: count }, (_, index) => {
      const own = typeof facts === 'function' ? facts(index) : facts;
      const first17 = `91${orgCode
        .slice(0, 6)
        .padEnd(6, '0')
        .replace(/[^0-9]/g, '0')}MA${String(++serial).padStart(7, '0')}`;
      const stage = own.stage ?? 'outreach';
      return {
        province_code: orgCode.slice(0, 2),
        org_code: orgCode,
        name: `某某${serial}有限公司`,
        uscc: first17 + usccCheck(first17),
        employees: 120,
        opened_on: null,
        stage_since: '2019-01-01',
        benchmark: false,
        members_recruited: 0,
        visit_count: 0,
        last_visit_on: null,
        eligible_from: '-infinity',
        ...own,
        stage,
      };
    });
    const { rows } = await owner.query<{ id: string }>(
      `insert into enterprises (province_code, org_code, name, uscc, employees, opened_on, stage, stage_since, benchmark,
         members_recruited, visit_count, last_visit_on, eligible_from)
       select province_code, org_code, name, uscc, employees, opened_on, stage, stage_since, benchmark, members_recruited,
         visit_count, last_visit_on, eligible_from
       from jsonb_populate_recordset(null::enterprises, $1) returning id`,
      [JSON.stringify(given)],
    );
    await owner.query(
      `insert into visits (province_code, enterprise_id, org_code, visited_on, visitor_name, outcome)
       select e.province_code, e.id, e.org_code, coalesce(e.last_visit_on, '2019-01-15'), '某某', 'informed'
       from enterprises e, generate_series(1, e.visit_count) where e.id = any($1)`,
      [rows.map(({ id }) => id)],
    );
    await owner.query(
      `insert into progress_pending
         (province_code, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
       select e.province_code, '00000000-0000-0000-0000-000000000000', e.org_code, '2019-01-01', '2019-01-01', counted.kind,
         counted.stage, '', '', counted.due_on, counted.late, false, sum(counted.n)
       from enterprises e, lateral (values
         ('enterprise', e.stage, e.eligible_from, e.benchmark, 1),
         ('recruit', '', 'infinity'::date, false, e.members_recruited),
         ('visit', 'informed', 'infinity'::date, false, e.visit_count)) as counted (kind, stage, due_on, late, n)
       where e.id = any($1) and counted.n <> 0
       group by e.province_code, e.org_code, counted.kind, counted.stage, counted.due_on, counted.late`,
      [rows.map(({ id }) => id)],
    );
    await owner.query('select search_backfill($1)', [orgCode.slice(0, 2)]);
    return rows.map(({ id }) => id);
  }

  async function everybody(): Promise<void> {
    for (const person of people) await account(person);
  }

  return { account, openProvinces, unions, enterprises, everybody };
}

export type Builders = ReturnType<typeof builders>;
