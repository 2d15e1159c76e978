import AddIcon from '@mui/icons-material/Add';
import DownloadIcon from '@mui/icons-material/Download';
import { Box, Button, Card, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useParams, useSearchParams } from 'react-router-dom';
import { useMay } from '../access/rights';
import { useConnectionName } from '../hub/connection-names';
import { hub } from '../hub/hub';
import { Page } from '../page/page';
import { Failed, LoadingPage } from '../page/states';
import { ImportButton } from './import-button';
import { LookupRows } from './lookup-rows';
import { tablesPath, type LookupRow, type LookupTable } from './records';
import { RowDialog } from './row-dialog';

interface Loaded {
  readonly title: string;
  readonly rows: readonly LookupRow[];
}

/** One lookup table of a connection. `?add=<key>` opens the form for a missing row. */
export function LookupTablePage(): JSX.Element {
  const { id = '', table = '' } = useParams();
  const query = useQuery<Loaded>({
    queryKey: ['lookup-tables', id, table],
    queryFn: async () => {
      const [tables, rows] = await Promise.all([
        hub.get<readonly LookupTable[]>(tablesPath(id)),
        hub.get<readonly LookupRow[]>(tablesPath(id, table)),
      ]);
      return { title: tables.find(({ name }) => name === table)?.title ?? table, rows };
    },
  });
  if (query.data === undefined) return query.error === null ? <LoadingPage /> : <Failed error={query.error} />;
  return <View id={id} table={table} loaded={query.data} reload={() => void query.refetch()} />;
}

interface ViewProps {
  readonly id: string;
  readonly table: string;
  readonly loaded: Loaded;
  readonly reload: () => void;
}

function View({ id, table, loaded: { title, rows }, reload }: ViewProps): JSX.Element {
  const translate = useTranslate();
  const nameOf = useConnectionName();
  const mayEdit = useMay('lookups');
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = rows.filter(({ key, value }) => `${key}\n${value}`.toLowerCase().includes(wanted));
  return (
    <Page
      title={title}
      back={{ to: `/connections/${encodeURIComponent(id)}/show`, name: nameOf(id) }}
      actions={
        <>
          <Button startIcon={<DownloadIcon />} href={`/admin/api${tablesPath(id, table)}/export`} download>
            {translate('panel.lookups.export')}
          </Button>
          {mayEdit && <ImportButton connectionId={id} table={table} onImported={reload} />}
          {mayEdit && <AddButton id={id} table={table} onStored={reload} />}
        </>
      }
    >
      <Card>
        <Box sx={{ p: 2 }}>
          <TextField
            size="small"
            type="search"
            placeholder={translate('panel.lookups.search')}
            value={search}
            onChange={({ target }) => {
              setSearch(target.value);
            }}
            slotProps={{ htmlInput: { 'aria-label': translate('panel.lookups.search'), 'data-search': '' } }}
            fullWidth
          />
        </Box>
        {found.length === 0 ? (
          <Typography sx={{ p: 3, textAlign: 'center', color: 'text.secondary' }}>
            {translate(rows.length === 0 ? 'panel.lookups.empty' : 'panel.lookups.nothing_found')}
          </Typography>
        ) : (
          <LookupRows id={id} table={table} rows={found} mayEdit={mayEdit} onChanged={reload} />
        )}
      </Card>
    </Page>
  );
}

interface AddProps {
  readonly id: string;
  readonly table: string;
  readonly onStored: () => void;
}

function AddButton({ id, table, onStored }: AddProps): JSX.Element {
  const translate = useTranslate();
  const notify = useNotify();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('add');
  const [isOpen, setOpen] = useState(asked !== null);
  const close = (): void => {
    setOpen(false);
    setParameters({}, { replace: true });
  };
  return (
    <>
      <Button
        variant="contained"
        startIcon={<AddIcon />}
        onClick={() => {
          setOpen(true);
        }}
      >
        {translate('panel.lookups.add')}
      </Button>
      {isOpen && (
        <RowDialog
          connectionId={id}
          table={table}
          row={null}
          firstKey={asked ?? ''}
          onClose={close}
          onStored={() => {
            close();
            notify('panel.lookups.stored', { type: 'success' });
            onStored();
          }}
        />
      )}
    </>
  );
}
