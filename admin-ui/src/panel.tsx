import { lazy, type JSX } from 'react';
import { Admin, CustomRoutes, Resource } from 'react-admin';
import { QueryClient } from '@tanstack/react-query';
import { BrowserRouter, Route } from 'react-router-dom';
import { authProvider } from './access/auth-provider';
import { SignInPage } from './access/sign-in-page';
import { apiKeys } from './api-keys';
import { auditEvents } from './audit';
import { channels } from './channels';
import { connections } from './connections';
import { dataProvider } from './data/data-provider';
import { decisions } from './decisions';
import { errorGroups } from './error-groups';
import { i18nProvider } from './i18n/i18n-provider';
import { inDoubt } from './in-doubt';
import { PanelLayout } from './layout/panel-layout';
import { orders } from './orders';
import { panelStore } from './panel-store';
import { schedules } from './schedules';
import { syncJobs } from './sync-jobs';
import { darkTheme, lightTheme } from './theme/theme';
import { users } from './users';
import { receivedWebhooks, sentWebhooks } from './webhooks';

const Overview = lazy(async () => ({ default: (await import('./overview/overview-page')).OverviewPage }));

const CorrectOrder = lazy(async () => ({
  default: (await import('./order-correction/correct-order-page')).CorrectOrderPage,
}));

const LookupTable = lazy(async () => ({
  default: (await import('./lookup-tables/lookup-table-page')).LookupTablePage,
}));

const Consent = lazy(async () => ({ default: (await import('./connection-setup/consent-page')).ConsentPage }));

const OwnPassword = lazy(async () => ({ default: (await import('./users/own-password-page')).OwnPasswordPage }));

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
        <Resource {...channels} />
        <Resource {...decisions} />
        <Resource {...schedules} />
        <Resource {...sentWebhooks} />
        <Resource {...receivedWebhooks} />
        <Resource {...users} />
        <Resource {...apiKeys} />
        <Resource {...auditEvents} />
        <CustomRoutes>
          <Route path="/orders/:id/correct" element={<CorrectOrder />} />
          <Route path="/connections/:id/lookup-tables/:table" element={<LookupTable />} />
          <Route path="/consent" element={<Consent />} />
          <Route path="/own-password" element={<OwnPassword />} />
        </CustomRoutes>
      </Admin>
    </BrowserRouter>
  );
}
