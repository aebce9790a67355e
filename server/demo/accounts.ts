import sql, { join, type Sql } from 'sql-template-tag';
import type { Role } from '../../shared/permissions.ts';

export const demoPassword = 'demo-123456';

export type DemoAccount = { username: string; name: string; role: Role; orgCode: string };

/** The accounts of the contract; the chair's is made last, for a union that has something to fill in. */
export const demoAccounts: readonly DemoAccount[] = [
  { username: 'operator', name: '韩立新', role: 'operator', orgCode: 'CN' },
  { username: 'nation-leader', name: '周国平', role: 'leader', orgCode: 'CN' },
  { username: 'nmg-admin', name: '乌兰图雅', role: 'admin', orgCode: '15' },
  { username: 'nmg-officer', name: '王海涛', role: 'officer', orgCode: '15' },
  { username: 'nmg-leader', name: '白其木格', role: 'leader', orgCode: '15' },
  { username: 'hohhot-officer', name: '李慧敏', role: 'officer', orgCode: '1501' },
  { username: 'xincheng-officer', name: '王雪梅', role: 'officer', orgCode: '150102' },
  { username: 'huimin-officer', name: '马文斌', role: 'officer', orgCode: '150103' },
  { username: 'gd-admin', name: '陈嘉豪', role: 'admin', orgCode: '44' },
  { username: 'gd-officer', name: '黄淑仪', role: 'officer', orgCode: '44' },
  { username: 'gd-leader', name: '梁伟强', role: 'leader', orgCode: '44' },
  { username: 'maoming-officer', name: '吴志锋', role: 'officer', orgCode: '4409' },
  { username: 'maonan-officer', name: '邓小燕', role: 'officer', orgCode: '440902' },
  { username: 'shenzhen-officer', name: '林晓彤', role: 'officer', orgCode: '4403' },
  { username: 'sh-admin', name: '沈佳怡', role: 'admin', orgCode: '31' },
  { username: 'putuo-officer', name: '顾文俊', role: 'officer', orgCode: '310107' },
];

const chair = { username: 'xincheng-chair', district: '150102' };

export function insertAccounts(passwordHash: string, createdAt: Date): Sql {
  const rows = demoAccounts.map(
    ({ username, name, role, orgCode }) => sql`(${username}, ${name}, ${role}, ${orgCode})`,
  );
  return sql`
    insert into users (id, username, name, role, org_code, password_hash, must_change_password, demo, created_at, updated_at)
    select pg_temp.make_id(${createdAt}, 'user/' || username), username, name, role, org_code, ${passwordHash}, false, true,
      ${createdAt}, ${createdAt}
    from (values ${join(rows)}) as account (username, name, role, org_code)`;
}

/** The account of one union's chair, in a district with an officer's account beside it: one that has yet to answer. */
export function insertChairAccount(passwordHash: string, createdAt: Date): Sql {
  return sql`
    insert into users
      (id, username, name, role, org_code, union_id, password_hash, must_change_password, demo, created_at, updated_at)
    select pg_temp.make_id(${createdAt}, ${`user/${chair.username}`}), ${chair.username}, u.chair_name, 'reporter', u.org_code, u.id,
      ${passwordHash}, false, true, ${createdAt}, ${createdAt}
    from unions u
    join inspections i on i.province_code = u.province_code and i.union_id = u.id and i.status = 'pending'
    join campaigns c on c.province_code = i.province_code and c.id = i.campaign_id and c.status = 'issued'
    where u.org_code = ${chair.district} and u.kind = 'enterprise'
    order by u.employees between 25 and 300 desc, u.name limit 1`;
}

/** The history of an account begins with its creation, as everywhere. */
export const accountEvents: Sql = sql`
  insert into events
    (province_code, id, at, actor_id, actor_name, org_code, union_id, subject_type, subject_id, action, changes)
  select left(u.org_code, 2), pg_temp.make_id(u.created_at, 'event/user/' || u.username), u.created_at, operator.id, operator.name,
    u.org_code, u.union_id, 'users', u.id::text, 'create',
    jsonb_build_object('role', jsonb_build_array(null, u.role), 'orgCode', jsonb_build_array(null, u.org_code))
  from users u join users operator on operator.username = 'operator'
  where u.demo`;
