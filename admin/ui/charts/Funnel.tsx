import Box from '@mui/material/Box';
import { useT } from '../../i18n/index.ts';
import { formatNumber, formatRate } from '../format.ts';
import { BarRow } from './BarRow.tsx';
import { ChartFrame, type ChartHead } from './ChartFrame.tsx';

export type FunnelStage = {
  key: string;
  name: string;
  value: number;
  /** The unions that have come this far. */
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
          <li key={key}>
            <BarRow
              name={name}
              text={formatNumber(value)}
              share={first > 0 ? value / first : 0}
              note={share}
              noteWidth={4.5}
              nameWidth={5}
              height={22}
              colour="chart.mark"
              to={to}
            />
          </li>
        ))}
      </Box>
    </ChartFrame>
  );
};
