import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useT } from '../../i18n/index.ts';
import type { BulkOutcome } from './useBulkAct.tsx';

/** Which ones were not done, and why: they stay selected. */
export const BulkFailures = ({
  outcome: { label, ok, failures },
  onClose,
}: {
  outcome: BulkOutcome;
  onClose: () => void;
}) => {
  const t = useT();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('ui.act.partly', { act: label, ok, failed: failures.length })}</DialogTitle>
      <DialogContent>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {failures.map(({ id, name, message }) => (
            <Box component="li" key={id} sx={{ py: 1, borderBottom: 1, borderColor: 'divider' }}>
              <Box sx={{ fontWeight: 600 }}>{name}</Box>
              <Box sx={{ color: 'text.secondary' }}>{message}</Box>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t('ui.act.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
