import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { Link } from 'react-router';
import { enterpriseStages, type EnterpriseStage, type LedgerLine } from '../../shared/enterprises.ts';
import { useT, useWord } from '../i18n/index.ts';
import { ChartFrame } from '../ui/charts/index.ts';
import { formatNumber, formatRate } from '../ui/format.ts';
import { listUrl } from '../ui/listUrl.ts';
import { lookOf } from '../ui/status.ts';

/** Lighter from stage to stage; told apart by order, sign and name as well. */
const strength: Record<EnterpriseStage, number> = {
  established: 1,
  forming: 0.72,
  willing: 0.5,
  outreach: 0.3,
  refused: 0.16,
};

/** The cohort as one bar from what is wished for to what is not, and its parts named below. */
export const StageBar = ({ line }: { line: LedgerLine }) => {
  const t = useT();
  const word = useWord();
  const share = (stage: EnterpriseStage) => (line.enterprises === 0 ? null : line[stage] / line.enterprises);
  const doorTo = (name: EnterpriseStage | 'enterprises') => {
    const door = line.doors[name];
    return door ? listUrl(door.resource, door.filter) : undefined;
  };
  return (
    <ChartFrame
      title={t('ledger.page.stages')}
      unit={t('ledger.page.stagesUnit')}
      basis={`${t('ledger.page.total')} ${formatNumber(line.enterprises)}`}
      columns={[t('ledger.stages'), t('ledger.page.stagesUnit'), '']}
      lines={enterpriseStages.map((stage) => ({
        key: stage,
        name: word('enterpriseStage', stage),
        cells: [formatNumber(line[stage]), formatRate(share(stage))],
        to: doorTo(stage),
      }))}
    >
      <Box aria-hidden sx={{ display: 'flex', height: 22, gap: '2px', mb: 1 }}>
        {enterpriseStages
          .filter((stage) => line[stage] > 0)
          .map((stage) => (
            <Box
              key={stage}
              sx={{
                flex: `${line[stage]} 0 3px`,
                bgcolor: 'chart.mark',
                opacity: strength[stage],
                '&:last-of-type': { borderRadius: '0 2px 2px 0' },
              }}
            />
          ))}
      </Box>
      <Box
        component="ol"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(5, minmax(0, 1fr))' },
          columnGap: 2,
        }}
      >
        {enterpriseStages.map((stage) => (
          <li key={stage}>
            <StageLink
              stage={stage}
              name={word('enterpriseStage', stage)}
              count={line[stage]}
              share={share(stage)}
              to={doorTo(stage)}
            />
          </li>
        ))}
      </Box>
    </ChartFrame>
  );
};

type LinkProps = {
  stage: EnterpriseStage;
  name: string;
  count: number;
  share: number | null;
  to: string | undefined;
};

const StageLink = ({ stage, name, count, share, to }: LinkProps) => {
  const { Icon } = lookOf(stage);
  return (
    <ButtonBase
      {...(to ? { component: Link, to } : { component: 'div' as const })}
      disabled={!to}
      sx={{
        width: 1,
        minHeight: { xs: 44, sm: 56 },
        display: 'flex',
        flexDirection: { xs: 'row', sm: 'column' },
        alignItems: { xs: 'center', sm: 'flex-start' },
        gap: { xs: 1.5, sm: 0 },
        textAlign: 'left',
        borderRadius: 1,
        color: 'text.primary',
        '&:hover': { bgcolor: to ? 'hover' : 'transparent' },
      }}
    >
      <Box
        component="span"
        sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, flex: { xs: 1, sm: 'none' } }}
      >
        <Box component="span" sx={{ width: 10, height: 10, bgcolor: 'chart.mark', opacity: strength[stage] }} />
        <Icon sx={{ fontSize: '1rem', color: 'text.secondary' }} aria-hidden />
        {name}
      </Box>
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'baseline', gap: 1 }}>
        <Box component="span" sx={{ fontSize: '1.125rem', fontWeight: 600 }}>
          {formatNumber(count)}
        </Box>
        <Box component="span" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
          {formatRate(share)}
        </Box>
      </Box>
    </ButtonBase>
  );
};
