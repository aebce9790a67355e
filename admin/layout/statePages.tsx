import BlockOutlined from '@mui/icons-material/BlockOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import Box from '@mui/material/Box';
import { useT } from '../i18n/index.ts';
import { EmptyState, HomeButton, PageSkeleton } from '../ui/states.tsx';

export const NotFoundPage = () => {
  const t = useT();
  return (
    <EmptyState
      icon={<SearchOffOutlined />}
      title={t('shell.state.notFound')}
      body={t('shell.state.notFoundBody')}
      action={<HomeButton />}
    />
  );
};

export const ForbiddenPage = () => {
  const t = useT();
  return (
    <EmptyState
      icon={<BlockOutlined />}
      title={t('shell.state.forbidden')}
      body={t('shell.state.forbiddenBody')}
      action={<HomeButton />}
    />
  );
};

/** Before the frame of the page is there. */
export const LoadingPage = () => (
  <Box sx={{ p: 3 }}>
    <PageSkeleton />
  </Box>
);
