import useMediaQuery from '@mui/material/useMediaQuery';
import { StoreContextProvider, CustomRoutes, Resource, useStore, type CoreLayoutProps } from 'ra-core';
import { lazy, Suspense, useMemo } from 'react';
import { Admin } from 'react-admin';
import { createBrowserRouter, Route } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { Home } from './Home.tsx';
import { i18nProvider } from './i18n/index.ts';
import { ErrorPage } from './layout/ErrorPage.tsx';
import { LoginPage } from './layout/LoginPage.tsx';
import { Notices } from './layout/Notices.tsx';
import { ForbiddenPage, LoadingPage, NotFoundPage } from './layout/statePages.tsx';
import { authProvider } from './providers/authProvider.ts';
import { dataProvider } from './providers/dataProvider.ts';
import { queryClient } from './providers/queryClient.ts';
import { kept, store, type Mode } from './providers/store.ts';
import { consoleResources, pages, resources, screen } from './resources.tsx';
import { buildTheme } from './theme.ts';

const SecondFactorPage = screen(() => import('./signIn/SecondFactorPage.tsx'), 'SecondFactorPage');
const PasswordPage = screen(() => import('./layout/PasswordPage.tsx'), 'PasswordPage');

const Layout = lazy(() => import('./layout/Layout.tsx').then(({ Layout: component }) => ({ default: component })));

/** What stands around every page comes with the first of them: who signs in need not wait for it. */
const Frame = (props: CoreLayoutProps) => (
  <Suspense fallback={<LoadingPage />}>
    <Layout {...props} />
  </Suspense>
);

const Console = () => (
  <Admin
    accessDenied={ForbiddenPage}
    authenticationError={ErrorPage}
    authProvider={authProvider}
    catchAll={NotFoundPage}
    darkTheme={null}
    dashboard={Home}
    dataProvider={dataProvider}
    disableTelemetry
    error={ErrorPage}
    i18nProvider={i18nProvider}
    layout={Frame}
    loading={LoadingPage}
    loginPage={LoginPage}
    notification={Notices}
    queryClient={queryClient}
    requireAuth
    store={store}
    theme={useLook()}
    title=""
  >
    {consoleResources.map((name) => (
      <Resource key={name} name={name} list={NotFoundPage} {...resources[name]} />
    ))}
    <CustomRoutes>
      {pages.map(({ path, element }) => (
        <Route key={path} path={path} element={element} />
      ))}
    </CustomRoutes>
    <CustomRoutes noLayout>
      <Route
        path="/password"
        element={
          <Suspense>
            <PasswordPage />
          </Suspense>
        }
      />
      <Route
        path="/second-factor"
        element={
          <Suspense>
            <SecondFactorPage />
          </Suspense>
        }
      />
    </CustomRoutes>
  </Admin>
);

function useLook() {
  const [mode] = useStore<Mode>(kept.mode, 'system');
  const [large] = useStore(kept.large, false);
  const [locale] = useStore('locale', i18nProvider.getLocale());
  const dark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const shown = mode === 'system' ? (dark ? 'dark' : 'light') : mode;
  return useMemo(() => buildTheme({ mode: shown, large, locale }), [shown, large, locale]);
}

/** A data router, so that leaving an unsaved form can be held up; paths without a hash, so that addresses can be sent. */
const router = createBrowserRouter([
  {
    path: '*',
    element: (
      <StoreContextProvider value={store}>
        <Console />
      </StoreContextProvider>
    ),
  },
]);

export const App = () => <RouterProvider router={router} />;
