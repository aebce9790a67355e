import ChevronLeftOutlined from '@mui/icons-material/ChevronLeftOutlined';
import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { useStore } from 'ra-core';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useT } from '../i18n/index.ts';
import type { Me } from '../providers/session.ts';
import { kept } from '../providers/store.ts';
import { countOf, useWork } from '../providers/work.ts';
import { size } from '../theme.ts';
import { useFormat } from '../ui/format.ts';
import { isActive, menuOf, menuParts, type MenuEntry } from './menuEntries.tsx';

/** The menu at the left of a desk: entries of the role with what waits behind them. */
export const Menu = ({ person }: { person: Me }) => {
  const t = useT();
  const [folded, setFolded] = useStore(kept.menuFolded, false);
  const { pathname } = useLocation();
  const work = useWork();
  const Fold = folded ? ChevronRightOutlined : ChevronLeftOutlined;
  const foldLabel = t(folded ? 'shell.menu.unfold' : 'shell.menu.fold');
  return (
    <Box
      component="nav"
      aria-label={t('shell.menu.label')}
      className="no-print"
      sx={{
        // In rem, so that large type has room too.
        width: folded ? size.menuFolded : `${size.menu / 16}rem`,
        flex: 'none',
        position: 'sticky',
        top: size.bar,
        height: `calc(100dvh - ${size.bar}px)`,
        overflowY: 'auto',
        display: 'flex',
        flexDirection: 'column',
        borderRight: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
        py: 1,
      }}
    >
      {menuParts.map((part) => {
        const entries = menuOf(person).filter((entry) => entry.part === part);
        return (
          entries.length > 0 && (
            <MenuPart key={part} title={t(`shell.menu.part.${part}`)} folded={folded} first={part === menuParts[0]}>
              {entries.map((entry) => (
                <MenuLink
                  key={entry.to}
                  entry={entry}
                  folded={folded}
                  active={isActive(entry, pathname)}
                  count={countOf(work, entry.counts ?? [])}
                />
              ))}
            </MenuPart>
          )
        );
      })}
      <Box sx={{ flex: 1 }} />
      <Tooltip title={folded ? foldLabel : ''} placement="right">
        <ButtonBase onClick={() => setFolded(!folded)} aria-label={foldLabel} sx={{ ...row, color: 'text.secondary' }}>
          <Fold fontSize="small" />
          {!folded && <Box component="span">{foldLabel}</Box>}
        </ButtonBase>
      </Tooltip>
    </Box>
  );
};

const row = {
  display: 'flex',
  justifyContent: 'flex-start',
  alignItems: 'center',
  gap: 1.5,
  flex: 'none',
  minHeight: size.row,
  px: 2.25,
  textAlign: 'left',
  fontSize: '0.875rem',
  whiteSpace: 'nowrap',
} as const;

type PartProps = { title: string; folded: boolean; first: boolean; children: ReactNode };

/** A part of the menu: its word above it, or only a line where the menu is folded; the first part needs neither. */
const MenuPart = ({ title, folded, first, children }: PartProps) => (
  <Box role="group" aria-label={title} sx={{ flex: 'none' }}>
    {!first && (
      <Box
        aria-hidden
        sx={{
          mt: 1,
          pt: folded ? 1 : 1.25,
          pb: folded ? 0 : 0.5,
          px: 2.25,
          borderTop: 1,
          borderColor: 'divider',
          fontSize: '0.75rem',
          color: 'text.secondary',
        }}
      >
        {!folded && title}
      </Box>
    )}
    {children}
  </Box>
);

type LinkProps = { entry: MenuEntry; folded: boolean; active: boolean; count: number };

const MenuLink = ({ entry: { to, label, Icon }, folded, active, count }: LinkProps) => {
  const t = useT();
  const { number } = useFormat();
  const waiting = count > 0 ? t('shell.menu.pendingCount', { count: number(count) }) : '';
  return (
    <Tooltip title={folded ? [t(label), waiting].filter(Boolean).join(' · ') : ''} placement="right">
      <ButtonBase
        component={Link}
        to={to}
        aria-current={active ? 'page' : undefined}
        aria-label={waiting ? `${t(label)}（${waiting}）` : t(label)}
        sx={{
          ...row,
          position: 'relative',
          color: active ? 'primary.main' : 'text.primary',
          fontWeight: active ? 600 : 400,
          bgcolor: active ? 'selected' : 'transparent',
          boxShadow: active ? (theme) => `inset 3px 0 0 ${theme.palette.primary.main}` : 'none',
          '&:hover': { bgcolor: active ? 'selected' : 'hover' },
          '& svg': { color: active ? 'primary.main' : 'text.secondary' },
        }}
      >
        <Icon fontSize="small" />
        {folded ? (
          count > 0 && (
            <Box
              sx={{
                position: 'absolute',
                right: 12,
                top: 8,
                width: 7,
                height: 7,
                borderRadius: '50%',
                bgcolor: 'primary.main',
              }}
            />
          )
        ) : (
          <>
            <Box component="span" sx={{ flex: 1, overflow: 'hidden', textOverflow: 'ellipsis' }}>
              {t(label)}
            </Box>
            {count > 0 && (
              <Box
                component="span"
                sx={{ fontSize: '0.8125rem', fontWeight: 600, color: active ? 'primary.main' : 'text.secondary' }}
              >
                {number(count)}
              </Box>
            )}
          </>
        )}
      </ButtonBase>
    </Tooltip>
  );
};
