import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import ListSubheader from '@mui/material/ListSubheader';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { cockpitGroups, type Cockpit, type CockpitKey } from '../../shared/cockpit.ts';
import { useT } from '../i18n/index.ts';
import { formatRate, useFormat } from '../ui/format.ts';
import { ErrorState, TextSkeleton } from '../ui/states.tsx';
import { CompareTable } from './CompareTable.tsx';
import { DoorLink } from './Door.tsx';
import { FailedHaves, FigureBlock } from './FigureBlock.tsx';
import { ForecastPanel } from './ForecastPanel.tsx';
import { RankingList } from './RankingList.tsx';
import { useMeasureWords } from './texts.ts';
import { TrendLine } from './TrendLine.tsx';
import { comparedKeys, type CockpitPage } from './useCockpit.ts';

const valueOf = (data: Cockpit, key: CockpitKey) => data.figures.find((figure) => figure.key === key)?.value ?? 0;

/** Campaign, six haves, sites and establishment, side by side. */
export const Blocks = ({ data }: { data: Cockpit }) => {
  const t = useT();
  const { day } = useFormat();
  const has = (...keys: CockpitKey[]) => keys.some((key) => valueOf(data, key) > 0);
  const compared = (group: 'week' | 'quarter') => <Small>{t(`cockpit.since.${group}`)}</Small>;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))', lg: 'repeat(4, minmax(0, 1fr))' },
        columnGap: 4,
        rowGap: 2,
        py: 1,
        borderTop: 1,
        borderBottom: 1,
        borderColor: 'divider',
        '@media print': { gridTemplateColumns: 'repeat(4, minmax(0, 1fr))', columnGap: '20px' },
      }}
    >
      <FigureBlock
        title={t('cockpit.group.campaign')}
        keys={['inspectionRate', 'rectifiedRate', 'closedRate', 'overdue']}
        none={!data.campaign && t('cockpit.none.campaign')}
        tools={data.campaign && compared('week')}
        data={data}
      />
      <FigureBlock
        title={t('cockpit.group.haves')}
        keys={['sixHavesRate']}
        none={!has('assessed') && t('cockpit.none.haves')}
        tools={has('assessed') && compared('quarter')}
        data={data}
      >
        <FailedHaves haves={data.haves} />
      </FigureBlock>
      <FigureBlock
        title={t('cockpit.group.sites')}
        keys={['sites', 'sitesListed', 'sitesPreparing']}
        none={!has('sites', 'sitesPreparing') && t('cockpit.none.sites')}
        tools={
          <Small>
            <DoorLink
              to={`/sites/overview?${new URLSearchParams({ orgCode: data.orgCode })}`}
              sx={{ color: 'primary.main' }}
            >
              {t('cockpit.reports')}
            </DoorLink>
            {' · '}
            {t('cockpit.since.quarter')}
          </Small>
        }
        data={data}
      />
      <FigureBlock
        title={t('cockpit.group.ledger')}
        keys={
          has('enterprises') ? ['establishmentRate', 'advanceRate', 'visits', 'membershipRate'] : ['membershipRate']
        }
        none={!has('enterprises', 'unions') && t('cockpit.none.ledger')}
        tools={
          data.ledgerAsOf ? (
            <Small>{t('cockpit.ledgerAsOf', { day: day(data.ledgerAsOf) })}</Small>
          ) : (
            compared('quarter')
          )
        }
        data={data}
      >
        {!has('enterprises') && <Typography color="text.secondary">{t('cockpit.none.ledger')}</Typography>}
      </FigureBlock>
    </Box>
  );
};

const Small = ({ children }: { children: ReactNode }) => (
  <Box component="span" sx={{ fontSize: '0.71875rem', color: 'text.secondary' }}>
    {children}
  </Box>
);

type LowerProps = Pick<CockpitPage, 'children' | 'forecast' | 'wall' | 'measure' | 'group' | 'addressOf' | 'change'> & {
  data: Cockpit;
};

