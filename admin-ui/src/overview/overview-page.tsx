import { Alert, Box, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { dataProvider } from '../data/data-provider';
import type { Overview } from '../hub/records';
import { useFormat } from '../i18n/format';
import { useErrorText } from '../i18n/words';
import { Page } from '../page/page';
import { Failed, LoadingPage } from '../page/states';
import { ConnectionTiles } from './connection-tiles';
import { NumberTiles } from './number-tiles';
import { StatusStrip } from './status-strip';

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
  return (
    <Page title={translate('panel.overview')} lead={updated}>
      <Stack spacing={3}>
        {error !== null && <Alert severity="warning">{errorText(error)}</Alert>}
        <NumberTiles overview={data} />
        <Box component="section">
          <Typography variant="h2" sx={{ mb: 1.5 }}>
            {translate('panel.numbers.by_status')}
          </Typography>
          <StatusStrip counts={data.ordersByStatus} />
        </Box>
        <Box component="section">
          <Typography variant="h2" sx={{ mb: 1.5 }}>
            {translate('panel.numbers.health')}
          </Typography>
          <ConnectionTiles connections={data.connections} />
        </Box>
      </Stack>
    </Page>
  );
}
