import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import type { RaRecord } from 'ra-core';
import { useSyncExternalStore } from 'react';
import type { Resource } from '../../shared/permissions.ts';
import { useT } from '../i18n/index.ts';
import { FieldValue, isForPeople } from './FieldValue.tsx';
import { useFieldLabel } from './useFieldLabel.ts';

type Conflict = { resource: Resource; seen: RaRecord; current: RaRecord };

let shown: Conflict | null = null;
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function show(next: Conflict | null) {
  shown = next;
  for (const listener of listeners) listener();
}

/** Tells that somebody else was faster, and what is different now. */
export const showConflict = (conflict: Conflict): void => show(conflict);

/** The fields, fit for people, that differ between what was seen and what is. */
export function changedFields(seen: RaRecord, current: RaRecord): string[] {
  const differs = (field: string) => JSON.stringify(seen[field] ?? null) !== JSON.stringify(current[field] ?? null);
  return Object.keys(current).filter((field) => field in seen && isForPeople(field) && differs(field));
}

/** Mounted once, in the layout. */
export const ConflictDialog = () => {
  const t = useT();
  const label = useFieldLabel();
  const conflict = useSyncExternalStore(subscribe, () => shown);
  if (!conflict) return null;
  const { resource, seen, current } = conflict;
  const rows = changedFields(seen, current)
    .map((field) => ({ field, name: label(resource, field) }))
    .filter(({ name }) => name !== '');
  return (
    <Dialog open onClose={() => show(null)} fullWidth maxWidth="sm" aria-labelledby="conflict-title">
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
        <Button variant="contained" onClick={() => show(null)}>
          {t('ui.conflict.look')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