/** The regions below by one part's measures, the course of one, the places by it, and the forecast. */
export const Lower = ({ data, children, forecast, wall, measure, group, addressOf, change }: LowerProps) => {
  const t = useT();
  const words = useMeasureWords();
  const figure = data.figures.find(({ key }) => key === measure);
  const step = group === 'campaign' ? data.campaignStep : 'quarter';
  return (
    <Box
      sx={{
        flex: 1,
        minHeight: 0,
        display: 'grid',
        columnGap: 4,
        rowGap: 3,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.55fr) minmax(0, 1.15fr) minmax(0, 1fr)' },
        gridTemplateRows: { lg: 'minmax(0, 1fr)' },
        '@media print': {
          gridTemplateColumns: 'minmax(0, 1.5fr) minmax(0, 1.15fr) minmax(0, 1fr)',
          gridTemplateRows: 'minmax(0, 1fr)',
          columnGap: '20px',
        },
      }}
    >
      <Section
        title={t('cockpit.compare')}
        tools={!wall && <MeasureChoice measure={measure} campaign={data.campaign !== null} change={change} />}
      >
        <Loaded query={children}>
          {(rows) => <CompareTable data={rows} keys={comparedKeys[group]} measure={measure} addressOf={addressOf} />}
        </Loaded>
      </Section>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, minWidth: 0, minHeight: 0 }}>
        <Section
          fixed
          title={`${words.name(measure)} · ${t(step === 'week' ? 'cockpit.trendWeek' : 'cockpit.trendQuarter')}`}
        >
          {figure ? <TrendLine figure={figure} step={step} /> : t('cockpit.none.series')}
          {typeof figure?.target === 'number' && (
            <Small>{t('cockpit.dashed', { value: formatRate(figure.target) })}</Small>
          )}
        </Section>
        <Section title={t('cockpit.forecast')}>
          <Loaded query={forecast}>{(told) => <ForecastPanel data={told} />}</Loaded>
        </Section>
      </Box>
      <Section title={`${t('cockpit.ranking')} · ${words.name(measure)}`}>
        <Loaded query={children}>
          {(rows) => <RankingList data={rows} measure={measure} addressOf={addressOf} />}
        </Loaded>
      </Section>
    </Box>
  );
};

type SectionProps = { title: string; tools?: ReactNode; fixed?: boolean; children: ReactNode };

/** What is long scrolls by itself and leaves the page in one screen. */
const Section = ({ title, tools, fixed = false, children }: SectionProps) => (
  <Box
    component="section"
    aria-label={title}
    sx={{
      minWidth: 0,
      minHeight: 0,
      display: 'flex',
      flexDirection: 'column',
      flex: fixed ? 'none' : { lg: '1 1 0' },
      '@media print': { flex: fixed ? 'none' : '1 1 0' },
    }}
  >
    <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: 1, minHeight: 28 }}>
      <Typography variant="h2">{title}</Typography>
      {tools}
    </Box>
    <Box
      sx={{
        flex: 1,
        minHeight: 0,
        overflowX: 'auto',
        overflowY: fixed ? 'visible' : { lg: 'auto' },
        scrollbarWidth: 'thin',
        '@media print': { overflow: 'hidden' },
      }}
    >
      {children}
    </Box>
  </Box>
);

type Query<T> = { data: T | undefined; error: unknown; refetch: () => Promise<unknown> };

function Loaded<T>({ query, children }: { query: Query<T>; children: (data: T) => ReactNode }) {
  if (query.data) return children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} compact />;
  return <TextSkeleton lines={8} />;
}

type ChoiceProps = Pick<CockpitPage, 'measure' | 'change'> & { campaign: boolean };

const MeasureChoice = ({ measure, campaign, change }: ChoiceProps) => {
  const t = useT();
  const words = useMeasureWords();
  return (
    <TextField
      select
      value={measure}
      variant="standard"
      className="no-print"
      onChange={({ target }) => change({ measure: target.value })}
      slotProps={{ htmlInput: { 'aria-label': t('cockpit.measure') }, input: { disableUnderline: true } }}
      sx={{ '& .MuiSelect-select': { py: { xs: 1.25, md: 0.25 }, color: 'primary.main', fontSize: '0.875rem' } }}
    >
      {cockpitGroups
        .filter((group) => campaign || group !== 'campaign')
        .flatMap((group) => [
          <ListSubheader key={group}>{t(`cockpit.group.${group}`)}</ListSubheader>,
          ...comparedKeys[group].map((key) => (
            <MenuItem key={key} value={key}>
              {words.name(key)}
            </MenuItem>
          )),
        ])}
    </TextField>
  );
};
