import Box from '@mui/material/Box';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useGetIdentity, type CoreLayoutProps } from 'ra-core';
import { Navigate, useLocation, useNavigationType } from 'react-router';
import { HelpPanel } from '../help/HelpPanel.tsx';
import { useT } from '../i18n/index.ts';
import type { Me } from '../providers/session.ts';
import { Outbox } from '../offline/Outbox.tsx';
import { UpdateBar } from '../offline/UpdateBar.tsx';
import { size } from '../theme.ts';
import { useConflict } from '../ui/conflict.ts';
import { ExportPanel } from '../ui/ExportPanel.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { usePhone } from '../ui/usePhone.ts';
import { AppBar } from './AppBar.tsx';
import { BottomBar } from './BottomBar.tsx';
import { ErrorPage } from './ErrorPage.tsx';
import { FollowPreferences } from './FollowPreferences.tsx';
import { Menu } from './Menu.tsx';
import { OfflineBar } from './OfflineBar.tsx';
import { ShortcutsHelp } from './ShortcutsHelp.tsx';
import { LoadingPage } from './statePages.tsx';

/** Another page is read from its start; going back leaves it where it was. */
function useStartOfPage(): void {
  const { pathname } = useLocation();
  const kind = useNavigationType();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current !== pathname && kind !== 'POP') window.scrollTo(0, 0);
    shown.current = pathname;
  }, [pathname, kind]);
}

/** The frame of every page behind the sign-in. */
export const Layout = ({ children }: CoreLayoutProps) => {
  const { identity, error, refetch } = useGetIdentity();
  const person = identity?.['me'] as Me | undefined;
  const phone = usePhone();
  const { pathname } = useLocation();
  useStartOfPage();
  if (!person) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <LoadingPage />;
  if (person.mustChangePassword) return <Navigate to="/password" replace />;
  if (person.mustEnroll) return <Navigate to="/second-factor" replace />;
  return (
    <>
      <SkipLink />
      <FollowPreferences person={person} />
      <AppBar person={person} />
      <OfflineBar />
      <UpdateBar />
      <Outbox person={person} />
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
      <HelpPanel person={person} />
      <ExportPanel />
      <Conflict />
    </>
  );
};

const ConflictDialog = lazy(() =>
  import('../ui/ConflictDialog.tsx').then(({ ConflictDialog: component }) => ({ default: component })),
);

/** Somebody else was faster with what this person has just done. */
const Conflict = () => {
  const conflict = useConflict();
  return (
    conflict && (
      <Suspense fallback={null}>
        <ConflictDialog conflict={conflict} />
      </Suspense>
    )
  );
};

const SkipLink = () => {
  const t = useT();
  return (
    <Box
      component="a"
      className="no-print"
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
