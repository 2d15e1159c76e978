import { Box, Button, Typography } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useTranslate } from 'react-admin';
import { useMayAct } from '../access/rights';
import { ActionButton } from '../actions/action-button';
import { dataProvider } from '../data/data-provider';
import { useConnectionName, useConnections } from '../hub/connection-names';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { ChipFilter } from '../page/chip-filter';
import { ListPage } from '../page/list-page';
import { SelectFilter } from '../page/select-filter';
import { EmptyList } from '../page/states';
import { StatusChip } from '../status/status-chip';
import { DirectionTabs } from './direction-tabs';
import type { ReceivedRow } from './records';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };
const FROM_MEDIUM = { display: { xs: 'none', md: 'table-cell' } };
const TONE = { stored: 'busy', done: 'good', unreadable: 'bad' } as const;

/** What other systems told us. */
export function ReceivedList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage title={translate('panel.received.title')} sort={{ field: 'id', order: 'DESC' }} filters={<Filters />}>
      <ReceivedTable />
    </ListPage>
  );
}

function Filters(): JSX.Element {
  const translate = useTranslate();
  return (
    <>
      <DirectionTabs shown="received" />
      <SelectFilter
        source="connectionId"
        label={translate('panel.connection')}
        any={translate('panel.any_connection')}
        choices={useConnections()}
      />
      <ChipFilter
        source="state"
        value="unreadable"
        label={translate('panel.received.unreadable_only')}
        tone="warning"
      />
    </>
  );
}

function ReceivedTable(): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const nameOf = useConnectionName();
  const label = (name: string): string => translate(`panel.received.${name}`);
  return (
    <DataTable<ReceivedRow> bulkActionButtons={false} rowClick={false} empty={<EmptyList part="received" />}>
      <DataTable.Col<ReceivedRow> label={label('events')} render={(row) => <What received={row} />} />
      <DataTable.Col<ReceivedRow>
        label={label('state')}
        render={({ state }) => <StatusChip tone={TONE[state]} text={words('received_state', state)} />}
      />
      <DataTable.Col<ReceivedRow>
        sx={FROM_SMALL}
        label={translate('panel.connection')}
        render={({ connectionId }) => nameOf(connectionId)}
      />
      <DataTable.Col<ReceivedRow>
        sx={{ ...FROM_MEDIUM, whiteSpace: 'nowrap' }}
        label={label('received')}
        render={({ receivedAt }) => <Moment at={receivedAt} />}
      />
      <DataTable.Col<ReceivedRow> label="" render={(row) => <Actions received={row} />} />
    </DataTable>
  );
}

function What({ received }: { readonly received: ReceivedRow }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const format = useFormat();
  const { events, problem, deliveries, size } = received;
  const times = translate('panel.received.times_text', { smart_count: deliveries });
  return (
    <>
      <Box sx={{ fontWeight: 600 }}>
        {events.length === 0 ? '–' : [...new Set(events)].map((event) => words('received_event', event)).join(', ')}
      </Box>
      <Typography variant="caption" component="div" sx={{ color: problem === null ? 'text.secondary' : 'error.main' }}>
        {problem ?? `${times} · ${format.number(size)} B`}
      </Typography>
    </>
  );
}

function Actions({ received: { id, connectionId } }: { readonly received: ReceivedRow }): JSX.Element | null {
  const translate = useTranslate();
  const nameOf = useConnectionName();
  if (!useMayAct()) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'flex-end' }}>
      <Button href={`/admin/api/received-webhooks/${id}/body`} download size="small">
        {translate('panel.received.body')}
      </Button>
      <ActionButton
        action={{
          label: translate('panel.received.replay'),
          title: translate('panel.received.replay_title', { name: nameOf(connectionId) }),
          text: translate('panel.received.replay_text'),
          done: 'panel.received.replay_done',
          run: async () => dataProvider.act('received-webhooks', id, 'replay'),
        }}
      />
    </Box>
  );
}
