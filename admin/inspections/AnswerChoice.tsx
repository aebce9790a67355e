import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import CheckOutlined from '@mui/icons-material/CheckOutlined';
import type { ChecklistItem } from '../../shared/checklists.ts';
import { answerValues, type Answer } from '../../shared/inspections.ts';
import { verdictOf } from '../../shared/rules/scoring.ts';
import { useT, useWord } from '../i18n/index.ts';
import type { Tone } from '../theme.ts';

type Props = { item: ChecklistItem; value: Answer['value']; onChange: (value: Answer['value']) => void };

const toneOf = { good: 'done', bad: 'returned', na: 'idle', blank: 'open' } as const satisfies Record<string, Tone>;

/** The three big choices; the chosen one has the colour of what it means here, and a second tap takes it back. */
export const AnswerChoice = ({ item, value, onChange }: Props) => {
  const t = useT();
  const word = useWord();
  const choices = answerValues.filter((choice) => choice !== 'na' || item.allowNa || value === 'na');
  return (
    <Box
      role="radiogroup"
      aria-label={t('inspections.form.choose', { key: item.key })}
      sx={{ display: 'grid', gridTemplateColumns: `repeat(${choices.length}, minmax(0, 1fr))`, gap: 1, maxWidth: 480 }}
    >
      {choices.map((choice) => {
        const chosen = choice === value;
        const tone = toneOf[verdictOf(item, { value: choice })];
        return (
          <ButtonBase
            key={choice}
            role="radio"
            aria-checked={chosen}
            data-value={choice}
            onClick={() => onChange(chosen ? null : choice)}
            sx={{
              minHeight: 48,
              gap: 0.5,
              fontSize: '1rem',
              fontWeight: chosen ? 600 : 400,
              border: chosen ? 2 : 1,
              borderRadius: 1,
              borderColor: (theme) => (chosen ? theme.palette.tone[tone].ink : theme.palette.divider),
              color: (theme) => (chosen ? theme.palette.tone[tone].ink : theme.palette.text.primary),
              bgcolor: (theme) => (chosen ? theme.palette.tone[tone].wash : 'transparent'),
              '&:hover': {
                borderColor: (theme) => (chosen ? theme.palette.tone[tone].ink : theme.palette.primary.main),
              },
            }}
          >
            {chosen && <CheckOutlined sx={{ fontSize: '1.125rem' }} aria-hidden />}
            {word('answer', choice)}
          </ButtonBase>
        );
      })}
    </Box>
  );
};
