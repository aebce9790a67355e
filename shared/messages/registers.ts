import { w as m } from '../words/word.ts';

/** The sentences of the registers: sites, the ledger and its letters, papers, checklists. */
export const registerMessages = {
  'checklist-of-lower-level': m(
    '这是下级的检查表，其他地区看不到。请先复制为本级检查表。',
    'This checklist is of a lower level, which others can’t read. Clone it for your own level first.',
  ),
  'flow-below-zero': m('不应小于零，请核对。', 'Below zero: please check.'),
  'invalid-uscc': m(
    '统一社会信用代码不正确：须为 18 位，且校验码相符。',
    'This is no unified social credit code: 18 characters whose check character fits.',
  ),
  'site-unites-nothing': m('会、站、家至少有一项。', 'A site has at least one of federation, station and home.'),
  'no-notices': m('当前范围内没有可出具文书的问题。', 'Nothing in this range asks for such a paper.'),
  'too-many-notices': m(
    '一次最多 {maximum} 家，请缩小范围。',
    'At most {maximum} unions at once: please narrow the range.',
  ),
  'doc-no-taken-there': m(
    '迁入单位已有文号为“{docNo}”的两书，请先修改其中一份的文号。',
    'The new organisation has a letter numbered {docNo} already: change the number of one of them first.',
  ),
  'doc-no-taken': m('该文号已使用。', 'This document number is in use.'),
  'union-needed': m('已建会须关联至少一家基层工会。', 'Established means covered by at least one union: choose it.'),
  'more-than-workers': m('超过了覆盖职工 {workers}，请核对。', 'More than the {workers} workers covered.'),
} as const;
