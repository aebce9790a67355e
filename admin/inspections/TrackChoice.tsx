import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { tracks, type Track } from '../../shared/checklists.ts';
import type { Day } from '../../shared/rules/days.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';

/** `9月30日前`, or that the day has gone by already. */
export function useDueWord(): (due: Day) => string {
  const t = useT();
  const { day, today } = useFormat();
  return (due) => t(due < today ? 'inspections.form.trackPast' : 'inspections.form.trackDue', { day: day(due) });
}

type Props = { value: Track; dues: Record<Track, Day>; onChange: (track: Track) => void };

/** At once or by a day, each with the day it means. */
export const TrackChoice = ({ value, dues, onChange }: Props) => {
  const t = useT();
  const word = useWord();
  const dueWord = useDueWord();
  return (
    <Box role="radiogroup" aria-label={t('inspections.form.track')}>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 0.75 }}>
        {t('inspections.form.track')}
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1, maxWidth: 480 }}>
        {tracks.map((track) => {
          const chosen = track === value;
          return (
            <ButtonBase
              key={track}
              role="radio"
              aria-checked={chosen}
              onClick={() => onChange(track)}
              sx={{
                flexDirection: 'column',
                minHeight: 52,
                borderRadius: 1,
                border: chosen ? 2 : 1,
                borderColor: chosen ? 'primary.main' : 'divider',
                bgcolor: chosen ? 'selected' : 'transparent',
                color: chosen ? 'primary.main' : 'text.primary',
                fontSize: '0.875rem',
                fontWeight: chosen ? 600 : 400,
              }}
            >
              {word('track', track)}
              <Box component="span" sx={{ fontSize: '0.8125rem', fontWeight: 400, color: 'text.secondary' }}>
                {dueWord(dues[track])}
              </Box>
            </ButtonBase>
          );
        })}
      </Box>
    </Box>
  );
};
