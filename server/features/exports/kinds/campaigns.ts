import { inspectionFilter, type Inspection } from '../../../../shared/inspections.ts';
import { rectificationFilter, type Rectification } from '../../../../shared/rectifications.ts';
import { answerColumns } from '../../../../shared/rules/answerColumns.ts';
import { wordFor } from '../../../../shared/words.ts';
import { w } from '../../../../shared/words/word.ts';
import type { Ctx } from '../../../ctx.ts';
import { scoped } from '../../../db/scoped.ts';
import { campaignEntity } from '../../campaigns/campaign.entity.ts';
import { checklistOf } from '../../checklists/checklist.service.ts';
import type { InspectionRow } from '../../inspections/inspection.entity.ts';
import { inspectionList, toRecord as inspectionOf } from '../../inspections/inspection.record.ts';
import type { RectificationRow } from '../../rectifications/rectification.entity.ts';
import { rectificationList, toRecord as rectificationOf } from '../../rectifications/rectification.record.ts';
import {
  day,
  flag,
  identity,
  instant,
  made,
  number,
  placed,
  rate,
  text,
  word,
  yesNo,
  type ExportColumn,
  type ListExport,
} from '../columns.ts';

const inspectionColumns: ExportColumn<Inspection>[] = [
  text('unionName', w('单位名称', 'Unit'), 30),
  ...placed<Inspection>(),
  text('campaignTitle', w('督导活动', 'Campaign'), 30),
  flag('priority', w('重点', 'Priority')),
  word('status', w('状态', 'Status'), 'inspectionStatus'),
  word('stage', w('进展', 'Progress'), 'stage'),
  number('badCount', w('问题数', 'Faults')),
  number('openCount', w('未整改', 'Not rectified')),
  number('unclosedCount', w('未销号', 'Not closed')),
  rate('score', w('得分', 'Score')),
  flag('shell', w('空壳', 'Shell union')),
  flag('onBehalf', w('代填', 'On behalf')),
  day('submitBy', w('填报截止', 'Submit by')),
  instant('submittedAt', w('提交时间', 'Submitted at')),
  text('submittedBy', w('提交人', 'Submitted by'), 10),
  instant('approvedAt', w('通过时间', 'Approved at')),
  text('returnReason', w('退回理由', 'Reason for the return'), 24),
  ...identity<Inspection>(),
];

/** With one campaign alone, what was answered: its questions are columns, so that the table can be filled in. */
async function answersOf(ctx: Ctx, { campaignId }: Record<string, unknown>): Promise<ExportColumn<Inspection>[]> {
  const [only, ...others] = Array.isArray(campaignId) ? campaignId : [campaignId];
  if (typeof only !== 'string' || others.length > 0) return [];
  const campaign = await scoped(ctx, campaignEntity).find(only);
  const items = campaign ? (await checklistOf(ctx, campaign.checklistId)).items : [];
  const submit = made<Inspection>('submit', w('提交', 'Submit'), ({ status }, { language }) =>
    status === 'submitted' || status === 'approved' ? yesNo(true, language) : null,
  );
  const answers = answerColumns(items).map(({ key, item, part, heading }) =>
    made<Inspection>(
      key,
      heading,
      ({ answers: given }, { language }) => {
        const answer = given[item.key];
        if (part === 'note') return answer?.note;
        return answer?.value && wordFor('answer', answer.value, language);
      },
      { width: part === 'note' ? 16 : 18 },
    ),
  );
  return items.length > 0 ? [...answers, submit] : [];
}

export const inspections: ListExport<InspectionRow, Inspection> = {
  resource: 'inspections',
  list: inspectionList,
  filter: inspectionFilter,
  records: (ctx, rows) => rows.map((row) => inspectionOf(ctx, row)),
  columns: inspectionColumns,
  columnsFor: answersOf,
  filterWords: {
    funnel: w('漏斗环节', 'Step of the funnel'),
    forMe: w('待我审核', 'Waits for me'),
    owned: w('由我负责', 'Mine'),
    campaignOpen: w('活动进行中', 'Campaign open'),
    remindedToday: w('今天已催办', 'Reminded today'),
  },
};

const rectificationColumns: ExportColumn<Rectification>[] = [
  text('unionName', w('单位', 'Unit'), 30),
  ...placed<Rectification>(),
  text('campaignTitle', w('督导活动', 'Campaign'), 30),
  text('itemKey', w('问题编号', 'Item'), 9),
  text('itemText', w('问题', 'Fault'), 36),
  text('finding', w('情况说明', 'Finding'), 24),
  word('track', w('类型', 'Track'), 'track'),
  word('responsible', w('责任单位', 'Responsible side'), 'responsible'),
  word('evidence', w('佐证要求', 'Evidence'), 'evidence'),
  word('status', w('状态', 'Status'), 'rectificationStatus', 10),
  flag('overdue', w('逾期', 'Overdue')),
  day('baseDueOn', w('原定时限', 'First due day')),
  day('dueOn', w('时限', 'Due')),
  text('measures', w('整改措施', 'Measures'), 36),
  text('responsibleName', w('责任人', 'Person in charge'), 10),
  instant('rectifiedAt', w('整改时间', 'Rectified at')),
  text('rectifiedBy', w('整改人', 'Rectified by'), 10),
  instant('closedAt', w('销号时间', 'Closed at')),
  text('closedBy', w('核查人', 'Verified by'), 10),
  text('returnReason', w('退回理由', 'Reason for the return'), 24),
  made('attachmentIds', w('佐证（份）', 'Evidence files'), ({ attachmentIds }) => attachmentIds.length, {
    kind: 'number',
    width: 9,
  }),
  text('note', w('备注', 'Note'), 24),
  ...identity<Rectification>(),
];

export const rectifications: ListExport<RectificationRow, Rectification> = {
  resource: 'rectifications',
  list: rectificationList,
  filter: rectificationFilter,
  records: (ctx, rows) => rows.map((row) => rectificationOf(ctx, row)),
  columns: rectificationColumns,
  filterWords: {
    inspectionId: w('自查', 'Inspection'),
    counted: w('计入统计', 'Counted'),
    onTime: w('按期整改', 'On time'),
    reinspected: w('已回头看', 'Re-inspected'),
    relapsed: w('反弹', 'Relapsed'),
    askedOn: w('申请延期日期', 'Extension asked for on'),
    decidedOn: w('延期审批日期', 'Extension decided on'),
    returnedOn: w('退回或反弹日期', 'Returned or relapsed on'),
    remindedOn: w('催办日期', 'Reminded on'),
    supervisionId: w('督办', 'Supervision'),
    extensionPending: w('延期待批', 'Extension asked for'),
    forMe: w('待我办理', 'Waits for me'),
    owned: w('由我负责', 'Mine'),
  },
};
