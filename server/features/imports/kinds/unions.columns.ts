import { words } from '../../../../shared/words.ts';
import { w } from '../../../../shared/words/word.ts';
import type { Ctx } from '../../../ctx.ts';
import { choicesOf, exported } from '../headings.ts';
import type { ImportColumn } from '../kind.ts';

/** What an import writes of a union. */
export const unionFields = [
  'orgCode', 'name', 'kind', 'ownership', 'employees', 'members', 'femaleMembers', 'foundedOn', 'termEndsOn',
  'certificateNo', 'certificateEndsOn', 'chairName', 'chairPhone', 'active',
] as const; // prettier-ignore
export type UnionField = (typeof unionFields)[number];

const column = (
  key: UnionField,
  rest: Pick<ImportColumn, 'kind' | 'synonyms'> & Partial<ImportColumn>,
): ImportColumn => ({
  ...exported('unions', key),
  ...rest,
});

export function unionColumns({ language }: Ctx): ImportColumn[] {
  return [
    column('name', {
      kind: 'text',
      required: true,
      synonyms: ['工会名称', '名称', '单位', '工会', '基层工会', '基层工会名称', '单位全称', 'Name', 'Union'],
      example: '某某有限公司工会委员会',
      note: w(
        '同一组织下不能重名；同名的行按更新处理。',
        'Unique in its organisation: a row of the same name is an update.',
      ),
    }),
    column('orgCode', {
      kind: 'organisation',
      required: true,
      synonyms: ['所属组织', '所属工会', '上级工会', '地区', '所在地区', '区县', '隶属工会', 'Organisation', 'Org'],
      width: 24,
      note: w(
        '本级及下级组织的名称；重名时写上级，如“呼和浩特 › 新城区”。',
        'The name of an organisation of yours; with the one above where two have the same.',
      ),
    }),
    {
      ...exported('unions', 'orgPath'),
      kind: 'organisation',
      synonyms: ['组织全称', '隶属关系'],
      hidden: true,
    },
    column('kind', {
      kind: 'choice',
      required: true,
      synonyms: ['性质', '单位类型', '类型', '工会类型', 'Type'],
      choices: choicesOf(words.unionKind, language),
      example: words.unionKind.enterprise[language],
    }),
    column('ownership', {
      kind: 'choice',
      synonyms: ['所有制形式', '经济类型'],
      choices: choicesOf(words.ownership, language),
      example: words.ownership.private[language],
    }),
    column('employees', {
      kind: 'number',
      required: true,
      synonyms: ['职工数', '职工总数', '员工人数', '从业人数', '职工'],
      example: 86,
    }),
    column('members', {
      kind: 'number',
      required: true,
      synonyms: ['会员数', '会员总数', '工会会员', '会员'],
      example: 80,
    }),
    column('femaleMembers', {
      kind: 'number',
      synonyms: ['女会员', '女会员数', '其中女会员', '女职工会员'],
      example: 32,
      note: w('不能多于会员人数。', 'Not more than all members.'),
    }),
    column('foundedOn', {
      kind: 'day',
      synonyms: ['建会日期', '建会时间', '成立时间', '成立年月日'],
      example: '2019-03-08',
    }),
    column('termEndsOn', {
      kind: 'day',
      synonyms: ['届满时间', '换届日期', '任期届满', '任期至', '本届届满日期'],
      example: '2029-03-07',
    }),
    column('certificateNo', { kind: 'code', synonyms: ['法人证书号', '法人资格证号', '证书编号', '证书号'] }),
    column('certificateEndsOn', {
      kind: 'day',
      synonyms: ['证书有效期', '有效期至', '证书到期日', '法人证书有效期至'],
    }),
    column('chairName', { kind: 'text', synonyms: ['主席', '工会主席', '负责人', '工会主席姓名'], example: '张三' }),
    column('chairPhone', {
      kind: 'phone',
      synonyms: ['联系电话', '电话', '手机', '手机号', '主席手机', '主席联系电话'],
      example: '13800000000',
    }),
    column('active', { kind: 'flag', synonyms: ['是否启用', '状态'], hidden: true }),
  ];
}
