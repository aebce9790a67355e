import CheckOutlined from '@mui/icons-material/CheckOutlined';
import ContrastOutlined from '@mui/icons-material/ContrastOutlined';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useQueryClient } from '@tanstack/react-query';
import { useLocaleState, useStore } from 'ra-core';
import { useState } from 'react';
import { useT } from '../i18n/index.ts';
import { kept, type Mode } from '../providers/store.ts';

const modes: readonly Mode[] = ['light', 'dark', 'system'];

/** Shows the name of the other language, in that language. */
export const LanguageSwitch = () => {
  const t = useT();
  const [locale, setLocale] = useLocaleState();
  const queryClient = useQueryClient();
  const next = locale === 'en' ? 'zh' : 'en';
  return (
    <Button
      color="inherit"
      lang={next === 'en' ? 'en' : 'zh-CN'}
      onClick={() => {
        setLocale(next);
        // Sentences that came from the server are asked for again.
        void queryClient.invalidateQueries();
      }}
      sx={{ color: 'text.secondary', minWidth: 0 }}
    >
      {t(next === 'en' ? 'shell.look.toEnglish' : 'shell.look.toChinese')}
    </Button>
  );
};

/** The choices of light, dark and large type as items of a menu. */
export const LookItems = () => {
  const t = useT();
  const [mode, setMode] = useStore<Mode>(kept.mode, 'system');
  const [large, setLarge] = useStore(kept.large, false);
  return (
    <>
      {modes.map((option) => (
        <Choice
          key={option}
          role="menuitemradio"
          chosen={mode === option}
          label={t(`shell.look.${option}`)}
          onClick={() => setMode(option)}
        />
      ))}
      <Divider />
      <Choice role="menuitemcheckbox" chosen={large} label={t('shell.look.large')} onClick={() => setLarge(!large)} />
    </>
  );
};

type ChoiceProps = { role: 'menuitemradio' | 'menuitemcheckbox'; chosen: boolean; label: string; onClick: () => void };

const Choice = ({ role, chosen, label, onClick }: ChoiceProps) => (
  <MenuItem role={role} aria-checked={chosen} onClick={onClick}>
    <ListItemIcon sx={{ minWidth: '32px !important' }}>
      {chosen && <CheckOutlined fontSize="small" color="primary" />}
    </ListItemIcon>
    <ListItemText>{label}</ListItemText>
  </MenuItem>
);

export const LookMenu = () => {
  const t = useT();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Tooltip title={t('shell.look.title')}>
        <IconButton
          size="small"
          aria-label={t('shell.look.title')}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <ContrastOutlined fontSize="small" />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <LookItems />
      </Menu>
    </>
  );
};
