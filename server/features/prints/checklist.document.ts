import type { ChecklistItem } from '../../../shared/checklists.ts';
import type { Answers } from '../../../shared/inspections.ts';
import { badItems, scoreOf, sixHaves, verdictOf } from '../../../shared/rules/scoring.ts';
import { wordFor } from '../../../shared/words.ts';
import {
  corner,
  facts,
  gbDocument,
  note,
  paragraph,
  qrPicture,
  space,
  table,
  title,
  type Column,
  type WordDocument,
} from '../../documents/index.ts';

export type ChecklistPaper = {
  title: string;
  /** Whose name stands among the properties of the file. */
  issuer: string;
  facts: [label: string, value: string][];
  items: readonly ChecklistItem[];
};

const columns = (result: string): Column[] => [
  { title: '序号', width: 8, align: 'center' },
  { title: '检查内容', width: 46, align: 'left' },
  { title: result, width: 18, align: 'center' },
  { title: '情况说明', width: 30, align: 'left' },
];

const isHave = (section: string) => (sixHaves as readonly string[]).includes(section);
const sectionName = (section: string) => (isHave(section) ? wordFor('sixHave', section, 'zh') : section);

/** The items under their headings; a heading is a row of its own. */
function rowsOf(items: readonly ChecklistItem[], row: (item: ChecklistItem) => string[]) {
  const rows: string[][] = [];
  const strong: number[] = [];
  let section = '';
  for (const item of items) {
    if (item.section !== section) {
      section = item.section;
      strong.push(rows.length);
      rows.push(['', sectionName(section), '', '']);
    }
    rows.push(row(item));
  }
  return { rows, strong };
}

/** Several remarks as one; a full stop inside would end it. */
const joined = (remarks: readonly string[]) =>
  remarks.map((one, index) => (index < remarks.length - 1 ? one.trim().replace(/[。；;.]+$/, '') : one)).join('；');

const left = (text: string) => paragraph(text, { indent: false });
const signatures = '填报人（签字）：　　　　　　　　　工会主席（签字）：　　　　　　　　';

/** The checklist with its answers, as it was handed in or stands now. */
export function filledChecklist(
  { title: name, issuer, facts: about, items }: ChecklistPaper,
  answers: Answers,
): WordDocument {
  const { rows, strong } = rowsOf(items, (item) => {
    const answer = answers[item.key];
    const verdict = verdictOf(item, answer);
    const value = answer?.value ? wordFor('answer', answer.value, 'zh') : '未答';
    const track = verdict === 'bad' ? wordFor('track', answer?.track ?? item.track, 'zh') : '';
    const files = answer?.attachmentIds?.length ?? 0;
    const said = [answer?.note ?? '', track, files > 0 ? `佐证${files}份` : ''].filter((one) => one !== '');
    return [item.key, item.text, verdict === 'bad' ? `${value}（问题）` : value, joined(said)];
  });
  const score = scoreOf(items, answers);
  const bad = badItems(items, answers).length;
  return gbDocument({
    title: name,
    author: issuer,
    sections: [
      {
        blocks: [
          title(name),
          space(),
          facts([...about, ['检查结果', `问题${bad}项${score === null ? '' : `，得分${(score * 100).toFixed(1)}%`}`]]),
          space(),
          table(columns('结果'), rows, strong),
          space(),
          left(signatures),
        ],
      },
    ],
  });
}

/** What is asked, with boxes to tick, and in the corner the code that leads to the form. */
export function blankChecklist(
  { title: name, issuer, facts: about, items }: ChecklistPaper,
  address: string,
): WordDocument {
  const { rows, strong } = rowsOf(items, ({ key, text, allowNa, naHint }) => [
    key,
    text,
    allowNa ? '□是　□否\n□不适用' : '□是　□否',
    allowNa && naHint ? `不适用：${naHint}` : '',
  ]);
  return gbDocument({
    title: name,
    author: issuer,
    sections: [
      {
        blocks: [
          corner(qrPicture(address, '扫码填报')),
          title(name),
          space(),
          facts(about),
          space(),
          table(columns('结果（打√）'), rows, strong),
          note(
            '选“否”（反向问题选“是”）的，请在“情况说明”写清哪里不符合、打算怎么改；选“不适用”的，请写明理由。也可扫右上角的二维码，登录后直接在手机上填报。',
          ),
          space(),
          left(signatures),
          left('填报日期：　　　　年　　月　　日'),
        ],
      },
    ],
  });
}
