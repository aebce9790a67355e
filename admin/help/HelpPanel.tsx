import CloseOutlined from '@mui/icons-material/CloseOutlined';
import HelpOutlineOutlined from '@mui/icons-material/HelpOutlineOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { useT } from '../i18n/index.ts';
import { openShortcutsHelp } from '../layout/ShortcutsHelp.tsx';
import type { Me } from '../providers/session.ts';
import { useShortcuts } from '../ui/shortcuts.ts';
import { TextSkeleton } from '../ui/states.tsx';
import { usePhone } from '../ui/usePhone.ts';
import { topicAt } from './topics.ts';

const HelpText = lazy(() => import('./HelpText.tsx').then(({ HelpText: component }) => ({ default: component })));

const asked = new EventTarget();

/** Opens the help of the screen that is shown. */
export const openHelp = () => asked.dispatchEvent(new Event('open'));

export const HelpButton = () => {
  const t = useT();
  return (
    <Tooltip title={t('shell.help.title')}>
      <IconButton aria-label={t('shell.help.title')} onClick={openHelp} size="small" color="inherit">
        <HelpOutlineOutlined fontSize="small" />
      </IconButton>
    </Tooltip>
  );
};

/** What this screen is for and how it is used, beside it; it follows to the next screen. */
export const HelpPanel = ({ person }: { person: Me }) => {
  const t = useT();
  const phone = usePhone();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  useShortcuts([{ key: 'h', label: 'shell.help.title', run: () => setOpen((before) => !before) }]);
  useEffect(() => {
    const show = () => setOpen(true);
    asked.addEventListener('open', show);
    return () => asked.removeEventListener('open', show);
  }, []);
  const close = () => setOpen(false);
  return (
    <Drawer
      anchor={phone ? 'bottom' : 'right'}
      open={open}
      onClose={close}
      slotProps={{
        paper: {
          'aria-label': t('shell.help.title'),
          role: 'dialog',
          sx: phone ? { maxHeight: '88dvh' } : { width: 'min(420px, 90vw)' },
        },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', pl: 3, pr: 1, pt: 1.5 }}>
        <Typography sx={{ flex: 1, color: 'text.secondary' }}>{t('shell.help.title')}</Typography>
        <IconButton onClick={close} aria-label={t('ui.panel.close')}>
          <CloseOutlined fontSize="small" />
        </IconButton>
      </Box>
      <Box sx={{ px: 3, pb: 3, overflowY: 'auto' }}>
        {open && (
          <Suspense fallback={<TextSkeleton lines={6} />}>
            <HelpText topic={topicAt(pathname, person.role)} />
          </Suspense>
        )}
        {!phone && (
          <Button
            sx={{ mt: 2, ml: -1 }}
            onClick={() => {
              close();
              openShortcutsHelp();
            }}
          >
            {t('shell.account.shortcuts')}
          </Button>
        )}
      </Box>
    </Drawer>
  );
};
