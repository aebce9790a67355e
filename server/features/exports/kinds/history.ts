import { eventFilter, type HistoryEvent } from '../../../../shared/events.ts';
import { wordFor } from '../../../../shared/words.ts';
import { actKey } from '../../../../shared/words/acts.ts';
import { w } from '../../../../shared/words/word.ts';
import type { EventRow } from '../../events/event.entity.ts';
import { eventList, toRecord } from '../../events/event.record.ts';
import { instant, made, placed, text, word, type ExportColumn, type ListExport } from '../columns.ts';

const eventColumns: ExportColumn<HistoryEvent>[] = [
  instant('at', w('时间', 'When')),
  text('actorName', w('操作人', 'Who'), 14),
  word('subjectType', w('对象', 'On what'), 'resource', 14),
  made(
    'action',
    w('操作', 'What'),
    ({ subjectType, action }, { language }) => wordFor('action', actKey(subjectType, action), language),
    { width: 18 },
  ),
  ...placed<HistoryEvent>(w('所属组织', 'Organisation')),
  text('reason', w('理由', 'Why'), 30),
  text('subjectId', w('对象编号', 'Id of what'), 8),
  made('id', w('编号', 'Id'), ({ id }) => id, { width: 8 }),
];

export const events: ListExport<EventRow, HistoryEvent> = {
  resource: 'events',
  list: eventList,
  filter: eventFilter,
  records: (ctx, rows) => rows.map((row) => toRecord(ctx, row)),
  columns: eventColumns,
  filterWords: { actorId: w('操作人编号', 'Id of who') },
};
