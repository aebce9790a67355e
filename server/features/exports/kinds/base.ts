import { sixHaves } from '../../../../shared/rules/scoring.ts';
import { unionFilter, type Union } from '../../../../shared/unions.ts';
import { userFilter, type User } from '../../../../shared/users.ts';
import { words } from '../../../../shared/words.ts';
import { w } from '../../../../shared/words/word.ts';
import { can } from '../../../../shared/permissions.ts';
import type { Ctx } from '../../../ctx.ts';
import { scoped } from '../../../db/scoped.ts';
import { unionEntity, type UnionRow } from '../../unions/union.entity.ts';
import { unionList } from '../../unions/union.list.ts';
import { toRecord as unionOf } from '../../unions/union.record.ts';
import type { UserRow } from '../../users/user.entity.ts';
import { toRecord as userOf, userList } from '../../users/user.record.ts';
import {
  day,
  flag,
  identity,
  instant,
  made,
  number,
  placed,
  text,
  word,
  yesNo,
  type ExportColumn,
  type ListExport,
} from '../columns.ts';

const unionColumns: ExportColumn<Union>[] = [
  text('name', w('单位名称', 'Unit'), 30),
  ...placed<Union>(),
  word('kind', w('单位性质', 'Kind'), 'unionKind'),
  word('ownership', w('所有制', 'Ownership'), 'ownership', 9),
  number('employees', w('职工人数', 'Employees')),
  number('members', w('会员人数', 'Members')),
  number('femaleMembers', w('女会员人数', 'Female members'), 12),
  day('foundedOn', w('成立日期', 'Founded on')),
  day('termEndsOn', w('届满日期', 'Term ends on')),
  text('certificateNo', w('法人资格证书号', 'Certificate number'), 20),
  day('certificateEndsOn', w('证书有效期至', 'Certificate ends on'), 14),
  text('chairName', w('主席姓名', 'Chair'), 10),
  text('chairPhone', w('主席电话', "Chair's phone"), 15),
  ...sixHaves.map((have) =>
    made<Union>(have, words.sixHave[have], ({ sixHaves: flags }, { language }) => yesNo(flags?.[have], language), {
      width: 14,
    }),
  ),
  flag('standard', w('六有达标', 'Six haves'), 10),
  flag('active', w('启用', 'Active')),
  day('endedOn', w('终止日期', 'Ended on')),
  word('endKind', w('终止方式', 'How it ended'), 'endKind', 10),
  text('endReason', w('终止理由', 'Why it ended'), 20),
  ...identity<Union>(),
];

export const unions: ListExport<UnionRow, Union> = {
  resource: 'unions',
  list: unionList,
  filter: unionFilter,
  records: (ctx, rows) => rows.map((row) => unionOf(ctx, row)),
  columns: unionColumns,
  filterWords: {
    ended: w('已终止', 'Ended'),
    mergedIntoId: w('并入', 'Merged into'),
    assessed: w('已评“六有”', 'Assessed'),
    passing: w('达标项', 'Passes'),
    failing: w('未达标项', 'Fails'),
    termEnds: w('任期', 'Term'),
    certificateEnds: w('证书', 'Certificate'),
  },
};

/** With the name of the union that a reporter answers for, where the reader sees it. */
type NamedUser = User & { unionName: string | null };

async function namedUsers(ctx: Ctx, rows: UserRow[]): Promise<NamedUser[]> {
  const ids = rows.flatMap(({ unionId }) => unionId ?? []);
  const unions = ids.length > 0 && can(ctx.actor, 'list', 'unions') ? await scoped(ctx, unionEntity).findMany(ids) : [];
  const nameOf = new Map(unions.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({ ...userOf(ctx, row), unionName: nameOf.get(row.unionId ?? '') ?? null }));
}

const userColumns: ExportColumn<NamedUser>[] = [
  text('username', w('用户名', 'Username'), 20),
  text('name', w('姓名', 'Name'), 12),
  word('role', w('岗位', 'Role'), 'role', 18),
  ...placed<NamedUser>(w('所属组织', 'Organisation')),
  text('unionName', w('所属基层工会', 'Union'), 30),
  flag('active', w('启用', 'Active')),
  flag('mustChangePassword', w('待改初始密码', 'First password'), 14),
  instant('lastLoginAt', w('最近登录', 'Last sign-in')),
  ...identity<NamedUser>(),
];

export const users: ListExport<UserRow, NamedUser> = {
  resource: 'users',
  list: userList,
  filter: userFilter,
  records: namedUsers,
  columns: userColumns,
  filterWords: { unionId: w('所属基层工会', 'Union') },
};
