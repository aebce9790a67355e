import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Dashboard, ProgressRow } from '../../shared/progress.ts';
import { levelOf } from '../../shared/rules/orgCode.ts';
import { useT, useWord } from '../i18n/index.ts';
import { HBarRanked } from '../ui/charts/index.ts';
import { formatNumber, formatRate, useFormat } from '../ui/format.ts';
import { isRate, measureRows } from '../ui/measureRows.ts';
import { EmptyState } from '../ui/states.tsx';
import { childMeasures, paceOf, type ChildMeasure } from './useDashboard.ts';

type Props = {
  data: Dashboard;
  campaign: Campaign | undefined;
  measure: ChildMeasure;
  wall: boolean;
  addressOf: (change: Record<string, string | null>) => string;
  change: (part: Record<string, string | null>) => void;
};

const counts = (row: ProgressRow) => row.targets + row.items > 0;

/** The regions below by one measure; a bar leads to its region, and from a district to the list of what it counts. */
export const RegionBars = ({ data, campaign, measure, wall, addressOf, change }: Props) => {
  const t = useT();
  const word = useWord();
  const { today } = useFormat();
  const rows = data.children.filter(counts);
  const doorTo = (row: ProgressRow): string => {
    const { campaignId } = data;
    if (row.own) return measureRows(measure, { campaignId, orgExact: row.code });
    if (levelOf(row.code) !== 'township') return addressOf({ orgCode: row.code });
    return measureRows(measure, { campaignId, orgCode: row.code });
  };
  if (rows.length === 0) return <EmptyState title={t('dashboard.noChildren')} compact />;
  const pace = paceOf(measure, campaign, today);
  return (
    <HBarRanked
      title={wall ? t('dashboard.childrenBy', { measure: word('measure', measure) }) : t('dashboard.children')}
      basis={word('basis', measure)}
      as={isRate(measure) ? 'rate' : 'number'}
      target={pace}
      targetLabel={t('dashboard.pace', { value: formatRate(pace) })}
      {...(measure === 'overdue' ? { tone: 'overdue' as const } : {})}
      tools={!wall && <MeasureChoice measure={measure} change={change} />}
      bars={rows.map((row) => ({
        key: `${row.code}${row.own ? ' own' : ''}`,
        name: row.name,
        value: row[measure],
        note: noteOf(measure, row),
        to: doorTo(row),
      }))}
    />
  );
};

/** What a rate divides, as 132 / 154. */
function noteOf(measure: ChildMeasure, row: ProgressRow): string {
  const n = formatNumber;
  switch (measure) {
    case 'rectifiedRate':
      return `${n(row.rectified)} / ${n(row.items)}`;
    case 'inspectionRate':
      return `${n(row.submitted)} / ${n(row.targets)}`;
    case 'closedRate':
      return `${n(row.closed)} / ${n(row.items)}`;
    case 'relapseRate':
      return `${n(row.relapsed)} / ${n(row.reinspected)}`;
    default:
      return '';
  }
}

const MeasureChoice = ({ measure, change }: Pick<Props, 'measure' | 'change'>) => {
  const t = useT();
  const word = useWord();
  return (
    <TextField
      select
      value={measure}
      variant="standard"
      onChange={({ target }) => change({ measure: target.value })}
      slotProps={{ htmlInput: { 'aria-label': t('dashboard.measureChoice') }, input: { disableUnderline: true } }}
      sx={{ '& .MuiSelect-select': { py: { xs: 1.25, md: 0.25 }, color: 'primary.main', fontSize: '0.875rem' } }}
    >
      {childMeasures.map((name) => (
        <MenuItem key={name} value={name}>
          {word('measure', name)}
        </MenuItem>
      ))}
    </TextField>
  );
};
