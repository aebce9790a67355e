import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState, type ReactNode } from 'react';
import { useT } from '../i18n/index.ts';
import { BusyButton } from './BusyButton.tsx';

type Props = {
  open: boolean;
  /** A question that names the act: `下发给 5,210 家工会？` */
  title: string;
  /** The consequence, and a form if one is needed. */
  body: ReactNode;
  /** The act itself, never “OK”. */
  confirmLabel: string;
  disabled?: boolean;
  onConfirm: () => Promise<void> | void;
  onClose: () => void;
};

/** Asks once. Stays open, and its button busy, until `onConfirm` has settled. */
export const ConfirmDialog = ({ open, title, body, confirmLabel, disabled = false, onConfirm, onClose }: Props) => {
  const t = useT();
  const titleId = useId();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onClose={busy ? undefined : onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog inside of a form of the page must not submit that form too.
          event.stopPropagation();
          if (!busy && !disabled) void confirm();
        }}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ pb: 1 }}>{body}</DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy} color="inherit">
            {t('ui.act.cancel')}
          </Button>
          <BusyButton type="submit" variant="contained" disabled={disabled} loading={busy}>
            {confirmLabel}
          </BusyButton>
        </DialogActions>
      </form>
    </Dialog>
  );
};
