import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useT } from '../i18n/index.ts';
import { problemBody } from '../providers/httpClient.ts';
import { useUploading } from '../providers/upload.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { DayPicker } from '../ui/DayInput.tsx';
import { EvidenceInput } from '../ui/EvidenceInput.tsx';
import { useFormat } from '../ui/format.ts';

type Found = { note: string; dueOn?: string; attachmentIds: string[] };
type Props = {
  id: string;
  /** Whose item it is, for whoever does not see the row. */
  name: string;
  /** A rejection with 422 shows its sentences at the fields. */
  onConfirm: (found: Found) => Promise<void>;
  onCancel: () => void;
};

/** What was found, until when it is to be put right, and what it looks like. */
export const RelapseForm = ({ id, name, onConfirm, onCancel }: Props) => {
  const t = useT();
  const { today } = useFormat();
  const [note, setNote] = useState('');
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [attachmentIds, setAttachmentIds] = useState<string[]>([]);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const uploading = useUploading();
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm({ note: note.trim(), attachmentIds, ...(dueOn && { dueOn }) });
    } catch (failure) {
      setErrors(problemBody(failure).errors ?? {});
    } finally {
      setBusy(false);
    }
  };
  return (
    <Box
      component="form"
      aria-label={`${t('reinspections.relapse')} ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
      sx={{ display: 'grid', gap: 2, mt: 1.5, maxWidth: 560 }}
    >
      <TextField
        label={t('reinspections.found')}
        required
        autoFocus
        multiline
        minRows={2}
        maxRows={8}
        fullWidth
        value={note}
        onChange={({ target }) => setNote(target.value)}
        error={Boolean(errors['note'])}
        helperText={errors['note'] ?? t('reinspections.foundHint')}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      <DayPicker
        label={t('reinspections.newDue')}
        fullWidth
        min={today}
        value={dueOn}
        onChange={setDueOn}
        error={Boolean(errors['dueOn'])}
        helperText={errors['dueOn']}
      />
      <EvidenceInput
        files
        slot={`relapse/${id}`}
        label={t('reinspections.photo')}
        value={attachmentIds}
        onChange={setAttachmentIds}
        error={errors['attachmentIds']}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <BusyButton
          type="submit"
          variant="contained"
          loading={busy}
          disabled={note.trim().length < 2 || uploading}
          sx={{ flex: { xs: '1 1 200px', md: 'none' }, minHeight: { xs: 44, md: 36 } }}
        >
          {t('reinspections.confirmRelapse')}
        </BusyButton>
        <Button color="inherit" onClick={onCancel} disabled={busy} sx={{ minHeight: { xs: 44, md: 36 } }}>
          {t('ui.act.cancel')}
        </Button>
      </Box>
    </Box>
  );
};
