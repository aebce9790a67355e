import Box from '@mui/material/Box';
import { Suspense } from 'react';
import type { CoreLayoutProps } from 'ra-core';
import { Navigate, useLocation } from 'react-router';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { size } from '../theme.ts';
import { ConflictDialog } from '../ui/ConflictDialog.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { PageSkeleton } from '../ui/states.tsx';
import { usePhone } from '../ui/usePhone.ts';
import { AppBar } from './AppBar.tsx';
import { BottomBar } from './BottomBar.tsx';
import { ErrorPage } from './ErrorPage.tsx';
import { Menu } from './Menu.tsx';
import { OfflineBar } from './OfflineBar.tsx';
import { ShortcutsHelp } from './ShortcutsHelp.tsx';

/** The frame of every page behind the sign-in. */
export const Layout = ({ children }: CoreLayoutProps) => {
  const person = useMe();
  const phone = usePhone();
  const { pathname } = useLocation();
  if (!person) return null;
  if (person.mustChangePassword) return <Navigate to="/password" replace />;
  return (
    <>
      <SkipLink />
      <AppBar person={person} />
      <OfflineBar />
      <Box sx={{ display: 'flex', alignItems: 'stretch' }}>
        {!phone && <Menu person={person} />}
        <Box
          component="main"
          id="main"
          tabIndex={-1}
          sx={{
            flex: 1,
            minWidth: 0,
            outline: 'none',
            // Focus coming back here must not slide the page below the bar.
            scrollMarginTop: size.bar,
            minHeight: `calc(100dvh - ${size.bar}px)`,
            px: phone ? 2 : 3,
            pt: phone ? 2 : 2.5,
            pb: phone ? `calc(${size.bottomBar + 24}px + env(safe-area-inset-bottom))` : 4,
          }}
        >
          <ErrorBoundary resetKey={pathname} fallback={<ErrorPage />}>
            <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
          </ErrorBoundary>
        </Box>
      </Box>
      {phone && <BottomBar person={person} />}
      <ShortcutsHelp />
      <ConflictDialog />
    </>
  );
};

const SkipLink = () => {
  const t = useT();
  return (
    <Box
      component="a"
      href="#main"
      sx={{
        position: 'fixed',
        left: 8,
        top: -60,
        zIndex: 'tooltip',
        px: 2,
        py: 1,
        borderRadius: 1,
        bgcolor: 'primary.main',
        color: 'primary.contrastText',
        '&:focus': { top: 8 },
      }}
    >
      {t('shell.skip')}
    </Box>
  );
};
