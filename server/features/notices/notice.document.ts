import type { Notice, NoticeItem } from '../../../shared/notices.ts';
import { wordFor } from '../../../shared/words.ts';
import {
  addressee,
  cutLine,
  docNo,
  gbDocument,
  paragraph,
  signature,
  table,
  title,
  type Block,
  type Column,
  type WordDocument,
} from '../../documents/index.ts';
import { chineseDay } from '../../../shared/rules/days.ts';
import type { NoticeFile } from './notice.report.ts';

const left = (text: string) => paragraph(text, { indent: false });
const shortDay = (day: string | null) => day ?? '';

type Form = {
  title: string;
  slip: string;
  opening: (notice: Notice) => string;
  columns: Column[];
  row: (item: NoticeItem, index: number) => string[];
  closing: (notice: Notice) => string[];
  receipt: (notice: Notice) => string;
};

const rectification: Form = {
  title: '整改通知书',
  slip: '整改通知书回执',
  opening: ({ campaignTitle, items }) =>
    `根据“${campaignTitle}”的安排，经检查，你单位存在以下${items.length}项问题，现通知你单位按期整改。`,
  columns: [
    { title: '序号', width: 7, align: 'center' },
    { title: '问题', width: 45, align: 'left' },
    { title: '整改类型', width: 16, align: 'center' },
    { title: '责任单位', width: 16, align: 'center' },
    { title: '整改时限', width: 18, align: 'center' },
  ],
  row: ({ itemText, finding, track, responsible, dueOn }, index) => [
    String(index + 1),
    finding ? `${itemText}（${finding}）` : itemText,
    wordFor('track', track, 'zh'),
    wordFor('responsible', responsible, 'zh'),
    dueOn,
  ],
  closing: () => [
    '请对照上列问题逐项制定整改措施，明确责任人，在时限前完成整改，并在工会督导台提交整改措施和佐证材料。确有困难、不能按期完成的，应在时限前提出延期申请并说明理由。',
    '整改到位后，由上级工会核查销号。',
  ],
  receipt: ({ docNo: number }) => `${number}《整改通知书》已收悉，我单位将按要求组织整改。`,
};

const closing: Form = {
  title: '销号确认单',
  slip: '销号确认单回执',
  opening: ({ campaignTitle, items }) =>
    `“${campaignTitle}”中你单位的下列${items.length}项问题，经核查已整改到位，现予销号。`,
  columns: [
    { title: '序号', width: 7, align: 'center' },
    { title: '问题', width: 32, align: 'left' },
    { title: '整改措施', width: 29, align: 'left' },
    { title: '完成日期', width: 17, align: 'center' },
    { title: '核查人', width: 13, align: 'center' },
    { title: '销号日期', width: 17, align: 'center' },
  ],
  row: ({ itemText, measures, rectifiedAt, closedBy, closedAt }, index) => [
    String(index + 1),
    itemText,
    measures ?? '',
    shortDay(rectifiedAt),
    closedBy ?? '',
    shortDay(closedAt),
  ],
  closing: () => ['请巩固整改成果，防止问题反弹。上级工会将适时开展“回头看”。'],
  receipt: ({ docNo: number }) => `${number}《销号确认单》已收悉，所列问题的整改情况属实。`,
};

const forms = { rectification, closing };

function blocksOf(form: Form, notice: Notice, { issuer, signedOn }: NoticeFile): Block[] {
  return [
    title(form.title),
    docNo(notice.docNo),
    addressee(notice.unionName),
    paragraph(form.opening(notice)),
    table(form.columns, notice.items.map(form.row)),
    ...form.closing(notice).map((text) => paragraph(text)),
    signature(issuer, chineseDay(signedOn)),
    cutLine(form.slip),
    addressee(issuer),
    paragraph(form.receipt(notice)),
    left('签收人：　　　　　　　　　　联系电话：'),
    signature(`${notice.unionName}（盖章）`, '　　年　　月　　日'),
  ];
}

/** One file of any number of notices, each on pages of its own that count from one. */
export function noticeDocument(file: NoticeFile): WordDocument {
  const form = forms[file.kind];
  return gbDocument({
    title: form.title,
    author: file.issuer,
    sections: file.notices.map((notice) => ({ blocks: blocksOf(form, notice, file), restart: true })),
  });
}
