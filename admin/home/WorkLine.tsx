import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useT } from '../i18n/index.ts';
import { FillButton } from '../inspections/InspectionActs.tsx';
import { InspectionMarks } from '../inspections/InspectionMarks.tsx';
import { RectificationActs } from '../rectifications/RectificationActs.tsx';
import { RectificationStatus } from '../rectifications/RectificationStatus.tsx';
import { DueDay } from '../ui/DueDay.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import type { WorkRow } from './workRows.ts';

type Props = { row: WorkRow; /** The day stands at the row, not above it. */ withDay?: boolean };

/** One thing to do: whose, what, how it stands, and the act. */
export const WorkLine = ({ row, withDay = false }: Props) => {
  const t = useT();
  if (row.kind === 'item') {
    const { record } = row;
    return (
      <Line
        to={`/rectifications/${record.id}/show`}
        title={record.unionName}
        what={`${record.itemKey}　${record.itemText}`}
        state={
          <>
            {record.status !== 'open' && record.status !== 'rectified' && <RectificationStatus record={record} />}
            {record.status === 'rectified' ? (
              <Box component="span" sx={{ color: 'text.secondary' }}>
                <OrgName code={record.orgCode} />
              </Box>
            ) : (
              withDay && <DueDay day={record.dueOn} />
            )}
          </>
        }
        act={<RectificationActs record={record} compact />}
      />
    );
  }
  const { record, kind } = row;
  return (
    <Line
      to={kind === 'fill' ? `/inspections/${record.id}` : `/inspections/${record.id}/show`}
      title={record.unionName}
      what={`${t('home.inspection')}　${record.campaignTitle}`}
      state={
        <>
          <InspectionMarks record={record} />
          {record.status === 'returned' && <StatusChip kind="inspections" status="returned" />}
          {kind === 'review' && <span>{t('inspections.faults', { count: record.badCount })}</span>}
        </>
      }
      act={
        kind === 'fill' ? (
          <FillButton record={record} size="small" />
        ) : (
          <Button variant="outlined" size="small" component={Link} to={`/inspections/${record.id}/show`}>
            {t('home.review')}
          </Button>
        )
      }
    />
  );
};

type LineProps = { to: string; title: string; what: string; state: ReactNode; act: ReactNode };

/** On a desk the columns of all rows of a group stand below one another. */
const Line = ({ to, title, what, state, act }: LineProps) => (
  <Box
    component="li"
    sx={{
      display: { xs: 'flex', md: 'grid' },
      gridColumn: '1 / -1',
      gridTemplateColumns: 'subgrid',
      alignItems: 'center',
      columnGap: 2,
      minHeight: 44,
      py: { xs: 1, md: 0.5 },
      borderBottom: 1,
      borderColor: 'divider',
    }}
  >
    <Box
      component={Link}
      to={to}
      sx={{
        display: { xs: 'block', md: 'contents' },
        flex: 1,
        minWidth: 0,
        minHeight: 44,
        color: 'inherit',
        textDecoration: 'none',
        '&:hover > span:first-of-type': { textDecoration: 'underline' },
      }}
    >
      <Box component="span" title={title} sx={{ display: 'block', fontWeight: { xs: 600, md: 400 }, ...cut }}>
        {title}
      </Box>
      <Box component="span" title={what} sx={{ display: 'block', color: 'text.secondary', ...cut }}>
        {what}
      </Box>
      <Box component="span" sx={{ display: { xs: 'flex', md: 'none' }, flexWrap: 'wrap', columnGap: 1, ...small }}>
        {state}
      </Box>
    </Box>
    <Box sx={{ display: { xs: 'none', md: 'flex' }, columnGap: 1.5, alignItems: 'center', ...small }}>{state}</Box>
    <Box
      sx={{
        display: 'flex',
        flex: 'none',
        justifyContent: 'flex-end',
        gap: 1,
        flexDirection: { xs: 'column', sm: 'row' },
      }}
    >
      {act}
    </Box>
  </Box>
);

const small = { fontSize: '0.8125rem' } as const;
const cut = { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: { md: 'nowrap' } } as const;
