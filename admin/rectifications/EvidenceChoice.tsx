import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import type { Rectification } from '../../shared/rectifications.ts';
import { useT } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import type { ActForm } from '../ui/ActDialog.tsx';

/** What is to be said of evidence that comes: that it takes the place of the former, or that it is meant for many. */
export const EvidenceChoice = ({
  form: { value, set },
  record,
}: {
  form: ActForm;
  record?: Rectification | undefined;
}) => {
  const t = useT();
  const mayShare = useMay()('share', 'attachments');
  const comes = Array.isArray(value['attachmentIds']) && value['attachmentIds'].length > 0;
  if (!comes) return null;
  const former = record?.attachmentIds ?? [];
  const replaces = Array.isArray(value['replacedIds']) && value['replacedIds'].length > 0;
  if (former.length > 0) {
    return (
      <Choice
        label={t('evidence.replacing')}
        hint={t('evidence.replacingHint', { count: former.length })}
        checked={replaces}
        onChange={(is) => set('replacedIds', is ? former : [])}
      />
    );
  }
  // One item has its own proof; the question is for an act on many.
  return !record && mayShare ? (
    <Choice
      label={t('evidence.forMany')}
      hint={t('evidence.forManyHint')}
      checked={value['shared'] === true}
      onChange={(is) => set('shared', is)}
    />
  ) : null;
};

type ChoiceProps = { label: string; hint: string; checked: boolean; onChange: (is: boolean) => void };

const Choice = ({ label, hint, checked, onChange }: ChoiceProps) => (
  <Box>
    <FormControlLabel
      control={<Checkbox checked={checked} onChange={(_, is) => onChange(is)} />}
      label={label}
      sx={{ minHeight: { xs: 44, md: 36 } }}
    />
    <Typography variant="caption" component="p" sx={{ mt: -0.5, pl: 4 }}>
      {hint}
    </Typography>
  </Box>
);
