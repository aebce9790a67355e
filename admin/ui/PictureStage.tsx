import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';
import Typography from '@mui/material/Typography';
import Button from '@mui/material/Button';
import { useRef, useState, type PointerEvent } from 'react';
import { useT } from '../i18n/index.ts';
import { contentUrl } from '../providers/upload.ts';

/** How a picture is looked at: how large, how many quarters to the right, how far pushed aside in pixels. */
export type View = { zoom: number; turns: number; x: number; y: number };

type Props = { id: string; name: string; view: View; onView: (view: View) => void };

/** A picture in the room that it has: turned it still fits, enlarged it can be dragged; two taps enlarge it and back. */
export const PictureStage = ({ id, name, view, onView }: Props) => {
  const t = useT();
  const grip = useRef<{ x: number; y: number } | null>(null);
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(0);
  const { zoom, turns, x, y } = view;
  const lying = turns % 2 === 1;
  const hold = ({ clientX, clientY, pointerId, currentTarget }: PointerEvent<HTMLElement>) => {
    if (zoom === 1) return;
    currentTarget.setPointerCapture(pointerId);
    grip.current = { x: clientX - x, y: clientY - y };
  };
  const drag = ({ clientX, clientY }: PointerEvent<HTMLElement>) => {
    if (grip.current) onView({ ...view, x: clientX - grip.current.x, y: clientY - grip.current.y });
  };
  if (state === 'failed') {
    return (
      <Box sx={{ display: 'grid', placeContent: 'center', justifyItems: 'center', gap: 1.5, p: 3 }}>
        <Typography>{t('evidence.failed')}</Typography>
        <Button
          variant="outlined"
          onClick={() => {
            setAttempt(attempt + 1);
            setState('loading');
          }}
        >
          {t('evidence.again')}
        </Button>
      </Box>
    );
  }
  return (
    <Box
      onPointerDown={hold}
      onPointerMove={drag}
      onPointerUp={() => {
        grip.current = null;
      }}
      onDoubleClick={() => onView(zoom === 1 ? { ...view, zoom: 2 } : { ...view, zoom: 1, x: 0, y: 0 })}
      sx={{
        position: 'relative',
        overflow: 'hidden',
        containerType: 'size',
        display: 'grid',
        placeItems: 'center',
        touchAction: zoom === 1 ? 'auto' : 'none',
        cursor: zoom === 1 ? 'zoom-in' : 'grab',
      }}
    >
      {state === 'loading' && <CircularProgress size={28} sx={{ position: 'absolute' }} />}
      <Box
        component="img"
        src={attempt === 0 ? contentUrl(id) : `${contentUrl(id)}?again=${attempt}`}
        alt={name}
        draggable={false}
        onLoad={() => setState('shown')}
        onError={() => setState('failed')}
        sx={{
          maxWidth: lying ? 'calc(100cqh - 32px)' : 'calc(100cqw - 32px)',
          maxHeight: lying ? 'calc(100cqw - 32px)' : 'calc(100cqh - 32px)',
          objectFit: 'contain',
          userSelect: 'none',
          transform: `translate(${x}px, ${y}px) scale(${zoom}) rotate(${turns * 90}deg)`,
        }}
      />
    </Box>
  );
};
