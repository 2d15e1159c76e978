import AddIcon from '@mui/icons-material/Add';
import { Button, Link as TextLink, Typography } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useMay } from '../access/rights';
import { useConnectionName } from '../hub/connection-names';
import { ListPage } from '../page/list-page';
import { EmptyList } from '../page/states';
import type { Channel } from './records';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };
const FROM_MEDIUM = { display: { xs: 'none', md: 'table-cell' } };

/** Where orders come from, and who does what with them. */
export function ChannelList(): JSX.Element {
  const translate = useTranslate();
  const maySetUp = useMay('setUp');
  return (
    <ListPage
      title={translate('panel.channels.title')}
      sort={{ field: 'id', order: 'ASC' }}
      actions={
        maySetUp ? (
          <Button variant="contained" startIcon={<AddIcon />} component={Link} to="/channels/create">
            {translate('panel.channels.new')}
          </Button>
        ) : undefined
      }
    >
      <ChannelTable />
    </ListPage>
  );
}

function ChannelTable(): JSX.Element {
  const translate = useTranslate();
  const nameOf = useConnectionName();
  const label = (name: string): string => translate(`panel.channels.${name}`);
  const named = (id: string | null): string => (id === null ? translate('panel.none') : nameOf(id));
  return (
    <DataTable<Channel> bulkActionButtons={false} rowClick="edit" empty={<EmptyList part="channels" />}>
      <DataTable.Col<Channel>
        source="name"
        disableSort
        label={translate('panel.set_up.name')}
        render={({ id, name, kind }) => (
          <>
            <TextLink
              component={Link}
              to={`/channels/${encodeURIComponent(id)}`}
              sx={{ fontWeight: 600 }}
              underline="hover"
            >
              {name}
            </TextLink>
            <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
              {label(kind)} · <code>{id}</code>
            </Typography>
          </>
        )}
      />
      <DataTable.Col<Channel> label={label('erp')} sx={FROM_SMALL} render={({ routes }) => named(routes.erp)} />
      <DataTable.Col<Channel> label={label('warehouse')} render={({ routes }) => named(routes.warehouse)} />
      <DataTable.Col<Channel>
        sx={FROM_MEDIUM}
        label={label('carriers')}
        render={({ routes }) => [...new Set(routes.carriers.map(({ connection }) => nameOf(connection)))].join(', ')}
      />
    </DataTable>
  );
}
