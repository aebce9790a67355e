import type { BulletinFigures } from '../../../shared/bulletins.ts';
import {
  annexNames,
  cutOffWords,
  percent,
  rankingNote,
  rankingTable,
  rankingWord,
  summaryTable,
  type TextTable,
} from '../../../shared/rules/bulletin.ts';
import { chineseDay } from '../../../shared/rules/days.ts';
import {
  addressee,
  annexList,
  annexTitle,
  bodyText,
  chart,
  gbDocument,
  note,
  redHead,
  signature,
  table,
  title,
  type Block,
  type WordDocument,
} from '../../documents/index.ts';
import { barsOf, burnDownOf } from './bulletin.charts.ts';
import type { BulletinRow } from './bulletin.entity.ts';

/** Names of places stand at the left, figures in the middle. */
const gridOf = ({ head, rows, strong }: TextTable, widths: readonly number[], nameAt: number): Block =>
  table(
    head.map((text, index) => ({
      title: text,
      width: widths[index] ?? 1,
      align: index === nameAt ? 'left' : 'center',
    })),
    rows,
    strong,
  );

function annexes(figures: BulletinFigures): Block[] {
  const at = `（截至${cutOffWords(figures.cutOffAt)}）`;
  const [ranking, summary, charts] = annexNames;
  return [
    annexTitle('附件1', ranking, at),
    gridOf(rankingTable(figures), [1.3, 2, 1.2, 1.2, 1.2, 1.2, 0.9, 0.9], 1),
    note(rankingNote(figures)),
    annexTitle('附件2', summary, at),
    gridOf(summaryTable(figures), [2, 1, 1, 1.25, 1.2, 1.2, 1.2, 1.25, 0.95, 1.2, 1.2], 0),
    note('注：率的分母为零时以“—”表示；合计为各行之和。'),
    annexTitle('附件3', charts, at),
    chart(`图1　各地${rankingWord(figures)}`, barsOf(figures)),
    ...(figures.ranking.target === null ? [] : [note(`注：虚线为目标值${percent(figures.ranking.target)}。`)]),
    ...(figures.days.length > 1
      ? [
          chart('图2　未整改问题数（个）', burnDownOf(figures)),
          note(
            `注：实线为每日未整改的问题数，虚线为在${chineseDay(figures.campaign.scheduledDueOn)}前整改完毕所需的进度。`,
          ),
        ]
      : []),
  ];
}

/** A circular as it goes out. It is made of what the record holds and nothing else, so it never changes by itself. */
export function documentOf(row: BulletinRow): WordDocument {
  const draft = row.status === 'draft';
  const { figures } = row;
  return gbDocument({
    title: row.title,
    author: row.signedBy,
    ...(draft ? { mark: '征求意见稿，未印发' } : {}),
    sections: [
      {
        blocks: [
          redHead(row.signedBy, row.docNo),
          title(row.title, draft ? '（征求意见稿）' : undefined),
          addressee(row.addresseeNames),
          ...bodyText(row.body),
          annexList(annexNames),
          signature(row.signedBy, row.signedOn ? chineseDay(row.signedOn) : '　　年　月　日'),
          ...annexes(figures),
        ],
      },
    ],
  });
}
