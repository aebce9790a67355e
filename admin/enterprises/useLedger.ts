import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { LedgerReport } from '../../shared/enterprises.ts';
import { useLanguage } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { NONE } from '../ui/format.ts';

/** The ledger of the organisation that the address names; by default the reader's own. */
export function useLedger() {
  const { read } = useData();
  const language = useLanguage();
  const [params] = useSearchParams();
  const orgCode = params.get('orgCode') ?? undefined;
  const query = useQuery({
    queryKey: ['reports', 'ledger', orgCode, language],
    queryFn: () => read<LedgerReport>('reports/ledger', { orgCode }),
    placeholderData: keepPreviousData,
  });
  const addressOf = (change: Record<string, string | null>) =>
    change['orgCode'] ? `/ledger?orgCode=${change['orgCode']}` : '/ledger';
  return { query, addressOf };
}

/** The ledger states its rates to two places, as it is reported. */
export const exactRate = (share: number | null): string => (share === null ? NONE : `${(share * 100).toFixed(2)} %`);
