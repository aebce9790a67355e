import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useGetList, useInput, useTranslate } from 'ra-core';
import { useState } from 'react';
import type { Checklist } from '../../shared/checklists.ts';
import { isAtOrAbove } from '../../shared/rules/orgCode.ts';
import { ChecklistItems } from '../checklists/ChecklistItems.tsx';
import { useT } from '../i18n/index.ts';
import { faultText } from '../ui/faultText.ts';
import { useInputLabel } from '../ui/useInputLabel.ts';

/** The published checklists that a campaign of this federation may use, newest first: its own and those from above. */
export function usePublishedChecklists(issuer: string): Checklist[] {
  const { data = [] } = useGetList<Checklist>('checklists', {
    filter: { status: 'published' },
    sort: { field: 'updatedAt', order: 'DESC' },
    pagination: { page: 1, perPage: 100 },
  });
  return data.filter(({ ownerOrgCode }) => isAtOrAbove(ownerOrgCode, issuer));
}

/** Which questions are asked, with a look at them. */
export const ChecklistChoice = ({ issuer }: { issuer: string }) => {
  const t = useT();
  const translate = useTranslate();
  const checklists = usePublishedChecklists(issuer);
  const { field, fieldState } = useInput({ source: 'checklistId' });
  const [looking, setLooking] = useState(false);
  const chosen = checklists.find(({ id }) => id === field.value);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}>
      <TextField
        select
        required
        label={useInputLabel('checklistId')}
        value={chosen ? chosen.id : ''}
        onChange={field.onChange}
        onBlur={field.onBlur}
        error={fieldState.invalid}
        helperText={faultText(translate, fieldState.error?.message)}
        sx={{ flex: '1 1 260px', minWidth: 0 }}
        slotProps={{ inputLabel: { shrink: true } }}
      >
        {checklists.map(({ id, title, itemCount }) => (
          <MenuItem key={id} value={id} sx={{ whiteSpace: 'normal' }}>
            {t('campaigns.form.checklistOption', { title, count: itemCount })}
          </MenuItem>
        ))}
        {checklists.length === 0 && <MenuItem disabled>{t('campaigns.form.noChecklist')}</MenuItem>}
      </TextField>
      {chosen && (
        <Button onClick={() => setLooking(true)} sx={{ flex: 'none' }}>
          {t('campaigns.form.preview', { count: chosen.itemCount })}
        </Button>
      )}
      {chosen && (
        <Dialog open={looking} onClose={() => setLooking(false)} maxWidth="md" fullWidth scroll="paper">
          <DialogTitle>{chosen.title}</DialogTitle>
          <DialogContent dividers>
            <ChecklistItems items={chosen.items} purpose={chosen.purpose} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setLooking(false)}>{t('ui.panel.close')}</Button>
          </DialogActions>
        </Dialog>
      )}
    </Box>
  );
};
