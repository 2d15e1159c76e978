import { lazy, type JSX } from 'react';
import { Admin, CustomRoutes, Resource } from 'react-admin';
import { QueryClient } from '@tanstack/react-query';
import { BrowserRouter, Route } from 'react-router-dom';
import { authProvider } from './access/auth-provider';
import { SignInPage } from './access/sign-in-page';
import { connections } from './connections';
import { dataProvider } from './data/data-provider';
import { errorGroups } from './error-groups';
import { i18nProvider } from './i18n/i18n-provider';
import { inDoubt } from './in-doubt';
import { PanelLayout } from './layout/panel-layout';
import { orders } from './orders';
import { panelStore } from './panel-store';
import { syncJobs } from './sync-jobs';
import { darkTheme, lightTheme } from './theme/theme';

const Overview = lazy(async () => ({ default: (await import('./overview/overview-page')).OverviewPage }));

const CorrectOrder = lazy(async () => ({
  default: (await import('./order-correction/correct-order-page')).CorrectOrderPage,
}));

const store = panelStore();
// The panel asks again by itself every few seconds, and as soon as an absent hub is back.
const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });

/** The panel, as the hub serves it under `/admin`. */
export function Panel(): JSX.Element {
  return (
    <BrowserRouter basename={import.meta.env.BASE_URL}>
      <Admin
        title="Crossdock"
        dataProvider={dataProvider}
        authProvider={authProvider}
        i18nProvider={i18nProvider}
        queryClient={queryClient}
        store={store}
        layout={PanelLayout}
        loginPage={SignInPage}
        dashboard={Overview}
        theme={lightTheme}
        darkTheme={darkTheme}
        requireAuth
        disableTelemetry
      >
        <Resource {...orders} />
        <Resource {...errorGroups} />
        <Resource {...inDoubt} />
        <Resource {...syncJobs} />
        <Resource {...connections} />
        <CustomRoutes>
          <Route path="/orders/:id/correct" element={<CorrectOrder />} />
        </CustomRoutes>
      </Admin>
    </BrowserRouter>
  );
}
