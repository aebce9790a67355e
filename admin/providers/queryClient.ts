import { QueryClient } from '@tanstack/react-query';
import { OFFLINE, statusOf } from './httpClient.ts';

/** Only what may heal by itself is tried again: a broken connection or a server being restarted. */
const mayHeal = (status: number | null) => status === OFFLINE || (status !== null && status >= 502);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: (failures, failure) => failures < 2 && mayHeal(statusOf(failure)),
      staleTime: 5_000,
    },
    mutations: { networkMode: 'always' },
  },
});
