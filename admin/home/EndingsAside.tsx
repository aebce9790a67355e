import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import type { WorkKey } from '../../shared/me.ts';
import { useT } from '../i18n/index.ts';
import { useWork } from '../providers/work.ts';
import { listUrl } from '../ui/listUrl.ts';

const lines = [
  ['termsEnding', 'termEndsOn'],
  ['certificatesEnding', 'certificateEndsOn'],
] as const satisfies readonly [WorkKey, string][];

/** Terms and certificates that want a re-election or a renewal: no deadline of a campaign, so it stands quietly aside. */
export const EndingsAside = () => {
  const t = useT();
  const work = useWork();
  const shown = lines.flatMap(([key, day]) => {
    const entry = work?.counts.find((one) => one.key === key);
    return entry && entry.count > 0 ? [{ ...entry, day }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <Box component="section" aria-label={t('haves.ending')} sx={{ mt: 4 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, alignItems: 'baseline', mb: 1 }}>
        <Typography variant="h2">{t('haves.ending')}</Typography>
        <Typography variant="caption">{t('haves.endingBasis')}</Typography>
      </Box>
      {shown.map(({ key, count, resource, filter, day }) => (
        <Box
          key={key}
          component={Link}
          to={listUrl(resource, filter, { field: day, order: 'ASC' })}
          sx={{
            display: 'flex',
            justifyContent: 'space-between',
            alignItems: 'center',
            minHeight: { xs: 44, md: 36 },
            borderTop: 1,
            borderColor: 'divider',
            color: 'inherit',
            textDecoration: 'none',
            '&:hover': { bgcolor: 'hover' },
          }}
        >
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {t(key === 'termsEnding' ? 'haves.terms' : 'haves.certificates')}
          </Box>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {t('haves.count', { count })}
          </Box>
        </Box>
      ))}
    </Box>
  );
};
