import { w as m } from '../words/word.ts';

/** What is wrong with rows of single kinds of imports. */
export const importKindMessages = {
  'import-unknown-union': m(
    '“{value}”不在您的管理范围内，或没有这个在册工会。',
    'No active union called “{value}” is within your scope.',
  ),
  'import-ambiguous-union': m(
    '有多家工会叫“{value}”，请在页面上选定。',
    'Several unions are called “{value}”: choose the one on its page.',
  ),
  'import-stage-has-union': m(
    '有覆盖工会的企业，阶段应为“已建会”；阶段后退请清空“覆盖工会名称”。',
    'An enterprise with a union is established: clear the unions where its stage goes back.',
  ),
  'import-unknown-site': m(
    '“{value}”不在您的管理范围内，或没有这个建设点。',
    'No site called “{value}” is within your scope.',
  ),
  'import-ambiguous-site': m(
    '有多个建设点叫“{value}”，请加上“所属地区”一列。',
    'Several sites are called “{value}”: add the column “Area”.',
  ),
  'import-confirm-figures': m(
    '有数字存疑。核对属实的，请在这一列填“是”。',
    'Some figures are implausible: write yes here where they are right.',
  ),
  'import-site-stays': m(
    '月报不能改到别的建设点，请新增一行。',
    'A report does not move to another site: add a row for that one.',
  ),
  'import-username-stays': m('用户名不能修改。', 'A username does not change.'),
  'import-not-a-target': m(
    '“{value}”不在这次自查的范围内，或不归您管理。',
    '“{value}” is not among the targets of this campaign within your scope.',
  ),
  'import-ambiguous-target': m(
    '这次自查中有多家工会叫“{value}”，请加上“所属地区”一列。',
    'Several targets are called “{value}”: add the column “Area”.',
  ),
  'import-other-campaign': m('这一行属于另一次自查。', 'This row belongs to another campaign.'),
  'import-already-submitted': m(
    '已经提交，不会被覆盖；要修改请先撤回或退回。',
    'It has been submitted and is not overwritten: withdraw or return it first.',
  ),
  'import-passwords-told': m(
    '这批账号的初始密码已经发放过。忘记的请逐个重置密码。',
    'The first passwords of these accounts have been told. Reset the password of whoever has lost one.',
  ),
  'import-no-accounts': m('这次导入没有新建账号。', 'This import made no accounts.'),
} as const;
