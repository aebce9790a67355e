import CheckOutlined from '@mui/icons-material/CheckOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useT } from '../i18n/index.ts';

type Props = {
  title: string;
  /** That it is shown once, and what to do with it. */
  body: string;
  lines: readonly { label: string; value: string }[];
  /** What is copied, and the words of the button that does it. */
  copy: { text: string; label: string };
  closeLabel: string;
  onClose: () => void;
};

/** Something that is told once. Only its own button closes it: a slip beside it would lose the secret. */
export const SecretDialog = ({ title, body, lines, copy, closeLabel, onClose }: Props) => {
  const titleId = useId();
  return (
    <Dialog open aria-labelledby={titleId} fullWidth maxWidth="xs">
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent sx={{ pb: 1 }}>
        <Typography color="text.secondary">{body}</Typography>
        <Box component="dl" sx={{ m: 0, mt: 2, borderTop: 1, borderColor: 'divider' }}>
          {lines.map(({ label, value }) => (
            <Box key={label} sx={{ py: 1, borderBottom: 1, borderColor: 'divider' }}>
              <Typography component="dt" variant="caption">
                {label}
              </Typography>
              <Box
                component="dd"
                sx={{
                  m: 0,
                  fontFamily: 'ui-monospace, monospace',
                  fontSize: '1rem',
                  userSelect: 'all',
                  whiteSpace: 'pre-line',
                }}
              >
                {value}
              </Box>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', rowGap: 1 }}>
        <Button color="inherit" onClick={onClose}>
          {closeLabel}
        </Button>
        <CopyButton {...copy} />
      </DialogActions>
    </Dialog>
  );
};

const CopyButton = ({ text, label }: { text: string; label: string }) => {
  const t = useT();
  const [done, setDone] = useState<boolean | null>(null);
  return (
    <Button
      variant="contained"
      autoFocus
      startIcon={done ? <CheckOutlined /> : <ContentCopyOutlined />}
      onClick={({ currentTarget }) => void copied(text, currentTarget).then(setDone)}
    >
      <span aria-live="polite">
        {done === null ? label : t(done ? 'accounts.secret.copied' : 'accounts.secret.notCopied')}
      </span>
    </Button>
  );
};

/** Whether it went into the clipboard. Offices reach the console by plain http too, where only the old way works. */
async function copied(text: string, beside: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Inside of the dialog, which would take the focus back from anywhere else.
    const field = document.createElement('textarea');
    field.value = text;
    field.style.position = 'fixed';
    field.style.opacity = '0';
    beside.after(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    beside.focus();
    return done;
  }
}
