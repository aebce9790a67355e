import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useT } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { formatTime } from '../ui/format.ts';
import type { SaveState } from './draft.ts';

type Props = { done: number; total: number; state: SaveState; onRetry: () => void };

/** Always in sight: how far one is, and that what was answered is safe. */
export const FormProgress = ({ done, total, state, onRetry }: Props) => {
  const t = useT();
  return (
    <Box
      sx={{
        position: 'sticky',
        top: size.bar,
        zIndex: 2,
        mx: { xs: -2, md: 0 },
        px: { xs: 2, md: 0 },
        py: 1,
        mb: 2,
        bgcolor: 'background.default',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minHeight: 28 }}>
        <Box
          component="span"
          sx={{ fontWeight: 600, fontSize: '1rem', flex: 'none' }}
          aria-label={t('inspections.form.progress', { done, total })}
        >
          {t('inspections.form.answered', { done, total })}
        </Box>
        <Saved state={state} onRetry={onRetry} />
      </Box>
      <LinearProgress
        variant="determinate"
        value={total === 0 ? 0 : (done / total) * 100}
        aria-hidden
        sx={{ height: 4, borderRadius: 2 }}
      />
    </Box>
  );
};

const Saved = ({ state, onRetry }: Pick<Props, 'state' | 'onRetry'>) => {
  const t = useT();
  const stuck = state.kind === 'offline' || state.kind === 'failed';
  const text = {
    untouched: () => t('inspections.form.untouched'),
    dirty: () => t('inspections.form.saving'),
    saving: () => t('inspections.form.saving'),
    undecided: () => t('inspections.form.undecided'),
    taken: () => t('inspections.form.taken'),
    queued: () => t('phone.form.queuedShort'),
    offline: () => t('inspections.form.offline'),
    saved: () => t('inspections.form.saved', { time: state.kind === 'saved' ? formatTime(state.at) : '' }),
    failed: () => t('inspections.form.failed', { reason: state.kind === 'failed' ? state.reason : '' }),
  }[state.kind];
  return (
    <Box
      role="status"
      aria-live="polite"
      data-save={state.kind}
      sx={{
        flex: 1,
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'flex-end',
        gap: 1,
        textAlign: 'right',
        fontSize: '0.8125rem',
        color: stuck || state.kind === 'undecided' ? 'warning.main' : 'text.secondary',
      }}
    >
      {text()}
      {stuck && (
        <Button size="small" onClick={onRetry}>
          {t('inspections.form.retry')}
        </Button>
      )}
    </Box>
  );
};
