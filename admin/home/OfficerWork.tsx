import Box from '@mui/material/Box';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import { daysBetween } from '../../shared/rules/days.ts';
import { useT } from '../i18n/index.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { useFormat } from '../ui/format.ts';
import { listUrl } from '../ui/listUrl.ts';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';
import { Door, WorkGroup } from './WorkGroup.tsx';
import { fillFilter, openFilter, useTodo, useWaiting, type DayGroup } from './workRows.ts';

/** Rows of one kind that a day shows; the rest is behind a door. */
const mostPerKind = 6;

type Props = { /** Works by deadlines; else what comes in from below is decided. */ acts: boolean };

/** The work itself, grouped by day, nearest first, with the act on the row. */
export const OfficerWork = ({ acts }: Props) => {
  const t = useT();
  const { today } = useFormat();
  const todo = useTodo(today, acts);
  const waiting = useWaiting(!acts, true);
  const parts = [todo.overdue, todo.items, todo.fills, waiting.verify, waiting.decide, waiting.review];
  const failed = parts.find(({ error }) => error);
  if (failed) return <ErrorState error={failed.error} onRetry={() => parts.forEach((part) => void part.refetch())} />;
  if (parts.some(({ pending }) => pending)) return <ListSkeleton rows={8} />;
  if (parts.every(({ rows }) => rows.length === 0)) {
    return <EmptyState icon={<TaskAltOutlined />} title={t('home.none')} body={t('home.noneBody')} />;
  }
  return (
    <>
      {todo.overdue.rows.length > 0 && (
        <WorkGroup
          heading={
            <Box
              component="span"
              sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, color: 'tone.overdue.ink' }}
            >
              <WarningAmberOutlined sx={{ fontSize: '1rem' }} aria-hidden />
              {t('home.overdue')}
            </Box>
          }
          rows={todo.overdue.rows.map((record) => ({ kind: 'item', day: record.dueOn, record }))}
          withDay
          doors={
            todo.overdue.total > todo.overdue.rows.length && (
              <Door to={todo.overdue.to}>{t('home.allOverdue', { count: todo.overdue.total })}</Door>
            )
          }
        />
      )}
      {todo.days.map((group) => (
        <TodoDay key={group.day} group={group} complete={isComplete(group, todo)} />
      ))}
      <Doors todo={todo} />
      {waiting.days.map((group) => (
        <WaitingDay key={group.day} group={group} today={today} />
      ))}
      {waiting.verify.total > waiting.verify.rows.length && (
        <Door to={waiting.verify.to}>
          {t('home.work.toVerify')}：{t('home.allWaiting', { count: waiting.verify.total })}
        </Door>
      )}
      {waiting.review.total > waiting.review.rows.length && (
        <Door to={waiting.review.to}>
          {t('home.work.toReview')}：{t('home.allWaiting', { count: waiting.review.total })}
        </Door>
      )}
    </>
  );
};

type Todo = ReturnType<typeof useTodo>;

/** Whether nothing of this day is beyond what was read. */
function isComplete({ day }: DayGroup, { items, fills }: Todo) {
  const inside = (last: string | undefined, part: { rows: unknown[]; total: number }) =>
    part.rows.length >= part.total || (last !== undefined && day < last);
  return { items: inside(items.rows.at(-1)?.dueOn, items), fills: inside(fills.rows.at(-1)?.submitBy, fills) };
}

const TodoDay = ({ group, complete }: { group: DayGroup; complete: ReturnType<typeof isComplete> }) => {
  const t = useT();
  const { day } = useFormat();
  const of = (kind: 'item' | 'fill') => group.rows.filter((row) => row.kind === kind);
  const items = of('item');
  const fills = of('fill');
  const on = (field: string) => ({ [`${field}_gte`]: group.day, [`${field}_lte`]: group.day });
  const text = (known: boolean, count: number) =>
    known ? t('home.dayAll', { day: day(group.day), count }) : t('home.dayOpen');
  return (
    <WorkGroup
      heading={<DueDay day={group.day} />}
      rows={[...fills.slice(0, mostPerKind), ...items.slice(0, mostPerKind)]}
      doors={
        <>
          {fills.length > mostPerKind && (
            <Door to={listUrl('inspections', { ...fillFilter, ...on('submitBy') })}>
              {t('home.work.toFill')}：{text(complete.fills, fills.length)}
            </Door>
          )}
          {items.length > mostPerKind && (
            <Door to={listUrl('rectifications', { ...openFilter, ...on('dueOn') })}>
              {t('rectifications.tab.open')}：{text(complete.items, items.length)}
            </Door>
          )}
        </>
      }
    />
  );
};

const Doors = ({ todo }: { todo: Todo }) => {
  const t = useT();
  const { items, fills } = todo;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3 }}>
      {fills.total > fills.rows.length && <Door to={fills.to}>{t('home.allFills', { count: fills.total })}</Door>}
      {items.total > items.rows.length && <Door to={items.to}>{t('home.allItems', { count: items.total })}</Door>}
    </Box>
  );
};

const WaitingDay = ({ group, today }: { group: DayGroup; today: string }) => {
  const t = useT();
  const { day } = useFormat();
  const waited = daysBetween(group.day, today);
  return (
    <WorkGroup
      heading={
        <Box component="span" sx={{ display: 'inline-flex', columnGap: 1 }}>
          {waited === 0 ? t('home.cameToday') : t('home.came', { day: day(group.day) })}
          {waited > 0 && (
            <Box component="span" sx={{ fontWeight: 400, color: 'text.secondary' }}>
              {t('home.waited', { count: waited })}
            </Box>
          )}
        </Box>
      }
      rows={group.rows}
      withDay
    />
  );
};
