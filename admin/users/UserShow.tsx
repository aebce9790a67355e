import { useGetOne } from 'ra-core';
import { useParams } from 'react-router';
import type { User } from '../../shared/users.ts';
import { ForbiddenPage } from '../layout/statePages.tsx';
import { useMay } from '../providers/session.ts';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { UserView } from './UserView.tsx';

export const UserShow = () => {
  const may = useMay();
  return may('show', 'users') ? <Allowed /> : <ForbiddenPage />;
};

const Allowed = () => {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<User>('users', { id });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return data ? <UserView user={data} /> : <PageSkeleton />;
};
