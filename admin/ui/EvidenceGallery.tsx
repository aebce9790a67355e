import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import ArrowForwardOutlined from '@mui/icons-material/ArrowForwardOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useGetMany } from 'ra-core';
import { useState } from 'react';
import type { Attachment } from '../../shared/attachments.ts';
import { useT } from '../i18n/index.ts';
import { contentUrl, isPicture } from '../providers/upload.ts';
import { EvidenceTile, tileGrid } from './EvidenceTile.tsx';

/** Evidence as pictures; a tap shows one large, arrow keys go on. Other files open in a new window. */
export const EvidenceGallery = ({ ids }: { ids: readonly string[] }) => {
  const t = useT();
  const { data = [] } = useGetMany<Attachment>('attachments', { ids: [...ids] }, { enabled: ids.length > 0 });
  const [shown, setShown] = useState<number | null>(null);
  const files = data.filter(Boolean);
  const pictures = files.filter(({ mediaType }) => isPicture(mediaType));
  if (ids.length === 0) return <Typography color="text.secondary">{t('ui.evidence.none')}</Typography>;
  return (
    <>
      <Box sx={tileGrid}>
        {ids.map((id) => {
          const file = files.find((candidate) => candidate.id === id);
          return (
            <EvidenceTile
              key={id}
              file={file}
              onOpen={file && isPicture(file.mediaType) ? () => setShown(pictures.indexOf(file)) : undefined}
            />
          );
        })}
      </Box>
      {shown !== null && <Viewer pictures={pictures} index={shown} onMove={setShown} onClose={() => setShown(null)} />}
    </>
  );
};

type ViewerProps = { pictures: Attachment[]; index: number; onMove: (index: number) => void; onClose: () => void };

const Viewer = ({ pictures, index, onMove, onClose }: ViewerProps) => {
  const t = useT();
  const picture = pictures[index];
  if (!picture) return null;
  const go = (step: number) => onMove((index + step + pictures.length) % pictures.length);
  const several = pictures.length > 1;
  return (
    <Dialog
      open
      onClose={onClose}
      fullScreen
      aria-label={picture.filename}
      onKeyDown={({ key }) => {
        if (several && key === 'ArrowLeft') go(-1);
        if (several && key === 'ArrowRight') go(1);
      }}
      slotProps={{ paper: { sx: { m: '0 !important', width: '100% !important', borderRadius: 0 } } }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          px: 2,
          height: 56,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Typography noWrap sx={{ flex: 1, minWidth: 0 }}>
          {picture.filename}
        </Typography>
        {several && (
          <>
            <Typography variant="caption" sx={{ whiteSpace: 'nowrap' }}>
              {t('ui.evidence.count', { index: index + 1, count: pictures.length })}
            </Typography>
            <IconButton onClick={() => go(-1)} aria-label={t('ui.evidence.previous')}>
              <ArrowBackOutlined fontSize="small" />
            </IconButton>
            <IconButton onClick={() => go(1)} aria-label={t('ui.evidence.next')}>
              <ArrowForwardOutlined fontSize="small" />
            </IconButton>
          </>
        )}
        <IconButton
          component="a"
          href={contentUrl(picture.id)}
          download={picture.filename}
          aria-label={t('ui.evidence.download')}
        >
          <DownloadOutlined fontSize="small" />
        </IconButton>
        <IconButton onClick={onClose} aria-label={t('ui.panel.close')} autoFocus>
          <CloseOutlined fontSize="small" />
        </IconButton>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, display: 'grid', placeItems: 'center', p: 2, bgcolor: 'page' }}>
        <Box
          component="img"
          src={contentUrl(picture.id)}
          alt={picture.filename}
          sx={{ maxWidth: '100%', maxHeight: 'calc(100dvh - 88px)', objectFit: 'contain' }}
        />
      </Box>
    </Dialog>
  );
};
