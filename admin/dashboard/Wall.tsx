import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useEffect, useRef, type ReactNode } from 'react';
import { useT } from '../i18n/index.ts';

/** How much larger than on a desk. */
const scale = 1.3;

/** The page on a screen that everybody sees: larger, over everything, without controls; Esc leads back. */
export const Wall = ({ leave, children }: { leave: () => void; children: ReactNode }) => {
  const t = useT();
  const newest = useRef(leave);
  newest.current = leave;
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => key === 'Escape' && newest.current();
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <Box
      sx={{
        position: 'fixed',
        inset: 0,
        zIndex: 'modal',
        bgcolor: 'background.default',
        borderTop: 3,
        borderColor: 'brand',
        overflow: 'auto',
        '& .no-print': { display: 'none' },
      }}
    >
      <Box sx={{ zoom: scale, height: `calc((100dvh - 8px) / ${scale})`, px: 3, py: 2 }}>{children}</Box>
      <IconButton
        onClick={leave}
        aria-label={t('dashboard.leaveWall')}
        sx={{ position: 'fixed', right: 8, bottom: 8, opacity: 0.25, '&:hover, &:focus-visible': { opacity: 1 } }}
      >
        <CloseOutlined />
      </IconButton>
    </Box>
  );
};
