import AddIcon from '@mui/icons-material/Add';
import { Button, Link as TextLink, Typography } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useMay } from '../access/rights';
import { CONNECTION_STATES, type ConnectionRow } from '../hub/records';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { ChipFilter } from '../page/chip-filter';
import { ListPage } from '../page/list-page';
import { EmptyList } from '../page/states';
import { ConnectionStateChip } from '../status/status-chip';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };
const FROM_MEDIUM = { display: { xs: 'none', md: 'table-cell' } };

/** Every account of every system, and how it is. */
export function ConnectionList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage
      title={translate('panel.connections.title')}
      sort={{ field: 'name', order: 'ASC' }}
      perPage={100}
      filters={<ConnectionFilters />}
      actions={useMay('setUp') ? <NewButton /> : undefined}
    >
      <ConnectionTable />
    </ListPage>
  );
}

function NewButton(): JSX.Element {
  const translate = useTranslate();
  return (
    <Button variant="contained" startIcon={<AddIcon />} component={Link} to="/connections/create">
      {translate('panel.connection_setup.new')}
    </Button>
  );
}

function ConnectionFilters(): JSX.Element {
  const words = useWords();
  return (
    <>
      {CONNECTION_STATES.map((state) => (
        <ChipFilter key={state} source="state" value={state} label={words('connection_state', state)} />
      ))}
    </>
  );
}

function ConnectionTable(): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const format = useFormat();
  const label = (name: string): string => translate(`panel.connections.${name}`);
  return (
    <DataTable<ConnectionRow> bulkActionButtons={false} rowClick="show" empty={<EmptyList part="connections" />}>
      <DataTable.Col<ConnectionRow> source="name" label={label('name')} render={(row) => <Name connection={row} />} />
      <DataTable.Col<ConnectionRow>
        label={label('state')}
        render={({ state }) => <ConnectionStateChip state={state} />}
      />
      <DataTable.Col<ConnectionRow>
        sx={FROM_SMALL}
        source="category"
        label={label('category')}
        render={({ category }) => words('category', category)}
      />
      <DataTable.Col<ConnectionRow>
        sx={FROM_SMALL}
        label={label('backlog')}
        render={(row) => <Backlog connection={row} />}
      />
      <DataTable.Col<ConnectionRow>
        sx={{ ...FROM_MEDIUM, textAlign: 'right' }}
        label={label('errors')}
        render={({ errorShare }) => format.share(errorShare)}
      />
      <DataTable.Col<ConnectionRow>
        sx={{ ...FROM_MEDIUM, whiteSpace: 'nowrap' }}
        label={label('last_attempt')}
        render={({ lastAttemptAt }) => (lastAttemptAt === null ? label('never') : <Moment at={lastAttemptAt} />)}
      />
    </DataTable>
  );
}

function Name({ connection }: { readonly connection: ConnectionRow }): JSX.Element {
  const { id, name, system, systemName = system, state, problem, pausedReason } = connection;
  const why = state === 'paused' ? pausedReason : problem;
  return (
    <>
      <TextLink
        component={Link}
        to={`/connections/${encodeURIComponent(id)}/show`}
        sx={{ fontWeight: 600 }}
        underline="hover"
      >
        {name}
      </TextLink>
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
        {systemName}
        {why !== null && <> · {why}</>}
      </Typography>
    </>
  );
}

function Backlog({ connection: { backlog } }: { readonly connection: ConnectionRow }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const said = (['ready', 'running', 'dead'] as const).filter((word) => backlog[word] > 0);
  if (said.length === 0) return <>{format.number(0)}</>;
  return (
    <>{said.map((word) => `${format.number(backlog[word])} ${translate(`panel.connections.${word}`)}`).join(' · ')}</>
  );
}
