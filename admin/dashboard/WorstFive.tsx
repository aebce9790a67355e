import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { Dashboard, WorstRow } from '../../shared/progress.ts';
import { levelOf } from '../../shared/rules/orgCode.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import { RemindButton } from '../reminders/RemindButton.tsx';
import { formatNumber, formatRate, useFormat } from '../ui/format.ts';
import { measureRows } from '../ui/measureRows.ts';
import { EmptyState } from '../ui/states.tsx';

type Props = { data: Dashboard; addressOf: (change: Record<string, string | null>) => string };

/** Who is late, with a name and a number to call. */
export const WorstFive = ({ data, addressOf }: Props) => {
  const t = useT();
  const word = useWord();
  const reminds = useMay()('remind', 'campaigns');
  // Whoever has done everything in time needs no call, though there be fewer than five.
  const late = data.worst.filter(({ onTimeRate }) => onTimeRate !== 1);
  const placeOf = ({ code }: WorstRow) =>
    levelOf(code) === 'township'
      ? measureRows('overdue', { campaignId: data.campaignId, orgCode: code })
      : addressOf({ orgCode: code });
  return (
    <Box component="section" aria-label={t('dashboard.worst')}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', columnGap: 1.5, flexWrap: 'wrap', mb: 0.5 }}>
        <Typography variant="h2">{t('dashboard.worst')}</Typography>
        <Typography variant="caption">{t('dashboard.worstBasis')}</Typography>
      </Box>
      {late.length === 0 && <EmptyState title={t('dashboard.worstNone')} compact />}
      {late.length > 0 && (
        <Box
          component="table"
          sx={{
            width: 1,
            borderCollapse: 'collapse',
            fontSize: '0.8125rem',
            '& th, & td': {
              textAlign: 'left',
              fontWeight: 400,
              px: 0.75,
              height: { xs: 44, md: 30 },
              borderBottom: 1,
              borderColor: 'divider',
              whiteSpace: 'nowrap',
            },
            '& thead th': { color: 'text.secondary', height: 26 },
            '& th:first-of-type': { pl: 0 },
            '& .number': { textAlign: 'right' },
            '& a': { display: 'inline-block', py: { xs: 1.25, md: 0 } },
          }}
        >
          <thead>
            <tr>
              <th scope="col">{t('campaigns.region')}</th>
              <th scope="col" className="number">
                {word('measure', 'onTimeRate')}
              </th>
              <th scope="col" className="number">
                {word('measure', 'overdue')}
              </th>
              <th scope="col">{t('dashboard.contact')}</th>
              {reminds && <th scope="col" aria-label={t('inbox.remind.bare')} />}
            </tr>
          </thead>
          <tbody>
            {late.map((row) => (
              <Row key={row.code} row={row} campaignId={data.campaignId} to={placeOf(row)} />
            ))}
          </tbody>
        </Box>
      )}
    </Box>
  );
};

const Row = ({ row, campaignId, to }: { row: WorstRow; campaignId: string; to: string }) => {
  const t = useT();
  const { phone } = useFormat();
  const { contactName: name, contactPhone: number } = row;
  const reminds = useMay()('remind', 'campaigns');
  const callable = Boolean(number) && !number?.includes('*');
  return (
    <tr>
      <th scope="row">
        <Link component={RouterLink} to={to}>
          {row.name}
        </Link>
      </th>
      <td className="number">{formatRate(row.onTimeRate)}</td>
      <td className="number">
        <Link
          component={RouterLink}
          to={measureRows('overdue', { campaignId, orgCode: row.code })}
          sx={{ color: row.overdue > 0 ? 'tone.overdue.ink' : 'inherit' }}
        >
          {formatNumber(row.overdue)}
        </Link>
      </td>
      <td>
        {name ?? <Box sx={{ color: 'text.secondary' }}>{t('dashboard.noContact')}</Box>}{' '}
        {number &&
          (callable ? (
            <Link href={`tel:${number}`} aria-label={t('dashboard.call', { name: name ?? '', phone: number })}>
              {phone(number)}
            </Link>
          ) : (
            phone(number)
          ))}
      </td>
      {reminds && (
        <td className="number">
          <RemindButton campaignId={campaignId} orgCode={row.code} compact />
        </td>
      )}
    </tr>
  );
};
