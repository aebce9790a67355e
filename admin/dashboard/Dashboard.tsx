import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Dashboard as Data } from '../../shared/progress.ts';
import { funnelSteps, sixNumbers } from '../../shared/rules/measures.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { size } from '../theme.ts';
import { BurnDown, Funnel, HBarRanked } from '../ui/charts/index.ts';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.tsx';
import { Stat } from '../ui/Stat.tsx';
import { isRate, measureRows } from '../ui/measureRows.ts';
import { DashboardHead } from './DashboardHead.tsx';
import { RegionBars } from './RegionBars.tsx';
import { changeSince, useDashboard } from './useDashboard.ts';
import { Wall } from './Wall.tsx';
import { WorstFive } from './WorstFive.tsx';

/** How do we stand, who is late: one screen, every number a door. */
export const Dashboard = () => {
  const t = useT();
  const page = useDashboard();
  const { list, query, wall, campaign } = page;
  if (list.error && !list.campaigns.length) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.isPending) return <PageSkeleton />;
  if (page.campaignId === undefined) {
    return (
      <EmptyState
        title={t('dashboard.none')}
        body={t('dashboard.noneBody')}
        action={
          <Button variant="outlined" component={Link} to="/campaigns">
            {t('dashboard.noneAct')}
          </Button>
        }
      />
    );
  }
  const screen = (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        gap: 1.5,
        opacity: query.isPlaceholderData ? 0.6 : 1,
        // One screen on a desk; on a low window it scrolls rather than being squeezed.
        height: wall ? 1 : { lg: `calc(100dvh - ${size.bar}px - 52px)` },
        minHeight: wall ? 0 : { lg: 740 },
      }}
    >
      <DashboardHead
        data={query.data}
        campaign={campaign}
        campaigns={list.campaigns}
        wall={wall}
        addressOf={page.addressOf}
        change={page.change}
      />
      {query.error && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!query.data && !query.error && <PageSkeleton />}
      {query.data && <Figures {...page} data={query.data} campaign={campaign} />}
    </Box>
  );
  return wall ? <Wall leave={() => page.change({ wall: null })}>{screen}</Wall> : screen;
};

type FiguresProps = Pick<ReturnType<typeof useDashboard>, 'measure' | 'wall' | 'addressOf' | 'change'> & {
  data: Data;
  campaign: Campaign | undefined;
};

const Figures = ({ data, ...page }: FiguresProps) => {
  const t = useT();
  const word = useWord();
  const own = useMe()?.org.code;
  const place = { campaignId: data.campaignId, orgCode: data.orgCode === own ? undefined : data.orgCode };
  return (
    <>
      <Box
        component="section"
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr) minmax(0, 1fr)', sm: 'repeat(3, 1fr)', lg: 'repeat(6, 1fr)' },
          columnGap: 3,
          borderTop: 1,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        {sixNumbers.map((measure) => (
          <Stat
            key={measure}
            label={word('measure', measure)}
            value={data.total[measure]}
            as={isRate(measure) ? 'rate' : 'number'}
            basis={word('basis', measure)}
            change={changeSince(measure, data)}
            to={measureRows(measure, place)}
            overdue={measure === 'overdue'}
          />
        ))}
      </Box>
      <Box
        sx={{
          flex: 1,
          minHeight: 0,
          display: 'grid',
          columnGap: 4,
          rowGap: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1.1fr) minmax(0, 1.15fr)' },
          gridTemplateRows: { lg: 'minmax(0, 1fr)' },
        }}
      >
        <Column>
          <Funnel
            title={t('dashboard.funnel')}
            basis={t('dashboard.funnelBasis')}
            unit={t('dashboard.unit.unions')}
            stages={funnelSteps.map((step) => ({
              key: step,
              name: word('measure', step),
              value: data.total[step],
              to: measureRows(step, place),
            }))}
          />
          <BurnDown
            title={t('dashboard.burnDown')}
            unit={t('dashboard.unit.items')}
            basis={t('dashboard.burnDownBasis')}
            points={data.days.map((row) => ({ day: row.code, value: row.items - row.rectified }))}
            dueOn={data.deadlines.scheduledDueOn}
            height={280}
          />
        </Column>
        <Column>
          <Scroll>
            <RegionBars data={data} {...page} />
          </Scroll>
        </Column>
        <Column>
          <Scroll>
            <HBarRanked
              title={t('dashboard.items')}
              unit={t('dashboard.unit.items')}
              basis={t('dashboard.itemsBasis')}
              as="number"
              nameWidth={13}
              bars={data.items.map((row) => ({
                key: row.code,
                name: `${row.code} ${row.name}`,
                value: row.items,
                to: measureRows('items', { ...place, itemKey: row.code }),
              }))}
            />
          </Scroll>
          <WorstFive data={data} addressOf={page.addressOf} />
        </Column>
      </Box>
    </>
  );
};

const Column = ({ children }: { children: ReactNode }) => (
  <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0, minHeight: 0 }}>{children}</Box>
);

/** A long ranking scrolls by itself and leaves the page in one screen. */
const Scroll = ({ children }: { children: ReactNode }) => (
  <Box sx={{ flex: { lg: '1 1 0' }, minHeight: 0, overflowY: { lg: 'auto' }, scrollbarWidth: 'thin' }}>{children}</Box>
);
