import KeyboardArrowDownOutlined from '@mui/icons-material/KeyboardArrowDownOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useLogout, useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { can } from '../../shared/permissions.ts';
import { unsentUploads } from '../evidence/kept.ts';
import { openHelp } from '../help/HelpPanel.tsx';
import { useT, useWord } from '../i18n/index.ts';
import { signOutEverywhere } from '../providers/authProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { draftsOf } from '../offline/drafts.ts';
import { SignOutDialog } from '../offline/SignOutDialog.tsx';
import type { Me } from '../providers/session.ts';
import { size } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { usePhone } from '../ui/usePhone.ts';
import { LanguageSwitch, LookItems } from './LookMenu.tsx';
import { openShortcutsHelp } from './ShortcutsHelp.tsx';

export const UserMenu = ({ person }: { person: Me }) => {
  const t = useT();
  const word = useWord();
  const phone = usePhone();
  const navigate = useNavigate();
  const logout = useLogout();
  const notify = useNotify();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [asking, setAsking] = useState(false);
  const [unsent, setUnsent] = useState(0);
  const close = () => setAnchor(null);
  const item = (label: string, run: () => void) => (
    <MenuItem
      onClick={() => {
        close();
        run();
      }}
    >
      {label}
    </MenuItem>
  );
  const askOrLeave = async () => {
    const [drafts, uploads] = await Promise.all([draftsOf(person.id), unsentUploads(person.id)]);
    const count = drafts.length + uploads.length;
    if (count > 0) setUnsent(count);
    else await logout();
  };
  const everywhere = async () => {
    try {
      await signOutEverywhere();
      notify(t('shell.account.signedOutEverywhere'));
      await logout();
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setAsking(false);
    }
  };
  return (
    <>
      <Button
        color="inherit"
        aria-label={t('shell.account.menu')}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        endIcon={phone ? undefined : <KeyboardArrowDownOutlined />}
        sx={{ minWidth: phone ? size.tap : 0, flex: 'none', mr: phone ? -1 : 0 }}
      >
        {phone ? <PersonOutlined /> : person.name}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { sx: { minWidth: 216 } } }}
      >
        <Box component="li" role="presentation" sx={{ px: 2, pt: 0.5, pb: 1 }}>
          <Typography sx={{ fontWeight: 600 }}>{person.name}</Typography>
          <Typography variant="caption">
            {person.username} · {word('role', person.role)}
          </Typography>
        </Box>
        <Divider />
        {phone && (
          <Box component="li" role="presentation" sx={{ px: 1 }}>
            <LanguageSwitch />
          </Box>
        )}
        {phone && <LookItems />}
        {phone && <Divider />}
        {item(t('person.title'), () => void navigate('/me'))}
        {can(person, 'list', 'tokens') && item(t('shell.menu.tokens'), () => void navigate('/tokens'))}
        {item(t('shell.account.password'), () => void navigate('/password'))}
        {phone && item(t('shell.help.title'), openHelp)}
        {!phone && item(t('shell.account.shortcuts'), openShortcutsHelp)}
        {item(t('shell.account.signOutEverywhere'), () => setAsking(true))}
        <Divider />
        {item(t('shell.account.signOut'), () => void askOrLeave())}
      </Menu>
      {unsent > 0 && (
        <SignOutDialog person={person.id} count={unsent} onLeave={() => void logout()} onClose={() => setUnsent(0)} />
      )}
      <ConfirmDialog
        open={asking}
        title={t('shell.account.signOutEverywhereAsk')}
        body={t('shell.account.signOutEverywhereBody')}
        confirmLabel={t('shell.account.signOutEverywhere')}
        onConfirm={everywhere}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
