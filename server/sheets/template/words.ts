import type { Language } from '../../../shared/words.ts';
import type { TemplateColumn } from './index.ts';

type Words = {
  instructions: string;
  lists: string;
  column: string;
  needed: string;
  required: string;
  optional: string;
  says: string;
  kinds: Record<TemplateColumn['kind'], string>;
  choices: (labels: string) => string;
  offList: string;
  offListTitle: string;
  begin: readonly string[];
};

export const templateWords: Record<Language, Words> = {
  zh: {
    instructions: '填写说明',
    lists: '选项',
    column: '列',
    needed: '是否必填',
    required: '必填',
    optional: '选填',
    says: '说明',
    kinds: {
      text: '文本',
      number: '数字',
      day: '日期，如 2026-09-01',
      month: '月份，如 2026-09',
    },
    choices: (labels) => `从下拉列表中选择：${labels}`,
    offList: '下拉列表中没有这一项，导入时会报错。',
    offListTitle: '请从列表中选择',
    begin: [
      '在第一个工作表中从第 3 行起填写，每行一条；带 * 的列必填，列的顺序可以调整。',
      '以“示例：”开头的行不会导入，可以保留或删除。',
    ],
  },
  en: {
    instructions: 'Instructions',
    lists: 'Lists',
    column: 'Column',
    needed: 'Needed',
    required: 'required',
    optional: 'optional',
    says: 'What it holds',
    kinds: {
      text: 'text',
      number: 'a number',
      day: 'a day such as 2026-09-01',
      month: 'a month such as 2026-09',
    },
    choices: (labels) => `one of the drop-down list: ${labels}`,
    offList: 'This is not in the list and will be an error when the file is imported.',
    offListTitle: 'Choose from the list',
    begin: [
      'Fill in the first sheet from row 3 on, one record in each row. Columns marked * are required; their order is free.',
      'A row that begins with “Example:” is never imported: keep it or delete it.',
    ],
  },
};
