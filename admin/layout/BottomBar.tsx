import MoreHorizOutlined from '@mui/icons-material/MoreHorizOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Drawer from '@mui/material/Drawer';
import type { SvgIconComponent } from '@mui/icons-material';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useT } from '../i18n/index.ts';
import type { Me } from '../providers/session.ts';
import { countOf, useWork } from '../providers/work.ts';
import { size } from '../theme.ts';
import { useFormat } from '../ui/format.ts';
import { isActive, menuOf, type MenuEntry } from './menuEntries.tsx';

/** The menu of a phone: four entries, or three and “more”. */
export const BottomBar = ({ person }: { person: Me }) => {
  const t = useT();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const work = useWork();
  const entries = menuOf(person);
  const inBar = entries.length <= 4 ? entries : entries.slice(0, 3);
  const rest = entries.slice(inBar.length);
  const waiting = (entry: MenuEntry) => countOf(work, entry.counts ?? []);
  return (
    <Box
      component="nav"
      aria-label={t('shell.menu.label')}
      className="no-print"
      sx={{
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 'appBar',
        display: 'flex',
        bgcolor: 'background.paper',
        borderTop: 1,
        borderColor: 'divider',
        pb: 'env(safe-area-inset-bottom)',
      }}
    >
      {inBar.map((entry) => (
        <BarLink key={entry.to} entry={entry} active={isActive(entry, pathname)} count={waiting(entry)} />
      ))}
      {rest.length > 0 && (
        <ButtonBase
          onClick={() => setOpen(true)}
          aria-haspopup="dialog"
          sx={{ ...cell, color: rest.some((entry) => isActive(entry, pathname)) ? 'primary.main' : 'text.secondary' }}
        >
          <Face Icon={MoreHorizOutlined} label={t('shell.menu.more')} />
        </ButtonBase>
      )}
      <Drawer anchor="bottom" open={open} onClose={() => setOpen(false)}>
        <Box
          component="nav"
          aria-label={t('shell.menu.more')}
          sx={{ py: 1, pb: 'max(8px, env(safe-area-inset-bottom))' }}
        >
          {rest.map((entry) => (
            <SheetLink
              key={entry.to}
              entry={entry}
              active={isActive(entry, pathname)}
              count={waiting(entry)}
              onClick={() => setOpen(false)}
            />
          ))}
        </Box>
      </Drawer>
    </Box>
  );
};

const cell = {
  flex: 1,
  minWidth: 0,
  flexDirection: 'column',
  height: size.bottomBar,
  gap: 0.25,
  fontSize: '0.75rem',
} as const;

const Face = ({ Icon, label, count = 0 }: { Icon: SvgIconComponent; label: string; count?: number }) => {
  const { number } = useFormat();
  return (
    <>
      <Box sx={{ position: 'relative', lineHeight: 0 }}>
        <Icon />
        {count > 0 && (
          <Box
            component="span"
            sx={{
              position: 'absolute',
              left: '62%',
              top: -5,
              px: 0.5,
              minWidth: 18,
              textAlign: 'center',
              whiteSpace: 'nowrap',
              fontSize: '0.6875rem',
              lineHeight: '16px',
              fontWeight: 600,
              borderRadius: 8,
              bgcolor: 'primary.main',
              color: 'primary.contrastText',
            }}
          >
            {count > 999 ? '999+' : number(count)}
          </Box>
        )}
      </Box>
      <Box
        component="span"
        sx={{ maxWidth: 1, px: 0.5, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
      >
        {label}
      </Box>
    </>
  );
};

type LinkProps = { entry: MenuEntry; active: boolean; count: number; onClick?: () => void };

/** Its name says the word before the count that stands above it, as the desk's menu does. */
const BarLink = ({ entry: { to, label, Icon }, active, count }: LinkProps) => {
  const t = useT();
  const { number } = useFormat();
  return (
    <ButtonBase
      component={Link}
      to={to}
      aria-label={count > 0 ? `${t(label)} ${number(count)}` : t(label)}
      aria-current={active ? 'page' : undefined}
      sx={{ ...cell, color: active ? 'primary.main' : 'text.secondary', fontWeight: active ? 600 : 400 }}
    >
      <Face Icon={Icon} label={t(label)} count={count} />
    </ButtonBase>
  );
};

const SheetLink = ({ entry: { to, label, Icon }, active, count, onClick }: LinkProps) => {
  const t = useT();
  const { number } = useFormat();
  return (
    <ButtonBase
      component={Link}
      to={to}
      onClick={onClick}
      aria-current={active ? 'page' : undefined}
      sx={{
        width: 1,
        minHeight: 52,
        px: 3,
        gap: 2,
        justifyContent: 'flex-start',
        fontSize: '1rem',
        color: active ? 'primary.main' : 'text.primary',
      }}
    >
      <Icon />
      <Box component="span" sx={{ flex: 1 }}>
        {t(label)}
      </Box>
      {count > 0 && <span>{number(count)}</span>}
    </ButtonBase>
  );
};
