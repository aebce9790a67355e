import ReplayOutlined from '@mui/icons-material/ReplayOutlined';
import WifiOffOutlined from '@mui/icons-material/WifiOffOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import LinearProgress from '@mui/material/LinearProgress';
import { useT } from '../i18n/index.ts';
import { EvidenceTile } from './EvidenceTile.tsx';
import type { Item } from './useUploads.ts';

type Props = { item: Item; onRetry: () => void; onDrop: () => void };

const strip = {
  position: 'absolute',
  insetInline: 0,
  bottom: 0,
  minHeight: 24,
  px: 0.75,
  bgcolor: 'background.paper',
  fontSize: '0.75rem',
  lineHeight: 1.3,
} as const;

/** A file on its way as the square that it will be: its own picture at once, and how far it is. */
export const PendingTile = ({ item, onRetry, onDrop }: Props) => {
  const t = useT();
  const { name, type, preview, state, fault, share } = item;
  const percent = Math.round(share * 100);
  const words = state === 'preparing' ? t('uploads.preparing') : `${percent}%`;
  return (
    <EvidenceTile
      file={{ id: '', filename: name, mediaType: type }}
      src={preview}
      onOpen={() => window.open(preview, '_blank', 'noopener')}
      onRemove={onDrop}
    >
      {state === 'failed' && (
        <ButtonBase
          onClick={onRetry}
          title={fault ?? ''}
          sx={{ ...strip, width: 1, minHeight: 44, gap: 0.5, color: 'tone.returned.ink', fontSize: '0.8125rem' }}
        >
          <ReplayOutlined sx={{ fontSize: '1rem' }} />
          {t('ui.evidence.failed')}
        </ButtonBase>
      )}
      {state === 'waiting' && (
        <Box sx={{ ...strip, display: 'flex', alignItems: 'center', gap: 0.5, color: 'text.secondary' }}>
          <WifiOffOutlined sx={{ fontSize: '0.875rem' }} />
          {t('uploads.waiting')}
        </Box>
      )}
      {(state === 'preparing' || state === 'sending') && (
        <Box sx={{ ...strip, display: 'flex', alignItems: 'center', color: 'text.secondary' }}>
          <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {words}
          </Box>
          <LinearProgress
            key={state}
            variant={state === 'preparing' ? 'indeterminate' : 'determinate'}
            value={percent}
            aria-label={t('ui.evidence.uploading', { percent })}
            sx={{ position: 'absolute', insetInline: 0, bottom: 0, height: 3 }}
          />
        </Box>
      )}
    </EvidenceTile>
  );
};
