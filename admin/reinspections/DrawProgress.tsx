import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import type { Reinspection } from '../../shared/reinspections.ts';
import { useT } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { settledOf } from './drawState.ts';

type Props = { draw: Reinspection; large?: boolean };

/** 已复查 5 / 20 */
export const DrawProgress = ({ draw, large = false }: Props) => {
  const t = useT();
  const { number } = useFormat();
  const done = settledOf(draw);
  const text = t('reinspections.done', { done: number(done), total: number(draw.sampleSize) });
  return (
    <Box sx={{ minWidth: 0, width: 1 }}>
      <Box sx={{ mb: 0.5, fontWeight: large ? 600 : 400, lineHeight: 1.3 }}>{text}</Box>
      <LinearProgress
        variant="determinate"
        value={(done / draw.sampleSize) * 100}
        aria-label={text}
        sx={{ height: large ? 8 : 4, borderRadius: 1, bgcolor: 'divider' }}
      />
    </Box>
  );
};
