import FileUploadOutlined from '@mui/icons-material/FileUploadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import { useT } from '../i18n/index.ts';
import { usePhone } from '../ui/usePhone.ts';

/** What the picker of files offers; the server judges by the bytes. */
const accepted = '.xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Props = {
  onFile: (file: File) => void;
  /** Name of the file that is on its way, and how much of it has gone. */
  sending: { name: string; share: number } | null;
  error: string | null;
  disabled?: boolean;
};

/** Takes one file, dropped or chosen, and shows it leave. */
export const DropZone = ({ onFile, sending, error, disabled = false }: Props) => {
  const t = useT();
  const phone = usePhone();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !disabled && !sending) onFile(file);
  };
  return (
    <Box>
      <Box
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
        sx={{
          display: 'flex',
          flexDirection: 'column',
          alignItems: 'center',
          justifyContent: 'center',
          gap: 1.5,
          minHeight: { xs: 0, md: 176 },
          p: { xs: 0, md: 3 },
          borderRadius: 1,
          border: { xs: 0, md: 1 },
          borderStyle: { md: 'dashed' },
          borderColor: { md: over ? 'primary.main' : 'divider' },
          bgcolor: over ? 'selected' : 'transparent',
        }}
      >
        {sending ? (
          <Box sx={{ width: 1, maxWidth: 420 }} role="status">
            <Typography sx={{ mb: 1, overflowWrap: 'anywhere' }}>
              {t('imports.sending', { name: sending.name })}
            </Typography>
            <LinearProgress
              aria-label={t('imports.sending', { name: sending.name })}
              variant={sending.share > 0 && sending.share < 1 ? 'determinate' : 'indeterminate'}
              value={sending.share * 100}
            />
          </Box>
        ) : (
          <>
            {!phone && <Typography color="text.secondary">{t(over ? 'imports.dropHere' : 'imports.drop')}</Typography>}
            <Button
              variant="contained"
              size="large"
              fullWidth={phone}
              startIcon={<FileUploadOutlined />}
              disabled={disabled}
              onClick={() => input.current?.click()}
            >
              {t('imports.choose')}
            </Button>
          </>
        )}
        <input
          ref={input}
          type="file"
          accept={accepted}
          hidden
          aria-label={t('imports.choose')}
          onChange={(event) => {
            take(event.target.files);
            // The same file, mended, may be chosen again.
            event.target.value = '';
          }}
        />
      </Box>
      {error && (
        <FormHelperText error role="alert" sx={{ fontSize: '0.875rem', mt: 1 }}>
          {error}
        </FormHelperText>
      )}
    </Box>
  );
};
