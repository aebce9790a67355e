import BlockOutlined from '@mui/icons-material/BlockOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { useT } from '../i18n/index.ts';
import { EmptyState, PageSkeleton } from '../ui/states.tsx';

const HomeButton = () => {
  const t = useT();
  return (
    <Button variant="outlined" component={Link} to="/">
      {t('shell.state.home')}
    </Button>
  );
};

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

export const LoadingPage = () => <PageSkeleton />;
