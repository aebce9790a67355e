import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import type { RaRecord } from 'ra-core';
import { useT } from '../i18n/index.ts';
import { closeConflict, type Conflict } from './conflict.ts';
import { FieldValue, isForPeople } from './FieldValue.tsx';
import { useFieldLabel } from './useFieldLabel.ts';

/** The fields, fit for people, that differ between what was seen and what is. */
export function changedFields(seen: RaRecord, current: RaRecord): string[] {
  const differs = (field: string) => JSON.stringify(seen[field] ?? null) !== JSON.stringify(current[field] ?? null);
  return Object.keys(current).filter((field) => field in seen && isForPeople(field) && differs(field));
}

/** What was seen and what is now, field by field; loaded when it is needed. */
export const ConflictDialog = ({ conflict: { resource, seen, current } }: { conflict: Conflict }) => {
  const t = useT();
  const label = useFieldLabel();
  const rows = changedFields(seen, current)
    .map((field) => ({ field, name: label(resource, field) }))
    .filter(({ name }) => name !== '');
  return (
    <Dialog open onClose={closeConflict} fullWidth maxWidth="sm" aria-labelledby="conflict-title">
      <DialogTitle id="conflict-title">{t('ui.conflict.title')}</DialogTitle>
      <DialogContent>
        <Typography color="text.secondary">{t('ui.conflict.body')}</Typography>
        {rows.length === 0 ? (
          <Typography sx={{ mt: 2 }}>{t('ui.conflict.same')}</Typography>
        ) : (
          <Box
            component="table"
            sx={{
              width: 1,
              mt: 2,
              borderCollapse: 'collapse',
              '& th, & td': {
                textAlign: 'left',
                py: 1,
                pr: 2,
                borderBottom: 1,
                borderColor: 'divider',
                verticalAlign: 'top',
              },
              '& th': { fontWeight: 500, color: 'text.secondary' },
            }}
          >
            <thead>
              <tr>
                <th>{t('ui.conflict.field')}</th>
                <th>{t('ui.conflict.mine')}</th>
                <th>{t('ui.conflict.now')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ field, name }) => (
                <tr key={field}>
                  <td>{name}</td>
                  <Box component="td" sx={{ color: 'text.secondary' }}>
                    <FieldValue resource={resource} field={field} value={seen[field]} />
                  </Box>
                  <Box component="td" sx={{ fontWeight: 600 }}>
                    <FieldValue resource={resource} field={field} value={current[field]} />
                  </Box>
                </tr>
              ))}
            </tbody>
          </Box>
        )}
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={closeConflict}>
          {t('ui.conflict.look')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
