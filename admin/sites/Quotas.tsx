import Box from '@mui/material/Box';
import { Link } from 'react-router';
import Typography from '@mui/material/Typography';
import type { SiteOverview } from '../../shared/site-overview.ts';
import { useT } from '../i18n/index.ts';
import { formatNumber } from '../ui/format.ts';
import { listUrl } from '../ui/listUrl.ts';

/** How much of each city's quota is taken, as a bar and as 3/5. */
export const Quotas = ({ data: { quotas, batches } }: { data: SiteOverview }) => {
  const t = useT();
  if (quotas.length === 0) return null;
  const nameOf = (key: string) => batches.find(({ code }) => code === key)?.name ?? '';
  return (
    <Box component="section" aria-label={t('sites.page.quotas')}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('sites.page.quotas')}
      </Typography>
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
          columnGap: 4,
        }}
      >
        {quotas.map(({ orgCode, name, batchCategory, count, used }) => (
          <li key={`${orgCode} ${batchCategory}`}>
            <Box
              component={Link}
              to={listUrl('sites', { orgCode, batchCategory, built: true })}
              sx={{
                display: 'grid',
                gridTemplateColumns: 'minmax(0, 12em) minmax(0, 1fr) 4em',
                columnGap: 1.5,
                alignItems: 'center',
                minHeight: { xs: 44, md: 32 },
                color: 'inherit',
                textDecoration: 'none',
                '&:hover': { bgcolor: 'hover' },
              }}
            >
              <span>{[name, nameOf(batchCategory)].filter(Boolean).join(' · ')}</span>
              <Box aria-hidden sx={{ height: 8, bgcolor: 'chart.track', borderRadius: 1 }}>
                <Box
                  sx={{
                    height: 1,
                    width: `${count === 0 ? 100 : Math.min(100, (used / count) * 100)}%`,
                    bgcolor: 'chart.mark',
                    borderRadius: 1,
                  }}
                />
              </Box>
              <Box component="span" sx={{ textAlign: 'right' }}>
                {formatNumber(used)}/{formatNumber(count)}
              </Box>
            </Box>
          </li>
        ))}
      </Box>
    </Box>
  );
};
