import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { dropUpload, unsentUploads } from '../evidence/kept.ts';
import { useT } from '../i18n/index.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { dropDraftsOf } from './drafts.ts';

type Props = { person: string; count: number; onLeave: () => void; onClose: () => void };

/** Before somebody signs out who has entered what the server does not have yet. */
export const SignOutDialog = ({ person, count, onLeave, onClose }: Props) => {
  const t = useT();
  const [choice, setChoice] = useState<'keep' | 'drop'>('keep');
  return (
    <ConfirmDialog
      open
      title={t('phone.signOut.title', { count })}
      confirmLabel={t('phone.signOut.confirm')}
      onConfirm={async () => {
        if (choice === 'drop') {
          await dropDraftsOf(person);
          await Promise.all((await unsentUploads(person)).map(dropUpload));
        }
        onLeave();
      }}
      onClose={onClose}
      body={
        <RadioGroup value={choice} onChange={(_, value) => setChoice(value as 'keep' | 'drop')}>
          {(['keep', 'drop'] as const).map((one) => (
            <FormControlLabel
              key={one}
              value={one}
              control={<Radio />}
              sx={{ alignItems: 'flex-start', my: 0.5 }}
              label={
                <>
                  {t(`phone.signOut.${one}`)}
                  <Typography variant="caption" component="div">
                    {t(`phone.signOut.${one}Hint`)}
                  </Typography>
                </>
              }
            />
          ))}
        </RadioGroup>
      }
    />
  );
};
