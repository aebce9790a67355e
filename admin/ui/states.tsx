import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CloudOffOutlined from '@mui/icons-material/CloudOffOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import InboxOutlined from '@mui/icons-material/InboxOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useT } from '../i18n/index.ts';
import { OFFLINE, sentenceOf, statusOf } from '../providers/httpClient.ts';
import { size } from '../theme.ts';

type StateProps = { icon?: ReactNode; title: string; body?: ReactNode; action?: ReactNode; compact?: boolean };

/** A designed state: a sentence that says what is so, and the one thing to do. */
export const EmptyState = ({ icon = <InboxOutlined />, title, body, action, compact }: StateProps) => (
  <Box
    role="status"
    sx={{
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'center',
      gap: 1,
      textAlign: 'center',
      px: 3,
      py: compact ? 3 : 8,
      '& svg': { fontSize: '2rem', color: 'text.disabled' },
      '& button svg, & a svg': { fontSize: '1.25rem', color: 'inherit' },
    }}
  >
    {icon}
    <Typography variant={compact ? 'body1' : 'h2'} component="p">
      {title}
    </Typography>
    {body && (
      <Typography color="text.secondary" sx={{ maxWidth: '40em' }}>
        {body}
      </Typography>
    )}
    {action && <Box sx={{ mt: 1 }}>{action}</Box>}
  </Box>
);

/** The way on from a page that leads nowhere. */
export const HomeButton = () => {
  const t = useT();
  return (
    <Button variant="outlined" component={Link} to="/">
      {t('shell.state.home')}
    </Button>
  );
};

type ErrorProps = { error: unknown; onRetry?: () => void; compact?: boolean };

/** Says why a piece of the page could not be read, in the server's words, and offers the one way on. */
export const ErrorState = ({ error, onRetry, compact }: ErrorProps) => {
  const t = useT();
  const status = statusOf(error);
  const shared = compact ? { compact } : { action: <HomeButton /> };
  if (status === 403) {
    return (
      <EmptyState {...shared} icon={<BlockOutlined />} title={t('shell.state.forbidden')} body={sentenceOf(error)} />
    );
  }
  if (status === 404) {
    return (
      <EmptyState
        {...shared}
        icon={<SearchOffOutlined />}
        title={t('shell.state.notFound')}
        body={t('shell.state.notFoundBody')}
      />
    );
  }
  return (
    <EmptyState
      compact={compact ?? false}
      icon={status === OFFLINE ? <CloudOffOutlined /> : <ErrorOutlineOutlined />}
      title={t('shell.state.failed')}
      body={sentenceOf(error)}
      action={
        onRetry && (
          <Button variant="outlined" onClick={onRetry}>
            {t('shell.state.retry')}
          </Button>
        )
      }
    />
  );
};

const Bar = ({ width, height = 14 }: { width: number | string; height?: number }) => (
  <Skeleton variant="rounded" width={width} height={height} />
);

/** Rows in the shape of the table that will stand here. */
export const ListSkeleton = ({ rows = 10 }: { rows?: number }) => {
  const t = useT();
  return (
    <Box role="status" aria-busy aria-label={t('shell.state.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <Box
          key={row}
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 3,
            height: size.row,
            px: 1.5,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <Bar width={`${30 - (row % 3) * 4}%`} />
          <Bar width={`${22 + (row % 4) * 3}%`} />
          <Box sx={{ flex: 1 }} />
          <Bar width={72} />
        </Box>
      ))}
    </Box>
  );
};

/** Title line and rows: what stands in for a page while its code or first data are on the way. */
export const PageSkeleton = () => (
  <Box>
    <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 40, mb: 3 }}>
      <Bar width={180} height={22} />
    </Box>
    <ListSkeleton />
  </Box>
);

/** Lines of a text or of the fields of a record. */
export const TextSkeleton = ({ lines = 4 }: { lines?: number }) => (
  <Box sx={{ display: 'grid', gap: 1.5, py: 1 }} aria-busy>
    {Array.from({ length: lines }, (_, line) => (
      <Bar key={line} width={`${90 - (line % 3) * 18}%`} />
    ))}
  </Box>
);
