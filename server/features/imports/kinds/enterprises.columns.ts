import { words } from '../../../../shared/words.ts';
import { w } from '../../../../shared/words/word.ts';
import type { Ctx } from '../../../ctx.ts';
import { choicesOf, exported } from '../headings.ts';
import type { ImportColumn } from '../kind.ts';

type Rest = Pick<ImportColumn, 'kind' | 'synonyms'> & Partial<ImportColumn>;
const column = (key: string, rest: Rest): ImportColumn => ({ ...exported('enterprises', key), ...rest });

/** The columns of the ledger's workbook, each under the heading of its export. */
export const columns = ({ language }: Ctx): ImportColumn[] => [
  column('name', {
    kind: 'text',
    required: true,
    synonyms: ['名称', '单位名称', '企业', '企业全称', '单位', '单位全称', '公司名称', 'Name', 'Company'],
    example: '某某科技有限公司',
  }),
  column('uscc', {
    kind: 'code',
    required: true,
    synonyms: ['社会信用代码', '信用代码', '统一信用代码', '统一社会信用代码证号', '统一代码', 'USCC', 'Code'],
    example: '91150102MA00000004',
    note: w(
      '18 位，请把单元格设为“文本”格式。代码相同的行按更新处理。',
      '18 characters in a cell of text. A row with a known code is an update.',
    ),
  }),
  column('orgCode', {
    kind: 'organisation',
    required: true,
    synonyms: ['所属区县', '所在地区', '所属组织', '地区', '区县', '所属工会', 'Organisation', 'Org'],
    width: 24,
    note: w(
      '本级及下级组织的名称。已有企业请用“迁移”改变地区。',
      'The name of an organisation of yours. A known enterprise moves by “Move”.',
    ),
  }),
  { ...exported('enterprises', 'orgPath'), kind: 'organisation', synonyms: ['组织全称'], hidden: true },
  column('employees', {
    kind: 'number',
    required: true,
    synonyms: ['职工数', '职工总数', '员工人数', '员工数', '从业人数', '从业人员', '在职职工', 'Workers', 'Staff'],
    example: 120,
  }),
  column('openedOn', {
    kind: 'day',
    synonyms: ['成立日期', '成立时间', '注册日期', '开业日期', '开办时间', 'Founded on'],
    example: '2016-05-04',
  }),
  column('contactName', { kind: 'text', synonyms: ['联系人姓名', '经办人', '负责人', '企业联系人'], example: '张三' }),
  column('contactPhone', {
    kind: 'phone',
    synonyms: ['电话', '手机', '手机号', '手机号码', '联系方式', '联系人电话', 'Telephone', 'Mobile'],
    example: '13800000000',
  }),
  column('stage', {
    kind: 'choice',
    synonyms: ['建会阶段', '建会状态', '当前阶段', '建会进展', '进展'],
    choices: choicesOf(words.enterpriseStage, language),
    example: words.enterpriseStage.outreach[language],
    note: w(
      '新企业不填为“宣传发动”。“已建会”需填覆盖工会；阶段后退需填“阶段变更说明”。',
      'A new enterprise without one is in outreach. “Established” needs its union; a step back needs the reason.',
    ),
  }),
  {
    key: 'note',
    heading: w('阶段变更说明', 'Why the stage changes'),
    kind: 'text',
    width: 24,
    synonyms: ['变更说明', '阶段说明', '变更原因', '原因', 'Reason'],
  },
  column('unionNames', {
    kind: 'text',
    synonyms: ['建会工会', '工会名称', '所建工会', '覆盖的工会', '加入工会'],
    note: w('在册基层工会的名称，多家用“；”隔开。', 'Names of active unions, with “；” between them.'),
  }),
  column('benchmark', { kind: 'flag', synonyms: ['是否风向标', '风向标企业', '标杆企业'] }),
  column('benchmarkReasons', {
    kind: 'text',
    synonyms: ['风向标原因', '标杆理由'],
    note: w('多条用“；”隔开。', 'Several with “；” between them.'),
  }),
  column('membersRecruited', { kind: 'number', synonyms: ['发展会员数', '新增会员', '发展会员人数', '入会人数'] }),
];
