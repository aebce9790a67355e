import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { memo } from 'react';
import type { ChecklistItem, Track } from '../../shared/checklists.ts';
import type { Answer } from '../../shared/inspections.ts';
import type { Day } from '../../shared/rules/days.ts';
import { verdictOf } from '../../shared/rules/scoring.ts';
import { useT, useWord } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { EvidenceInput } from '../ui/EvidenceInput.tsx';
import { AnswerChoice } from './AnswerChoice.tsx';
import { TrackChoice } from './TrackChoice.tsx';

export type Dues = Record<Track, Day>;

type Props = {
  inspectionId: string;
  item: ChecklistItem;
  answer: Answer | undefined;
  dues: Dues;
  /** The keyboard acts on this one. */
  current: boolean;
  fault: string | undefined;
  /** What somebody else has answered meanwhile. */
  theirs: Answer | undefined;
  /** What was answered here, where that differs from what is shown. */
  mine: Answer | undefined;
  onAnswer: (key: string, change: Partial<Answer>) => void;
  onChoose: (key: string, whose: 'mine' | 'theirs') => void;
  onTouch: (key: string) => void;
};

export const questionId = (key: string) => `question-${key}`;

/** One question as a card; a bad answer unfolds what belongs to it, `na` asks why. */
export const QuestionCard = memo((props: Props) => {
  const { inspectionId, item, answer, dues, current, fault, theirs, mine, onAnswer, onChoose, onTouch } = props;
  const t = useT();
  const word = useWord();
  const verdict = verdictOf(item, answer);
  const unfolded = verdict === 'bad' || verdict === 'na';
  const valueWord = (value: Answer['value'] | undefined) =>
    value ? word('answer', value) : t('inspections.form.blank');
  return (
    <Box
      component="section"
      id={questionId(item.key)}
      aria-labelledby={`${questionId(item.key)}-text`}
      onFocus={() => onTouch(item.key)}
      sx={{
        scrollMarginTop: size.bar + 64,
        p: 2,
        bgcolor: 'background.paper',
        border: 1,
        borderColor: fault ? 'error.main' : 'divider',
        borderRadius: 1,
        boxShadow: current ? (theme) => `inset 3px 0 0 ${theme.palette.primary.main}` : 'none',
      }}
    >
      <Box
        id={`${questionId(item.key)}-text`}
        sx={{ display: 'flex', gap: 1, mb: 1.5, fontSize: '1rem', lineHeight: 1.5 }}
      >
        <Box component="span" sx={{ color: 'text.secondary', flex: 'none' }}>
          {item.key}
        </Box>
        <span>{item.text}</span>
      </Box>
      <AnswerChoice item={item} value={answer?.value ?? null} onChange={(value) => onAnswer(item.key, { value })} />
      {fault && (
        <Typography role="alert" sx={{ color: 'error.main', mt: 1 }}>
          {fault}
        </Typography>
      )}
      {theirs && (
        <Alert
          severity="warning"
          variant="outlined"
          sx={{ mt: 1.5, flexWrap: 'wrap', '& .MuiAlert-message': { flex: '1 1 200px' } }}
          action={
            <>
              <Button size="small" onClick={() => onChoose(item.key, 'theirs')}>
                {t('inspections.form.useTheirs')}
              </Button>
              <Button size="small" onClick={() => onChoose(item.key, 'mine')}>
                {t('inspections.form.keepMine')}
              </Button>
            </>
          }
        >
          {t('inspections.form.theirs', { value: valueWord(theirs.value), mine: valueWord((mine ?? answer)?.value) })}
        </Alert>
      )}
      <Collapse in={unfolded} unmountOnExit>
        <Box sx={{ display: 'grid', gap: 2, pt: 2 }}>
          <TextField
            label={t(verdict === 'na' ? 'inspections.form.naNote' : 'inspections.form.note')}
            placeholder={verdict === 'na' ? '' : t('inspections.form.noteHint')}
            required={verdict === 'na'}
            multiline
            minRows={2}
            fullWidth
            value={answer?.note ?? ''}
            onChange={({ target }) => onAnswer(item.key, { note: target.value })}
            helperText={verdict === 'na' ? item.naHint : undefined}
            slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 500 } }}
          />
          {verdict === 'bad' && (
            <>
              <TrackChoice
                value={answer?.track ?? item.track}
                dues={dues}
                onChange={(track) => onAnswer(item.key, { track })}
              />
              {item.responsible === 'upper' && (
                <Typography color="text.secondary">{t('inspections.form.upper')}</Typography>
              )}
              <EvidenceInput
                slot={`answer/${inspectionId}/${item.key}`}
                label={t('inspections.form.evidence')}
                value={answer?.attachmentIds ?? []}
                onChange={(attachmentIds) => onAnswer(item.key, { attachmentIds })}
              />
            </>
          )}
        </Box>
      </Collapse>
    </Box>
  );
});
QuestionCard.displayName = 'QuestionCard';
