import { w as m } from '../words/word.ts';

/** Why a file of a list is not there. */
export const exportMessages = {
  'export-not-ready': m('文件还没有生成好，请稍候。', 'The file is not ready yet.'),
  'export-failed': m(
    '没能生成文件，请重新导出；仍不成功请联系管理员。',
    'The file could not be made: export again, and ask your administrator if it fails again.',
  ),
  'too-many-rows': m(
    '超过一个工作表能容纳的 {maximum} 行，请缩小筛选范围后分次导出。',
    'More than the {maximum} rows that one sheet can hold: narrow the filter and export in parts.',
  ),
} as const;
