import CloseOutlined from '@mui/icons-material/CloseOutlined';
import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import PictureAsPdfOutlined from '@mui/icons-material/PictureAsPdfOutlined';
import TableChartOutlined from '@mui/icons-material/TableChartOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Skeleton from '@mui/material/Skeleton';
import type { ReactNode } from 'react';
import type { Attachment } from '../../shared/attachments.ts';
import { useT } from '../i18n/index.ts';
import { contentUrl, isPicture, thumbnailUrl } from '../providers/upload.ts';

export const tileGrid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(96px, 1fr))',
  gap: 1,
} as const;

const iconOf = (mediaType: string) => {
  if (mediaType === 'application/pdf') return PictureAsPdfOutlined;
  return mediaType.includes('sheet') ? TableChartOutlined : DescriptionOutlined;
};

type Props = {
  /** Undefined while it is on the way. */
  file: (Pick<Attachment, 'id' | 'filename'> & { mediaType: string }) | undefined;
  /** A preview that is already on this device. */
  src?: string | undefined;
  /** Without it the file opens in a new window. */
  onOpen?: (() => void) | undefined;
  onRemove?: (() => void) | undefined;
  /** Over the picture: progress, a failure. */
  children?: ReactNode;
};

/** One piece of evidence as a square: the picture itself, or an icon with the file's name. */
export const EvidenceTile = ({ file, src, onOpen, onRemove, children }: Props) => {
  const t = useT();
  if (!file) return <Skeleton variant="rounded" sx={{ aspectRatio: '1', height: 'auto' }} />;
  const label = t('ui.evidence.open', { name: file.filename });
  const link = onOpen
    ? { onClick: onOpen }
    : { component: 'a' as const, href: contentUrl(file.id), target: '_blank', rel: 'noopener' };
  return (
    <Box
      sx={{
        position: 'relative',
        aspectRatio: '1',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        overflow: 'hidden',
        bgcolor: 'page',
      }}
    >
      <ButtonBase {...link} aria-label={label} title={file.filename} sx={{ width: 1, height: 1, display: 'block' }}>
        {isPicture(file.mediaType) ? (
          <Box
            component="img"
            src={src ?? thumbnailUrl(file.id)}
            alt=""
            loading="lazy"
            sx={{ width: 1, height: 1, objectFit: 'cover', display: 'block' }}
          />
        ) : (
          <PlainFile name={file.filename} mediaType={file.mediaType} />
        )}
      </ButtonBase>
      {children}
      {onRemove && (
        <ButtonBase
          onClick={onRemove}
          aria-label={t('ui.evidence.remove', { name: file.filename })}
          sx={{
            position: 'absolute',
            top: 0,
            right: 0,
            width: 44,
            height: 44,
            alignItems: 'flex-start',
            justifyContent: 'flex-end',
            p: 0.5,
          }}
        >
          <CloseOutlined
            sx={{
              p: 0.25,
              fontSize: '1.375rem',
              borderRadius: '50%',
              bgcolor: 'text.primary',
              color: 'background.paper',
            }}
          />
        </ButtonBase>
      )}
    </Box>
  );
};

/** A file that shows nothing by itself, by its kind and its name. */
export const PlainFile = ({ name, mediaType }: { name: string; mediaType: string }) => {
  const Icon = iconOf(mediaType);
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        justifyContent: 'center',
        gap: 0.5,
        height: 1,
        p: 1,
      }}
    >
      <Icon sx={{ color: 'text.secondary', fontSize: '2rem' }} />
      <Box
        component="span"
        sx={{
          fontSize: '0.75rem',
          lineHeight: 1.3,
          textAlign: 'center',
          display: '-webkit-box',
          WebkitLineClamp: 2,
          WebkitBoxOrient: 'vertical',
          overflow: 'hidden',
        }}
      >
        {name}
      </Box>
    </Box>
  );
};
