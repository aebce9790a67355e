import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useRef, useState, type ReactNode } from 'react';
import { useT } from '../i18n/index.ts';
import { useUploading } from '../providers/upload.ts';
import { problemBody, sentenceOf, statusOf } from '../providers/httpClient.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

export type ActBody = Record<string, unknown>;

/** What the fields of an act's form get: the body so far and the server's faults by field. */
export type ActForm = {
  value: ActBody;
  set: (field: string, value: unknown) => void;
  errors: Record<string, string>;
};

export type ActDialogProps = {
  /** A question that names the act and its reach: `退回 3 项？` */
  title: string;
  /** What follows from it, in a sentence. */
  consequence?: ReactNode;
  /** The act itself: `退回`; it may depend on what is chosen. */
  confirmLabel: string | ((value: ActBody) => string);
  reason?: 'required' | 'optional' | undefined;
  form?: ((form: ActForm) => ReactNode) | undefined;
  initial?: ActBody | undefined;
  /** False keeps the button disabled. */
  ready?: ((value: ActBody) => boolean) | undefined;
  /** Told of every change, so that nothing that was typed need be lost. */
  onChange?: ((value: ActBody) => void) | undefined;
  /** A rejection with 422 shows its sentences at the fields and keeps the dialog open. */
  onConfirm: (body: ActBody) => Promise<void>;
  onClose: () => void;
};

/** A reason, and the few fields an act needs. Mount it to open it. */
export const ActDialog = ({
  title,
  consequence,
  confirmLabel,
  reason,
  form,
  initial,
  ready,
  onChange,
  onConfirm,
  onClose,
}: ActDialogProps) => {
  const t = useT();
  const [value, setValue] = useState<ActBody>(initial ?? {});
  // A file may settle in the middle of typing: each change builds on the one before it.
  const newest = useRef(value);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [fault, setFault] = useState('');
  const given = typeof value['reason'] === 'string' ? value['reason'].trim() : '';
  const uploading = useUploading();
  const complete = !uploading && (reason !== 'required' || given.length >= 2) && (ready?.(value) ?? true);
  const set = (field: string, next: unknown) => {
    newest.current = { ...newest.current, [field]: next };
    setValue(newest.current);
    onChange?.(newest.current);
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== field)));
  };
  const confirm = async () => {
    try {
      await onConfirm(reason ? { ...value, reason: given || undefined } : value);
    } catch (failure) {
      const byField = statusOf(failure) === 422 ? (problemBody(failure).errors ?? {}) : {};
      setErrors(byField);
      setFault(Object.keys(byField).length > 0 ? '' : sentenceOf(failure));
    }
  };
  return (
    <ConfirmDialog
      open
      title={title}
      confirmLabel={typeof confirmLabel === 'string' ? confirmLabel : confirmLabel(value)}
      disabled={!complete}
      onConfirm={confirm}
      onClose={onClose}
      body={
        <Box sx={{ display: 'grid', gap: 2, pt: 1 }}>
          {consequence && <Typography color="text.secondary">{consequence}</Typography>}
          {fault && (
            <Alert severity="error" variant="outlined">
              {fault}
            </Alert>
          )}
          {form?.({ value, set, errors })}
          {reason && (
            <TextField
              label={t('ui.act.reason')}
              required={reason === 'required'}
              multiline
              minRows={3}
              maxRows={8}
              fullWidth
              autoFocus={!form}
              value={value['reason'] ?? ''}
              onChange={(event) => set('reason', event.target.value)}
              error={Boolean(errors['reason'])}
              helperText={errors['reason'] ?? t('ui.act.reasonHint')}
              slotProps={{ htmlInput: { maxLength: 500 } }}
            />
          )}
        </Box>
      }
    />
  );
};
