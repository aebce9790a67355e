import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { seesBusiness } from '../../shared/permissions.ts';
import { HelpButton } from '../help/HelpPanel.tsx';
import { useT } from '../i18n/index.ts';
import type { Me } from '../providers/session.ts';
import { GlobalSearch } from '../search/GlobalSearch.tsx';
import { size } from '../theme.ts';
import { OrgPathText } from '../ui/OrgPathText.tsx';
import { usePhone } from '../ui/usePhone.ts';
import { Bell } from './Bell.tsx';
import { Emblem } from './Emblem.tsx';
import { LanguageSwitch, LookMenu } from './LookMenu.tsx';
import { UserMenu } from './UserMenu.tsx';

/** Emblem, product, the person's organisation in full path; at the right what belongs to the person. */
export const AppBar = ({ person }: { person: Me }) => {
  const t = useT();
  const phone = usePhone();
  return (
    <Box
      component="header"
      className="no-print"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 'appBar',
        height: size.bar,
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        px: 2,
        bgcolor: 'background.paper',
        borderTop: (theme) => `2px solid ${theme.palette.brand}`,
        borderBottom: 1,
        borderBottomColor: 'divider',
      }}
    >
      <Box
        component={Link}
        to="/"
        aria-label={phone ? t('shell.product') : undefined}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.25,
          color: 'text.primary',
          textDecoration: 'none',
          flex: 'none',
          minWidth: phone ? size.tap : 0,
          minHeight: size.tap,
        }}
      >
        <Emblem px={phone ? 26 : 28} />
        {!phone && (
          <Typography component="span" sx={{ fontSize: '1rem', fontWeight: 600, letterSpacing: '.02em' }}>
            {t('shell.product')}
          </Typography>
        )}
      </Box>
      {!phone && <Box sx={{ width: '1px', height: 20, bgcolor: 'divider' }} />}
      <Box
        sx={{ flex: 1, minWidth: 0, color: phone ? 'text.primary' : 'text.secondary', fontWeight: phone ? 600 : 400 }}
      >
        <OrgPathText names={phone ? person.org.path.slice(-1) : person.org.path} tail={person.union?.name} />
      </Box>
      {seesBusiness(person.role) && <GlobalSearch />}
      {!phone && (
        <>
          <LanguageSwitch />
          <LookMenu />
          <HelpButton />
        </>
      )}
      <Bell />
      <UserMenu person={person} />
    </Box>
  );
};
