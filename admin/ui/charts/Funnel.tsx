import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { Link } from 'react-router';
import { useT } from '../../i18n/index.ts';
import { formatNumber, formatRate } from '../format.ts';
import { ChartFrame, type ChartHead } from './ChartFrame.tsx';

export type FunnelStage = {
  key: string;
  name: string;
  value: number;
  to?: string;
};

/** How many unions come how far, as bars of one scale; beside each its share of the step before. */
export const Funnel = ({ stages, ...head }: ChartHead & { stages: readonly FunnelStage[] }) => {
  const t = useT();
  const first = stages[0]?.value ?? 0;
  const rows = stages.map((stage, index) => {
    const before = stages[index - 1];
    return { ...stage, share: before && before.value > 0 ? formatRate(stage.value / before.value) : '' };
  });
  const lines = rows.map(({ key, name, value, share, to }) => ({ key, name, to, cells: [formatNumber(value), share] }));
  const columns = [t('ui.chart.name'), head.unit ?? t('ui.chart.value'), t('ui.chart.ofPrevious')];
  return (
    <ChartFrame {...head} columns={columns} lines={lines}>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {rows.map(({ key, name, value, share, to }) => (
          <Box component="li" key={key}>
            <ButtonBase
              {...(to ? { component: Link, to } : { component: 'div' as const })}
              disabled={!to}
              sx={{
                display: 'grid',
                gridTemplateColumns: '5em 1fr 4.5em',
                columnGap: '12px',
                alignItems: 'center',
                width: 1,
                minHeight: { xs: 44, md: 34 },
                textAlign: 'left',
                fontSize: '0.8125rem',
                color: 'text.primary',
                '&:hover .bar': { filter: to ? 'brightness(.9)' : 'none' },
              }}
            >
              <span>{name}</span>
              <Box component="span" sx={{ display: 'flex', alignItems: 'center', pr: '4.5em' }}>
                <Box
                  component="span"
                  className="bar"
                  sx={{
                    flex: 'none',
                    height: 20,
                    width: `${first > 0 ? (value / first) * 100 : 0}%`,
                    minWidth: value > 0 ? 2 : 0,
                    borderRadius: '0 2px 2px 0',
                    bgcolor: 'chart.mark',
                  }}
                />
                <Box component="span" sx={{ ml: 1, fontWeight: 600 }}>
                  {formatNumber(value)}
                </Box>
              </Box>
              <Box
                component="span"
                title={t('ui.chart.ofPrevious')}
                sx={{ textAlign: 'right', color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'nowrap' }}
              >
                {share}
              </Box>
            </ButtonBase>
          </Box>
        ))}
      </Box>
    </ChartFrame>
  );
};
