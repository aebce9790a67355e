import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import Button from '@mui/material/Button';
import { useResetErrorBoundaryOnLocationChange } from 'ra-core';
import { useT } from '../i18n/index.ts';
import { EmptyState } from '../ui/states.tsx';

type Props = { resetErrorBoundary?: (reason?: unknown) => void };

const nothing = () => undefined;

/** What is shown when a screen breaks; going elsewhere mends it. */
export const ErrorPage = ({ resetErrorBoundary = nothing }: Props) => {
  const t = useT();
  useResetErrorBoundaryOnLocationChange(resetErrorBoundary);
  return (
    <EmptyState
      icon={<ErrorOutlineOutlined />}
      title={t('shell.state.broken')}
      body={t('shell.state.brokenBody')}
      action={
        <Button variant="contained" onClick={() => window.location.reload()}>
          {t('shell.state.reload')}
        </Button>
      }
    />
  );
};
