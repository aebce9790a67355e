import { w as m } from '../words/word.ts';

/** What becomes of an import, and what is wrong with its rows. */
export const importMessages = {
  'import-has-errors': m(
    '有 {count} 行错误，没有导入。请改正后重新上传，或选择“跳过错误行”。',
    '{count} rows have errors, so nothing was imported: mend them and send the file again, or choose to skip them.',
  ),
  'import-nothing-to-write': m('没有需要新增或更新的行。', 'There is nothing to create or to update.'),
  'import-changed-meanwhile': m(
    '预览之后有人改动了相关记录，什么都没有写入。已重新比对，请核对后再次导入。',
    'Somebody changed these records after the preview, and nothing was written. The file was compared anew: check it and import again.',
  ),
  'import-touched': m(
    '导入之后有 {count} 行已被改动或使用，不能撤销，什么都没有改变。',
    '{count} rows have been changed or used since the import: it cannot be undone, and nothing was changed.',
  ),
  'import-dropped': m('文件和明细已超过保存期，不再保留。', 'File and rows were kept for a while and are gone now.'),
  'import-failed': m(
    '没能完成导入，什么都没有写入。请重新上传；仍不成功请联系管理员。',
    'The import broke off and nothing was written: send the file again, and ask your administrator if it fails again.',
  ),
  'import-storage-full': m(
    '服务器存储空间不足，没能完成，什么都没有写入。请联系管理员腾出空间后再试。',
    'The server has no room left, and nothing was written: ask your administrator, then try again.',
  ),
  'import-no-errors': m('没有错误行。', 'No row has an error.'),
  'import-unreadable-body': m('请以表单方式上传一个文件。', 'Send one file as a form.'),
  'import-not-unique': m('与第 {row} 行重复。', 'The same as row {row}.'),
  'import-unknown-id': m(
    '编号对应的记录不存在，或不在您的管理范围内。新增请把编号留空。',
    'No record of this id is within your scope: leave the id empty for a new one.',
  ),
  'import-changed-since-export': m(
    '导出之后这条记录已被改动，请重新导出后再修改。',
    'This record has been changed since it was exported: export it again.',
  ),
  'import-no-move': m(
    '不能用导入改变所属组织，请用“迁移”。',
    'An import does not move a record to another organisation: use “Move”.',
  ),
  'import-masked-phone': m(
    '电话号码被遮住了一部分，请填写完整号码。',
    'Part of this phone number is masked: write it in full.',
  ),
  'import-not-whole': m('须为整数。', 'This must be a whole number.'),
  'import-unknown-place': m(
    '“{value}”不在您的管理范围内，或没有这个组织。',
    '“{value}” does not exist or is not within your scope.',
  ),
  'import-ambiguous-place': m(
    '有多个“{value}”，请写上级，例如：{example}。',
    'Several organisations are called “{value}”: name the one above too, such as {example}.',
  ),
  'import-places-differ': m('与“组织路径”不一致。', 'This does not agree with the path.'),
} as const;
