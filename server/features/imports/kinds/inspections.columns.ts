import type { ChecklistItem } from '../../../../shared/checklists.ts';
import type { answerValues } from '../../../../shared/inspections.ts';
import { answerColumns } from '../../../../shared/rules/answerColumns.ts';
import { words } from '../../../../shared/words.ts';
import { w } from '../../../../shared/words/word.ts';
import type { Ctx } from '../../../ctx.ts';
import { scoped } from '../../../db/scoped.ts';
import { campaignEntity } from '../../campaigns/campaign.entity.ts';
import { checklistOf } from '../../checklists/checklist.service.ts';
import { choicesOf, exported } from '../headings.ts';
import type { ImportColumn, ImportParams } from '../kind.ts';

/** The questions of the campaign that an import belongs to; 404 where it is not in the reader's scope. */
export async function itemsOf(ctx: Ctx, { campaignId }: ImportParams): Promise<ChecklistItem[]> {
  const { checklistId } = await scoped(ctx, campaignEntity).get(campaignId!);
  return (await checklistOf(ctx, checklistId)).items;
}

/** What people write in place of yes and no, beside the words that are offered. */
const marks: [string, (typeof answerValues)[number]][] = [
  ...['√', '✓', '有', '对', 'Y', 'T', '1'].map((label): [string, 'yes'] => [label, 'yes']),
  ...['×', '✗', '无', '没有', '不是', 'N', 'F', '0'].map((label): [string, 'no'] => [label, 'no']),
  ...['不涉及', '不适用此项', 'NA', '/'].map((label): [string, 'na'] => [label, 'na']),
];

/** One row for each union, two columns for each question. */
export async function columns(ctx: Ctx, params: ImportParams): Promise<ImportColumn[]> {
  const items = await itemsOf(ctx, params);
  const answers = (allowNa: boolean) => {
    const { na, ...plain } = words.answer;
    const told = choicesOf(allowNa ? { ...plain, na } : plain, ctx.language);
    return [
      ...told,
      ...marks.filter(([, value]) => allowNa || value !== 'na').map(([label, value]) => ({ label, value })),
    ];
  };
  return [
    {
      ...exported('inspections', 'unionName'),
      kind: 'text',
      required: true,
      synonyms: ['工会名称', '名称', '单位', '工会', '基层工会', '受检单位', 'Union name', 'Name'],
      example: '某某有限公司工会委员会',
      note: w(
        '本次自查范围内的工会。导出“待填报”名单填写后再导入，最不易出错。',
        'A target of this campaign. It is easiest to fill in the exported list of those still to answer.',
      ),
    },
    {
      ...exported('inspections', 'orgCode'),
      kind: 'organisation',
      synonyms: ['所属区县', '地区', '所属组织', '上级工会', 'Organisation'],
      note: w('工会重名时用来区分。', 'Tells unions of the same name apart.'),
    },
    { ...exported('inspections', 'orgPath'), kind: 'organisation', synonyms: ['组织全称'], hidden: true },
    ...answerColumns(items).map(({ key, item, part, heading }): ImportColumn => {
      if (part === 'note')
        return { key, heading, kind: 'text', synonyms: [`${item.key}备注`, `${item.key}情况说明`], width: 16 };
      const note = item.allowNa
        ? w('是、否或不适用；不适用要在说明里写理由。', 'Yes, no or n/a; n/a with its reason in the note.')
        : w('是或否。', 'Yes or no.');
      const synonyms = [item.key, item.text];
      return {
        key,
        heading,
        kind: 'choice',
        synonyms,
        choices: answers(item.allowNa),
        note,
        width: 18,
        example: words.answer[item.polarity === 'yesIsGood' ? 'yes' : 'no'][ctx.language],
      };
    }),
    {
      key: 'submit',
      heading: w('提交', 'Submit'),
      kind: 'flag',
      synonyms: ['是否提交', '代为提交', '代填提交'],
      width: 8,
      example: words.answer.no[ctx.language],
      note: w(
        '填“是”即代填提交，须全部答完；不填只存草稿。',
        'Yes hands the answers in, on behalf of the union; all must be there. Otherwise they are kept as a draft.',
      ),
    },
  ];
}
