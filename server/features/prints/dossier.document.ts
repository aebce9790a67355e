import { chineseDay, dayOf, type Day } from '../../../shared/rules/days.ts';
import { isOverdue } from '../../../shared/rules/deadlines.ts';
import { sixHaves } from '../../../shared/rules/scoring.ts';
import { wordFor, type words } from '../../../shared/words.ts';
import {
  facts,
  gbDocument,
  heading,
  note,
  paragraph,
  table,
  title,
  type Block,
  type WordDocument,
} from '../../documents/index.ts';
import type { Dossier } from './dossier.report.ts';

const none = '—';
const w = (group: keyof typeof words, key: string) => wordFor(group, key, 'zh');
const dayAt = (instant: Date | string | null) => (instant === null ? none : dayOf(new Date(instant)));
const said = (text: string | null | undefined) => (text ? text : none);
const written = (day: Day | null) => (day ? chineseDay(day) : none);
const empty = (text: string): Block => paragraph(text);

function factsBlock({ union, place }: Dossier): Block {
  const { employees, members } = union;
  const share = employees === 0 ? none : `${((members / employees) * 100).toFixed(1)}%（会员÷职工）`;
  return facts([
    ['单位名称', union.name],
    ['所属地区', place],
    ['单位性质', `${w('unionKind', union.kind)}，${w('ownership', union.ownership)}`],
    ['职工、会员', `职工${employees}人，会员${members}人，其中女会员${union.femaleMembers}人`],
    ['入会率', share],
    ['成立、届满', `${written(union.foundedOn)}成立，${written(union.termEndsOn)}届满`],
    [
      '法人资格证书',
      union.certificateNo ? `${union.certificateNo}，有效期至${written(union.certificateEndsOn)}` : none,
    ],
    ['工会主席', `${said(union.chairName)}　${said(union.chairPhone)}`],
    ...(union.endKind
      ? ([['单位状态', `${union.endedOn}${union.endKind === 'merged' ? '并入其他工会' : '撤销'}`]] as const)
      : []),
  ]);
}

function havesBlock({ haves }: Dossier): Block {
  if (haves.newest.length === 0) return empty('尚未检查。');
  return table(
    [
      { title: '六有', width: 44, align: 'left' },
      { title: '结果', width: 16 },
      { title: '检查日期', width: 20 },
      { title: '来源', width: 40, align: 'left' },
    ],
    sixHaves.map((have) => {
      const result = haves.newest.find((one) => one.have === have);
      if (!result) return [w('sixHave', have), '未查', none, none];
      return [
        w('sixHave', have),
        result.passed ? '达标' : '未达标',
        dayAt(result.assessedAt),
        said(result.campaignTitle),
      ];
    }),
  );
}

function inspectionsBlock({ inspections }: Dossier): Block {
  if (inspections.length === 0) return empty('没有自查任务。');
  return table(
    [
      { title: '督导活动', width: 46, align: 'left' },
      { title: '状态', width: 16 },
      { title: '问题', width: 10, align: 'right' },
      { title: '得分', width: 13, align: 'right' },
      { title: '提交', width: 30, align: 'left' },
    ],
    inspections.map((row) => [
      row.campaignTitle,
      w('inspectionStatus', row.status),
      row.submittedAt ? String(row.badCount) : none,
      row.score === null ? none : `${(row.score * 100).toFixed(1)}%`,
      row.submittedAt ? `${said(row.submittedBy)}${row.onBehalf ? '（代填）' : ''}\n${dayAt(row.submittedAt)}` : none,
    ]),
  );
}

function itemsBlock({ items }: Dossier, today: Day): Block {
  if (items.length === 0) return empty('没有整改事项。');
  return table(
    [
      // A day of ten figures and a word of four characters each stay on one line.
      { title: '问题', width: 30, align: 'left' },
      { title: '类型', width: 18 },
      { title: '时限', width: 23 },
      { title: '状态', width: 15 },
      { title: '整改措施', width: 26, align: 'left' },
      { title: '完成', width: 22 },
      { title: '销号', width: 22 },
    ],
    items.map((row) => [
      `${row.itemKey} ${row.itemText}`,
      w('track', row.track),
      row.dueOn === row.baseDueOn ? row.dueOn : `${row.dueOn}\n原时限\n${row.baseDueOn}`,
      isOverdue(row, today)
        ? `${w('rectificationStatus', row.status)}\n（逾期）`
        : w('rectificationStatus', row.status),
      said(row.measures),
      dayAt(row.rectifiedAt),
      dayAt(row.closedAt),
    ]),
  );
}

function filesBlock({ files }: Dossier): Block {
  if (files.length === 0) return empty('没有佐证材料。');
  return table(
    [
      { title: '序号', width: 8 },
      { title: '文件', width: 40, align: 'left' },
      { title: '对应事项', width: 46, align: 'left' },
      { title: '上传', width: 26, align: 'left' },
    ],
    files.map((file, index) => [
      String(index + 1),
      file.filename,
      file.about,
      `${file.uploadedBy}\n${dayAt(file.createdAt)}`,
    ]),
  );
}

function stepsBlock({ steps }: Dossier): Block {
  if (steps.length === 0) return empty('没有记录。');
  return table(
    [
      { title: '日期', width: 17 },
      { title: '办理', width: 19 },
      { title: '事项', width: 44, align: 'left' },
      { title: '办理人', width: 18 },
      { title: '理由', width: 26, align: 'left' },
    ],
    steps.map(({ at, action, about, actorName, reason }) => [
      dayAt(at),
      w('action', action),
      about,
      actorName,
      reason ?? '',
    ]),
  );
}

/** 一会一档: all that is known of one union, on paper. */
export function dossierDocument(dossier: Dossier, today: Day): WordDocument {
  return gbDocument({
    title: `${dossier.union.name}档案`,
    author: dossier.union.name,
    sections: [
      {
        blocks: [
          title(`${dossier.union.name}\n一会一档`),
          paragraph(`截至${chineseDay(today)}`, { indent: false, align: 'center' }),
          heading('一、基本情况'),
          factsBlock(dossier),
          heading('二、“六有”情况'),
          havesBlock(dossier),
          heading('三、历次检查'),
          inspectionsBlock(dossier),
          heading('四、问题整改'),
          itemsBlock(dossier, today),
          heading('五、佐证材料目录'),
          filesBlock(dossier),
          heading('六、办理记录'),
          stepsBlock(dossier),
          note('由近及远，最多列出最近300条。'),
        ],
      },
    ],
  });
}
