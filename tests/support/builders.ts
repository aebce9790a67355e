import pg from 'pg';
import { hashPassword } from '../../server/features/auth/password.ts';
import type { Role } from '../../shared/permissions.ts';

export const password = 'korrekt-pferd-7';
let hash: Promise<string> | undefined;

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
    return rows.map(({ id }) => id);
  }

  async function everybody(): Promise<void> {
    for (const person of people) await account(person);
  }

  return { account, openProvinces, unions, everybody };
}

export type Builders = ReturnType<typeof builders>;
