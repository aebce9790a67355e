import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useState } from 'react';
import { useT } from '../i18n/index.ts';
import { useActiveShortcuts, useShortcuts } from '../ui/shortcuts.ts';

const opened = new EventTarget();

export const openShortcutsHelp = () => opened.dispatchEvent(new Event('open'));

const keyNames: Record<string, string> = { Escape: 'Esc', ' ': 'Space' };

const focusSearch = () => document.querySelector<HTMLElement>('[data-search] input, input[data-search]')?.focus();

/** Lists the keys that act on this screen; opened by `?` and from the account menu. */
export const ShortcutsHelp = () => {
  const t = useT();
  const [open, setOpen] = useState(false);
  const shortcuts = useActiveShortcuts();
  useShortcuts([
    { key: '?', label: 'shell.shortcuts.help', run: () => setOpen(true) },
    { key: 'f', label: 'shell.shortcuts.searchList', run: focusSearch },
  ]);
  useEffect(() => {
    const show = () => setOpen(true);
    opened.addEventListener('open', show);
    return () => opened.removeEventListener('open', show);
  }, []);
  return (
    <Dialog open={open} onClose={() => setOpen(false)} fullWidth maxWidth="xs">
      <DialogTitle>{t('shell.shortcuts.title')}</DialogTitle>
      <DialogContent>
        <Box
          component="dl"
          sx={{
            m: 0,
            display: 'grid',
            gridTemplateColumns: 'auto 1fr',
            columnGap: 3,
            rowGap: 1.5,
            alignItems: 'center',
          }}
        >
          {shortcuts.map(({ key, label }) => (
            <Box key={key} sx={{ display: 'contents' }}>
              <Box component="dt">
                <Key name={keyNames[key] ?? key} />
              </Box>
              <Box component="dd" sx={{ m: 0 }}>
                {t(label)}
              </Box>
            </Box>
          ))}
        </Box>
      </DialogContent>
    </Dialog>
  );
};

const Key = ({ name }: { name: string }) => (
  <Box
    component="kbd"
    sx={{
      display: 'inline-block',
      minWidth: 28,
      px: 0.75,
      py: 0.25,
      textAlign: 'center',
      fontFamily: 'inherit',
      fontSize: '0.8125rem',
      border: 1,
      borderColor: 'divider',
      borderRadius: 1,
      bgcolor: 'page',
    }}
  >
    {name}
  </Box>
);
