import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import type { ReactNode } from 'react';
import { Link as RouterLink, useSearchParams } from 'react-router';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { useT } from '../i18n/index.ts';
import { NoticeButton } from '../notices/NoticeButton.tsx';
import { RectificationStatus } from '../rectifications/RectificationStatus.tsx';
import { DueDay } from '../ui/DueDay.tsx';
import { useFormat } from '../ui/format.ts';
import { listUrl } from '../ui/listUrl.ts';
import { ErrorState, ListSkeleton } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';

const shown = 8;

/** What this union has been asked and what it has to rectify; the newest and nearest first. */
export const UnionWork = ({ unionId }: { unionId: string }) => {
  const t = useT();
  const { number } = useFormat();
  const [search, setSearch] = useSearchParams();
  const pagination = { page: 1, perPage: shown };
  const rectifications = useGetList<Rectification>('rectifications', {
    filter: { unionId, counted: true },
    sort: { field: 'dueOn', order: 'DESC' },
    pagination,
  });
  const inspections = useGetList<Inspection>('inspections', {
    filter: { unionId },
    sort: { field: 'submitBy', order: 'DESC' },
    pagination,
  });
  const tab = search.get('tab') === 'inspections' ? 'inspections' : 'rectifications';
  const label = (text: string, total: number | undefined) => (total === undefined ? text : `${text} ${number(total)}`);
  return (
    <Box component="section">
      <Box sx={{ display: 'flex', alignItems: 'center', borderBottom: 1, borderColor: 'divider' }}>
        <Tabs
          value={tab}
          onChange={(_, next: string) => setSearch({ tab: next }, { replace: true, preventScrollReset: true })}
          sx={{ flex: 1, minWidth: 0 }}
        >
          <Tab value="rectifications" label={label(t('unions.tab.rectifications'), rectifications.total)} />
          <Tab value="inspections" label={label(t('unions.tab.inspections'), inspections.total)} />
        </Tabs>
        {tab === 'rectifications' && !!rectifications.total && <NoticeButton filter={{ unionId }} />}
      </Box>
      {tab === 'rectifications' ? (
        <Rows
          list={rectifications}
          none={t('unions.noRectifications')}
          all={listUrl('rectifications', { unionId })}
          to={(item) => `/rectifications/${item.id}/show`}
          title={(item) => `${item.itemKey}　${item.itemText}`}
          day={(item) => <DueDay day={item.dueOn} status={item.status} />}
          status={(item) => <RectificationStatus record={item} />}
        />
      ) : (
        <Rows
          list={inspections}
          none={t('unions.noInspections')}
          all={listUrl('inspections', { unionId })}
          to={(item) => `/inspections/${item.id}/show`}
          title={(item) => item.campaignTitle}
          day={(item) => <DueDay day={item.submitBy} status={item.status} />}
          status={(item) => <StatusChip kind="inspections" status={item.status} />}
        />
      )}
    </Box>
  );
};

type RowsProps<R> = {
  list: { data?: R[] | undefined; total?: number | undefined; error: unknown; refetch: () => unknown };
  none: string;
  all: string;
  to: (record: R) => string;
  title: (record: R) => string;
  day: (record: R) => ReactNode;
  status: (record: R) => ReactNode;
};

const Rows = <R extends { id: string }>({ list, none, all, to, title, day, status }: RowsProps<R>) => {
  const t = useT();
  const { data, total = 0, error, refetch } = list;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} compact />;
  if (!data) return <ListSkeleton rows={4} />;
  if (data.length === 0) {
    return (
      <Typography color="text.secondary" sx={{ py: 2 }}>
        {none}
      </Typography>
    );
  }
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data.map((record) => (
          <Box component="li" key={record.id} sx={{ borderBottom: 1, borderColor: 'divider' }}>
            <Box
              component={RouterLink}
              to={to(record)}
              sx={{
                display: 'flex',
                flexWrap: { xs: 'wrap', md: 'nowrap' },
                alignItems: 'center',
                columnGap: 2,
                rowGap: 0.5,
                minHeight: 44,
                py: 0.75,
                color: 'inherit',
                textDecoration: 'none',
                '&:hover': { bgcolor: 'hover' },
              }}
            >
              <Box component="span" sx={{ flex: { xs: '1 1 100%', md: 1 }, minWidth: 0 }}>
                {title(record)}
              </Box>
              {day(record)}
              <Box component="span" sx={{ minWidth: 88 }}>
                {status(record)}
              </Box>
            </Box>
          </Box>
        ))}
      </Box>
      {total > data.length && (
        <Link component={RouterLink} to={all} sx={{ display: 'inline-flex', alignItems: 'center', minHeight: 44 }}>
          {t('unions.all', { count: total })}
        </Link>
      )}
    </>
  );
};
