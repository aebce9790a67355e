import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { CockpitChildren, CockpitKey, RankingLine } from '../../shared/cockpit.ts';
import { isCampaignCount } from '../../shared/doors.ts';
import { dayOf } from '../../shared/rules/days.ts';
import { isRate, rateParts } from '../../shared/rules/rateParts.ts';
import { rankingRules, type RankedMeasure } from '../../shared/rules/ranking.ts';
import { useT } from '../i18n/index.ts';
import { formatNumber, useFormat } from '../ui/format.ts';
import { EmptyState } from '../ui/states.tsx';
import { DoorLink } from './Door.tsx';
import { fitting, tableStyle } from './look.ts';
import { formatMeasure, useMeasureWords } from './texts.ts';

type Props = {
  data: CockpitChildren;
  measure: CockpitKey;
  addressOf: (change: Record<string, string | null>) => string;
};

const isRanked = (key: CockpitKey): key is RankedMeasure => key in rankingRules;

/** Places by one measure: the same for equal values, none for the small and for those without a value. */
export const RankingList = ({ data, measure, addressOf }: Props) => {
  const t = useT();
  const words = useMeasureWords();
  const { day } = useFormat();
  if (!isRanked(measure)) {
    return <EmptyState title={t('cockpit.none.ranking', { measure: words.name(measure) })} compact />;
  }
  const lines = data.rankings[measure];
  if (lines.length === 0) return <EmptyState title={t('cockpit.none.placed')} compact />;
  const { campaign, registers } = data.since;
  const ofCampaign = isCampaignCount(isRate(measure) ? rateParts[measure].below[0]! : measure);
  const since = ofCampaign ? dayOf(new Date(campaign.at)) : registers;
  const bulletin = ofCampaign && campaign.bulletinId !== null;
  const rowOf = new Map(data.rows.filter(({ own }) => !own).map((row) => [row.code, row]));
  const base = rankingRules[measure].base.map((key) => words.name(key)).join('+');
  return (
    <Box sx={{ height: 1, display: 'flex', flexDirection: 'column' }}>
      <Typography variant="caption" component="p" sx={{ lineHeight: 1.4, mb: 0.25 }}>
        {t('cockpit.rankingBasis', { base, count: data.minimumBase })}
        {' · '}
        {t(bulletin ? 'cockpit.rankingSince.bulletin' : 'cockpit.rankingSince.day', { day: day(since) })}
      </Typography>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <Box component="table" sx={[tableStyle, fitting(lines.length)]}>
          <tbody>
            {lines.map((line) => (
              <tr key={line.code}>
                <Box
                  component="td"
                  sx={{ width: '2.6em', fontWeight: line.place ? 600 : 400, color: 'text.secondary' }}
                >
                  <Place line={line} />
                </Box>
                <th scope="row">
                  <DoorLink to={addressOf({ orgCode: line.code })}>{rowOf.get(line.code)?.name}</DoorLink>
                </th>
                <td className="number">{formatMeasure(measure, rowOf.get(line.code)?.[measure])}</td>
                <Box component="td" className="number" sx={{ width: '3.2em', color: 'text.secondary' }}>
                  <Movement line={line} />
                </Box>
              </tr>
            ))}
          </tbody>
        </Box>
      </Box>
    </Box>
  );
};

const Place = ({ line: { place, tied, apart } }: { line: RankingLine }) => {
  const t = useT();
  const title = apart
    ? t(apart === 'small' ? 'cockpit.small' : 'cockpit.noValue')
    : `${t('cockpit.place', { place: place ?? '' })}${tied ? ` ${t('cockpit.tied')}` : ''}`;
  return (
    <span title={title} aria-label={title}>
      {place === null ? '—' : `${formatNumber(place)}${tied ? '=' : ''}`}
    </span>
  );
};

const Movement = ({ line: { apart, place, moved } }: { line: RankingLine }) => {
  const t = useT();
  if (apart) return t(apart === 'small' ? 'cockpit.small' : 'cockpit.noValue');
  if (place !== null && moved === null) return <span title={t('cockpit.fresh')}>＊</span>;
  if (!moved) return <span aria-label={t('cockpit.same')}>·</span>;
  const title = t(moved > 0 ? 'cockpit.rose' : 'cockpit.fell', { count: Math.abs(moved) });
  return (
    <span title={title} aria-label={title}>
      {moved > 0 ? '↑' : '↓'} {Math.abs(moved)}
    </span>
  );
};
