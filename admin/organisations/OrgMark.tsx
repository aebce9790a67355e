import Box from '@mui/material/Box';
import type { Organisation } from '../../shared/organisations.ts';
import { useT } from '../i18n/index.ts';

/** Says beside a name that the organisation does not work here; nothing where it does. */
export const OrgMark = ({ organisation }: { organisation: Pick<Organisation, 'active' | 'level'> }) => {
  const t = useT();
  if (organisation.active) return null;
  return (
    <Box component="span" sx={{ flex: 'none', fontSize: '0.75rem', color: 'text.secondary' }}>
      {t(organisation.level === 'province' ? 'accounts.notOpened' : 'accounts.inactive')}
    </Box>
  );
};
