import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { NATION } from '../../shared/rules/orgCode.ts';
import { useT } from '../i18n/index.ts';
import { useMay, useMe } from '../providers/session.ts';
import { size } from '../theme.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { EmptyState } from '../ui/states.tsx';
import { usePhone } from '../ui/usePhone.ts';
import { OrgBrowser } from './OrgBrowser.tsx';
import { OrgDetail } from './OrgDetail.tsx';
import { usePlace } from './place.ts';

/** The tree on the left, the people of the chosen organisation beside it; on a phone one after the other. */
export const OrganisationPage = () => {
  const t = useT();
  const phone = usePhone();
  const me = useMe();
  const may = useMay();
  const { at, choose } = usePlace();
  if (!me) return null;
  const own = me.org.code;
  const title = t(may('list', 'users') ? 'accounts.title' : 'accounts.tree');
  // The platform itself has no people to keep: the operator begins with the provinces.
  const shown = at ?? (me.role === 'operator' || own === NATION ? null : own);
  if (phone) {
    return at === null ? (
      <>
        <PageHeader title={title} actions={<AllAccounts />} />
        <OrgBrowser selected={null} onChoose={choose} />
      </>
    ) : (
      <OrgDetail key={at} code={at} back="/organisations" />
    );
  }
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', mt: -2.5, ml: -3, mb: -4 }}>
      <Box
        sx={{
          width: { xs: 240, lg: 304 },
          flex: 'none',
          position: 'sticky',
          top: size.bar,
          height: `calc(100dvh - ${size.bar}px)`,
          display: 'flex',
          flexDirection: 'column',
          borderRight: 1,
          borderColor: 'divider',
          pt: 2,
        }}
      >
        <OrgBrowser selected={shown} onChoose={choose} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, maxWidth: 1080, pl: 3, pt: 2.5, pb: 4 }}>
        {shown === null ? (
          <>
            <PageHeader title={title} actions={<AllAccounts />} />
            <EmptyState title={t('accounts.choose')} />
          </>
        ) : (
          <OrgDetail key={shown} code={shown} />
        )}
      </Box>
    </Box>
  );
};

const AllAccounts = () => {
  const t = useT();
  const may = useMay();
  if (!may('list', 'users')) return null;
  return (
    <Button variant="outlined" component={Link} to="/users">
      {t('accounts.users')}
    </Button>
  );
};
