import { w as m } from '../words/word.ts';

/** Why a workbook can't be read, and what is wrong in a cell of it. */
export const sheetMessages = {
  'sheet-not-a-workbook': m(
    '这不是能读取的表格文件，请用 Excel 或 WPS 另存为 .xlsx 或 .csv 后再上传。',
    'This is no table that can be read: save it as .xlsx or .csv with Excel or WPS and send that.',
  ),
  'sheet-old-format': m(
    '这是旧版 .xls 表格，请用 Excel 或 WPS 另存为 .xlsx 后再上传。',
    'This is a workbook of the old .xls format: save it as .xlsx with Excel or WPS and send that.',
  ),
  'sheet-password': m(
    '文件有密码保护，无法读取。请去掉密码后再上传。',
    'The file is protected by a password: remove the password and send it again.',
  ),
  'sheet-macros': m(
    '文件含有宏，不能上传。请另存为不含宏的 .xlsx 后再上传。',
    'The file contains macros: save it as an .xlsx without macros and send that.',
  ),
  'sheet-damaged': m(
    '文件已损坏或不完整，请用 Excel 或 WPS 打开检查，重新保存后再上传。',
    'The file is damaged or incomplete: open it with Excel or WPS, save it again and send that.',
  ),
  'sheet-bomb': m(
    '文件解压后过大，已停止读取。请只保留要导入的数据，另存后再上传。',
    'The file unpacks to far too much and was not read: keep only the rows to be imported and save it anew.',
  ),
  'sheet-encoding': m(
    '无法识别文件的文字编码，请另存为 .xlsx 或 UTF-8 编码的 .csv 后再上传。',
    'The encoding of the text is not known: save the file as .xlsx, or as .csv in UTF-8.',
  ),
  'sheet-open-quote': m(
    '第 {row} 行的引号没有成对，无法分列，请修改后再上传。',
    'A quotation mark of row {row} is never closed: mend it and send the file again.',
  ),
  'sheet-empty': m('表格里没有数据。', 'There are no rows in the file.'),
  'sheet-too-many-rows': m(
    '超过 {maximum} 行，请分成几个文件上传。',
    'More than {maximum} rows: send them in several files.',
  ),
  'sheet-too-many-columns': m(
    '超过 {maximum} 列，请删去无关的列后再上传。',
    'More than {maximum} columns: remove those that do not belong and send it again.',
  ),
  'sheet-no-heading': m(
    '没有找到表头。表头应有：{headings}。请使用模板，或补上表头后再上传。',
    'No headings were found. Expected are: {headings}. Use the template, or add the headings.',
  ),
  'sheet-doubled-heading': m(
    '表头“{heading}”出现了不止一次（{columns} 列），请只保留一列。',
    'The heading “{heading}” stands there more than once (columns {columns}): keep one of them.',
  ),
  // Cells
  'cell-error': m('单元格是错误值 {value}，请改正。', 'The cell holds the error {value}: mend it.'),
  'cell-formula': m(
    '公式没有保存计算结果，请改成数值，或用 Excel 打开保存后再上传。',
    'The formula was saved without its result: put the value there, or open and save the file with Excel.',
  ),
  'not-a-number': m('“{value}”不是数字。', '“{value}” is not a number.'),
  'not-a-date': m(
    '“{value}”不是有效日期，请写成 2026-09-01 或 2026年9月1日。',
    '“{value}” is not a day: write it as 2026-09-01.',
  ),
  'not-a-month': m(
    '“{value}”不是有效月份，请写成 2026-09 或 2026年9月。',
    '“{value}” is not a month: write it as 2026-09.',
  ),
  'not-a-flag': m('“{value}”不是“是”或“否”。', '“{value}” is neither yes nor no.'),
  'not-a-choice': m('没有“{value}”这一项，可填：{choices}。', '“{value}” is not one of: {choices}.'),
  'not-a-phone': m('“{value}”不是有效的电话号码。', '“{value}” is not a phone number.'),
  'digits-lost': m(
    'Excel 把这个号码当成数字，尾数已丢失（{value}）。请把单元格格式设为“文本”后重新填写完整号码。',
    'Excel took this code for a number and lost its last digits ({value}): format the cell as text and type it anew.',
  ),
} as const;
