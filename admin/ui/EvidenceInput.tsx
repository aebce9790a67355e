import AddPhotoAlternateOutlined from '@mui/icons-material/AddPhotoAlternateOutlined';
import PhotoCameraOutlined from '@mui/icons-material/PhotoCameraOutlined';
import ReplayOutlined from '@mui/icons-material/ReplayOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useGetMany } from 'ra-core';
import { useRef } from 'react';
import type { Attachment } from '../../shared/attachments.ts';
import { useT } from '../i18n/index.ts';
import { accepted, uploadLimit } from '../providers/upload.ts';
import { EvidenceTile, tileGrid } from './EvidenceTile.tsx';
import { formatBytes } from './format.ts';
import { usePhone } from './usePhone.ts';
import { useUploads, type Pending } from './useUploads.ts';

type Props = {
  /** Ids of attachments that are on the server. */
  value: readonly string[];
  onChange: (ids: string[]) => void;
  label?: string;
  required?: boolean;
  error?: string | undefined;
  max?: number;
};

/** Photos and files, sent while the form is still being filled in; on a phone straight from the camera. */
export const EvidenceInput = ({ value, onChange, label, required = false, error, max = 20 }: Props) => {
  const t = useT();
  const phone = usePhone();
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  // Several uploads may end between two renders.
  const ids = useRef(value);
  ids.current = value;
  const change = (next: readonly string[]) => {
    ids.current = next;
    onChange([...next]);
  };
  const uploads = useUploads({ onUploaded: ({ id }) => change([...ids.current.filter((other) => other !== id), id]) });
  const { data = [] } = useGetMany<Attachment>('attachments', { ids: [...value] }, { enabled: value.length > 0 });
  const room = max - value.length - uploads.pending.length;
  const take = (input: HTMLInputElement) => {
    uploads.add([...(input.files ?? [])].slice(0, Math.max(0, room)));
    input.value = '';
  };
  return (
    <Box
      role="group"
      aria-label={label ?? t('ui.evidence.title')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        uploads.add([...event.dataTransfer.files].slice(0, Math.max(0, room)));
      }}
    >
      <Typography variant="body2" color={error ? 'error' : 'text.secondary'} sx={{ mb: 0.75 }}>
        {label ?? t('ui.evidence.title')}
        {required && ' *'}
      </Typography>
      {(value.length > 0 || uploads.pending.length > 0) && (
        <Box sx={{ ...tileGrid, mb: 1 }}>
          {value.map((id) => (
            <EvidenceTile
              key={id}
              file={data.find((file) => file?.id === id)}
              onRemove={() => change(ids.current.filter((other) => other !== id))}
            />
          ))}
          {uploads.pending.map((item) => (
            <PendingTile
              key={item.key}
              item={item}
              onRetry={() => uploads.retry(item)}
              onDrop={() => uploads.drop(item.key)}
            />
          ))}
        </Box>
      )}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {phone && (
          <Button
            variant="outlined"
            startIcon={<PhotoCameraOutlined />}
            disabled={room <= 0}
            onClick={() => camera.current?.click()}
          >
            {t('ui.evidence.camera')}
          </Button>
        )}
        <Button
          variant="outlined"
          startIcon={<AddPhotoAlternateOutlined />}
          disabled={room <= 0}
          onClick={() => files.current?.click()}
        >
          {t('ui.evidence.add')}
        </Button>
      </Box>
      <Typography variant="caption" component="p" sx={{ mt: 0.5, color: error ? 'error.main' : undefined }}>
        {error ?? t('ui.evidence.hint', { limit: formatBytes(uploadLimit) })}
      </Typography>
      <input ref={files} type="file" hidden multiple accept={accepted} onChange={({ target }) => take(target)} />
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        onChange={({ target }) => take(target)}
      />
    </Box>
  );
};

type TileProps = { item: Pending; onRetry: () => void; onDrop: () => void };

const PendingTile = ({ item: { file, preview, share, fault }, onRetry, onDrop }: TileProps) => {
  const t = useT();
  return (
    <EvidenceTile
      file={{ id: '', filename: file.name, mediaType: file.type }}
      src={preview}
      onOpen={() => window.open(preview, '_blank', 'noopener')}
      onRemove={onDrop}
    >
      <Box
        sx={{
          position: 'absolute',
          insetInline: 0,
          bottom: 0,
          bgcolor: 'background.paper',
          fontSize: '0.75rem',
          lineHeight: 1.3,
        }}
      >
        {fault === null ? (
          <LinearProgress
            variant="determinate"
            value={share * 100}
            aria-label={t('ui.evidence.uploading', { percent: Math.round(share * 100) })}
          />
        ) : (
          <ButtonBase
            onClick={onRetry}
            title={fault}
            sx={{ width: 1, minHeight: 32, px: 0.5, gap: 0.5, color: 'error.main', fontSize: 'inherit' }}
          >
            <ReplayOutlined sx={{ fontSize: '1rem' }} />
            {t('ui.evidence.failed')}
          </ButtonBase>
        )}
      </Box>
    </EvidenceTile>
  );
};
