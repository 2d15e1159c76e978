import { Alert, Box, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { JSX, ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { dataProvider } from '../data/data-provider';
import type { Overview } from '../hub/records';
import { useFormat } from '../i18n/format';
import { useErrorText } from '../i18n/words';
import { Page, Section } from '../page/page';
import { Failed, LoadingPage } from '../page/states';
import { CauseList } from './cause-list';
import { ChartSection } from './chart-section';
import { ConnectionTiles } from './connection-tiles';
import { NumberTiles } from './number-tiles';
import { PromiseMeter } from './promise-meter';
import { StatusStrip } from './status-strip';
import { VerdictBanner } from './verdict-banner';

const READ_AGAIN_MS = 5_000;

/** How the business runs, at a glance. */
export function OverviewPage(): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const errorText = useErrorText();
  const { data, error, dataUpdatedAt } = useQuery<Overview>({
    queryKey: ['overview'],
    queryFn: async () => dataProvider.overview(),
    refetchInterval: READ_AGAIN_MS,
  });
  if (data === undefined) return error === null ? <LoadingPage /> : <Failed error={error} />;
  const updated = translate('panel.updated', { time: format.time(new Date(dataUpdatedAt).toISOString()) });
  const { today } = data;
  const number = format.number(today.orders);
  const todaysOrders = today.isCapped ? translate('panel.numbers.more_than', { number }) : number;
  return (
    <Page title={translate('panel.overview')} lead={updated}>
      <Stack spacing={3}>
        {error !== null && <Alert severity="warning">{errorText(error)}</Alert>}
        <VerdictBanner verdict={data.verdict} connections={data.connections} />
        <NumberTiles overview={data} />
        <Section title={translate('panel.start.causes')} isFlush>
          <CauseList causes={data.causes} connections={data.connections} />
        </Section>
        <Part title={translate('panel.start.today', { number: todaysOrders })}>
          <StatusStrip counts={today.byStatus} since={today.since} />
        </Part>
        <Part title={translate('panel.start.promises')}>
          <PromiseMeter promises={data.promises} />
        </Part>
        <ChartSection />
        <Part title={translate('panel.numbers.by_status')}>
          <StatusStrip counts={data.ordersByStatus} />
        </Part>
        <Part title={translate('panel.numbers.health')}>
          <ConnectionTiles connections={data.connections} />
        </Part>
      </Stack>
    </Page>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): JSX.Element {
  return (
    <Box component="section">
      <Typography variant="h2" sx={{ mb: 1.5 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}
