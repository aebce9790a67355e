import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import type { ChecklistItem } from '../../shared/checklists.ts';
import type { Answers } from '../../shared/inspections.ts';
import { badItems, verdictOf } from '../../shared/rules/scoring.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useUploading } from '../providers/upload.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { useDueWord } from './TrackChoice.tsx';
import type { Dues } from './QuestionCard.tsx';

type Props = {
  items: readonly ChecklistItem[];
  answers: Answers;
  dues: Dues;
  faulty: number;
  busy: boolean;
  disabled: boolean;
  onGo: (key: string) => void;
  onSubmit: () => void;
};

/** Before submitting: what will have to be rectified by when, and the one button that says so. */
export const FormEnd = ({ items, answers, dues, faulty, busy, disabled, onGo, onSubmit }: Props) => {
  const t = useT();
  const uploading = useUploading();
  const word = useWord();
  const dueWord = useDueWord();
  const bad = badItems(items, answers);
  const blanks = items.filter((item) => verdictOf(item, answers[item.key]) === 'blank');
  const [firstBlank] = blanks;
  return (
    <Box component="section" sx={{ mt: 3, pt: 2, borderTop: 1, borderColor: 'divider' }}>
      <Typography variant="h2" sx={{ mb: 1.5 }}>
        {t('inspections.form.end')}
      </Typography>
      {firstBlank && (
        <Alert
          severity="info"
          variant="outlined"
          sx={{ mb: 2 }}
          action={
            <Button size="small" onClick={() => onGo(firstBlank.key)}>
              {t('inspections.form.goBlank')}
            </Button>
          }
        >
          {t('inspections.form.endBlank', { count: blanks.length })}
        </Alert>
      )}
      {bad.length === 0 && blanks.length === 0 && <Typography>{t('inspections.form.endGood')}</Typography>}
      {bad.length > 0 && (
        <>
          <Typography color="text.secondary">{t('inspections.form.endBad')}</Typography>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {bad.map((item) => {
              const track = answers[item.key]?.track ?? item.track;
              return (
                <Box component="li" key={item.key} sx={{ borderBottom: 1, borderColor: 'divider' }}>
                  <ButtonBase
                    onClick={() => onGo(item.key)}
                    sx={{
                      display: 'flex',
                      flexWrap: { xs: 'wrap', md: 'nowrap' },
                      columnGap: 1.5,
                      justifyContent: 'flex-start',
                      width: 1,
                      minHeight: 44,
                      py: 1,
                      textAlign: 'left',
                    }}
                  >
                    <Box component="span" sx={{ flex: { xs: '1 1 100%', md: 1 } }}>
                      <Box component="span" sx={{ color: 'text.secondary', mr: 1 }}>
                        {item.key}
                      </Box>
                      {item.text}
                    </Box>
                    <Box component="span" sx={{ flex: 'none', color: 'text.secondary' }}>
                      {word('track', track)} · {dueWord(dues[track])}
                      {item.responsible === 'upper' && ` · ${word('responsible', 'upper')}`}
                    </Box>
                  </ButtonBase>
                </Box>
              );
            })}
          </Box>
        </>
      )}
      {faulty > 0 && (
        <Typography role="alert" sx={{ color: 'error.main', mt: 2 }}>
          {t('inspections.form.faulty', { count: faulty })}
        </Typography>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, mt: 2.5 }}>
        <BusyButton
          variant="contained"
          size="large"
          loading={busy}
          disabled={disabled || uploading}
          onClick={onSubmit}
          data-action="submit"
          sx={{ width: { xs: 1, md: 'auto' }, minHeight: 48 }}
        >
          {bad.length > 0 ? t('inspections.form.submit', { count: bad.length }) : t('inspections.form.submitGood')}
        </BusyButton>
        <Typography variant="caption" role={uploading ? 'status' : undefined}>
          {t(uploading ? 'phone.form.photosFirst' : 'inspections.form.submitHint')}
        </Typography>
      </Box>
    </Box>
  );
};
