import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useCloseNotification } from 'ra-core';
import { forwardRef } from 'react';
import { useT } from '../i18n/index.ts';

type Props = { message: string; onUndo: () => Promise<void> | void; undoLabel?: string };

/** What was done, with the way back for as long as it is shown: `notify(<UndoToast … />)`. */
export const UndoToast = forwardRef<HTMLDivElement, Props>(({ message, onUndo, undoLabel }, ref) => {
  const t = useT();
  const close = useCloseNotification();
  return (
    <Alert
      ref={ref}
      severity="success"
      elevation={1}
      sx={{
        bgcolor: 'text.primary',
        color: 'background.paper',
        alignItems: 'center',
        '& .MuiAlert-icon': { color: 'inherit' },
      }}
      action={
        <Button
          color="inherit"
          size="small"
          onClick={() => {
            close();
            void onUndo();
          }}
          sx={{ textDecoration: 'underline' }}
        >
          {undoLabel ?? t('ui.act.undo')}
        </Button>
      }
    >
      {message}
    </Alert>
  );
});
UndoToast.displayName = 'UndoToast';
