import Box from '@mui/material/Box';
import type { ChecklistItem } from '../../shared/checklists.ts';
import type { Answer, Answers } from '../../shared/inspections.ts';
import { sameAnswer, type Conflicts } from '../../shared/rules/drafts.ts';
import { useT, useWord } from '../i18n/index.ts';
import { now } from '../providers/clock.ts';
import { ConflictView } from '../offline/ConflictView.tsx';
import type { Draft } from './useDraft.ts';

type Props = { draft: Draft; items: readonly ChecklistItem[]; taken: boolean; onDrop: () => void; onClose: () => void };

/** Every question that the two sides answer differently, in the order of the checklist. */
function differences(items: readonly ChecklistItem[], mine: Answers, theirs: Conflicts): ChecklistItem[] {
  return items.filter(({ key }) => key in theirs && !sameAnswer(mine[key], theirs[key]));
}

/** One's own answers beside those that somebody else has given meanwhile. */
export const AnswersConflict = ({ draft, items, taken, onDrop, onClose }: Props) => {
  const { base, dirty, conflicts, record } = draft;
  const mine = { ...base.answers, ...dirty };
  const theirs = taken
    ? Object.fromEntries(items.map(({ key }) => [key, record.answers[key] ?? { value: null }]))
    : conflicts;
  return (
    <ConflictView
      kind="inspections"
      id={record.id}
      changedAt={draft.changedAt ?? now().toISOString()}
      rows={differences(items, mine, theirs).map(({ key, text }) => ({
        key,
        label: (
          <>
            <Box component="span" sx={{ color: 'text.secondary', mr: 1 }}>
              {key}
            </Box>
            {text}
          </>
        ),
        mine: <Said answer={mine[key]} />,
        theirs: <Said answer={theirs[key]} />,
      }))}
      onDone={(choices) => {
        draft.choose(choices);
        onClose();
      }}
      onClose={onClose}
      {...(taken ? { onDrop } : {})}
    />
  );
};

const Said = ({ answer }: { answer: Answer | undefined }) => {
  const t = useT();
  const word = useWord();
  const photos = answer?.attachmentIds?.length ?? 0;
  return (
    <>
      <strong>{answer?.value ? word('answer', answer.value) : t('inspections.form.blank')}</strong>
      {answer?.note && <div>{answer.note}</div>}
      {answer?.track && <div>{word('track', answer.track)}</div>}
      {photos > 0 && <div>{t('phone.conflict.photos', { count: photos })}</div>}
    </>
  );
};
