import Box from '@mui/material/Box';
import { isReturned } from '../../shared/rules/sites.ts';
import type { Site } from '../../shared/sites.ts';
import { useT } from '../i18n/index.ts';
import { StatusChip } from '../ui/StatusChip.tsx';

/** How a site stands; one that was sent back says so. */
export const SiteStatus = ({ record, filled = false }: { record: Site; filled?: boolean }) => {
  const t = useT();
  return isReturned(record) ? (
    <StatusChip kind="rectifications" status="returned" filled={filled} label={t('sites.returned')} />
  ) : (
    <StatusChip kind="sites" status={record.status} filled={filled} />
  );
};

/** Months without a report: past their day. */
export const MissingMark = ({ months }: { months: readonly string[] }) => {
  const t = useT();
  if (months.length === 0) return null;
  return (
    <Box component="span" sx={{ color: 'tone.overdue.ink', whiteSpace: 'nowrap' }}>
      {t('sites.missing', { count: months.length })}
    </Box>
  );
};
