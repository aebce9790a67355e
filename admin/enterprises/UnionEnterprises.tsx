import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { Link } from 'react-router';
import type { Enterprise } from '../../shared/enterprises.ts';
import { useT } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import { useFormat } from '../ui/format.ts';
import { listUrl } from '../ui/listUrl.ts';
import { tapLink } from '../ui/tapLink.ts';

const shown = 8;

/** The enterprises of the ledger that a union covers; nothing for whoever has no part in the ledger. */
export const UnionEnterprises = ({ unionId }: { unionId: string }) => {
  const may = useMay();
  return may('list', 'enterprises') ? <Covered unionId={unionId} /> : null;
};

const Covered = ({ unionId }: { unionId: string }) => {
  const t = useT();
  const { number } = useFormat();
  const { data, total = 0 } = useGetList<Enterprise>('enterprises', {
    filter: { unionId },
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: shown },
  });
  if (!data || total === 0) return null;
  return (
    <Box component="section" aria-label={t('ledger.union.title')} sx={{ mb: 4 }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', mb: 1 }}>
        <Typography variant="h2">{t('ledger.union.title')}</Typography>
        <MuiLink component={Link} to={listUrl('enterprises', { unionId })} sx={tapLink}>
          {t('ledger.union.all', { count: number(total) })}
        </MuiLink>
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data.map((enterprise) => (
          <Box
            component="li"
            key={enterprise.id}
            sx={{
              display: 'flex',
              justifyContent: 'space-between',
              gap: 2,
              py: 0.75,
              borderBottom: 1,
              borderColor: 'divider',
            }}
          >
            <MuiLink component={Link} to={`/enterprises/${enterprise.id}/show`} sx={tapLink}>
              {enterprise.name}
            </MuiLink>
            <span>{t('ledger.file.recruited', { count: number(enterprise.employees) })}</span>
          </Box>
        ))}
      </Box>
    </Box>
  );
};
