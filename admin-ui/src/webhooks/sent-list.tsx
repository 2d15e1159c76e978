import { Link as TextLink, Typography } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useConnections } from '../hub/connection-names';
import { Moment, useFormat } from '../i18n/format';
import { ChipFilter } from '../page/chip-filter';
import { ListPage } from '../page/list-page';
import { SelectFilter } from '../page/select-filter';
import { EmptyList } from '../page/states';
import { JobStateChip } from '../status/status-chip';
import { DirectionTabs } from './direction-tabs';
import type { SentRow } from './records';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };
const FROM_MEDIUM = { display: { xs: 'none', md: 'table-cell' } };
const ENDPOINTS = 'shop-webhook';

/** What shops were told. */
export function SentList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage title={translate('panel.sent.title')} sort={{ field: 'id', order: 'DESC' }} filters={<Filters />}>
      <SentTable />
    </ListPage>
  );
}

function Filters(): JSX.Element {
  const translate = useTranslate();
  const endpoints = useConnections().filter(({ system }) => system === ENDPOINTS);
  return (
    <>
      <DirectionTabs shown="sent" />
      <SelectFilter
        source="endpointId"
        label={translate('panel.sent.endpoint')}
        any={translate('panel.sent.any_endpoint')}
        choices={endpoints}
      />
      <ChipFilter source="failed" value label={translate('panel.sent.failed_only')} tone="warning" />
    </>
  );
}

function SentTable(): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const label = (name: string): string => translate(`panel.sent.${name}`);
  return (
    <DataTable<SentRow> bulkActionButtons={false} rowClick="show" empty={<EmptyList part="sent" />}>
      <DataTable.Col<SentRow> source="type" disableSort label={label('event')} render={(row) => <Event sent={row} />} />
      <DataTable.Col<SentRow>
        label={label('state')}
        render={({ state }) => (state === null ? null : <JobStateChip state={state} />)}
      />
      <DataTable.Col<SentRow>
        sx={FROM_SMALL}
        label={label('endpoint')}
        render={({ endpointName }) => endpointName ?? label('gone')}
      />
      <DataTable.Col<SentRow>
        sx={{ ...FROM_MEDIUM, textAlign: 'right' }}
        label={label('attempts')}
        render={({ attempts }) => format.number(attempts)}
      />
      <DataTable.Col<SentRow>
        sx={{ ...FROM_SMALL, whiteSpace: 'nowrap' }}
        label={label('created')}
        render={({ createdAt }) => <Moment at={createdAt} />}
      />
    </DataTable>
  );
}

function Event({ sent: { id, type, orderReference, error } }: { readonly sent: SentRow }): JSX.Element {
  return (
    <>
      <TextLink component={Link} to={`/webhook-deliveries/${id}/show`} sx={{ fontWeight: 600 }} underline="hover">
        {type}
      </TextLink>
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
        {[orderReference, error].filter((text) => text !== null).join(' · ')}
      </Typography>
    </>
  );
}
