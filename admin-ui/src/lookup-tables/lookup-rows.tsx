import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useState, type JSX } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { ActionButton } from '../actions/action-button';
import { hub } from '../hub/hub';
import { Moment } from '../i18n/format';
import { tablesPath, type LookupRow } from './records';
import { RowDialog } from './row-dialog';

/** More rows than these make a page slow; the others are found by searching. */
const MOST_SHOWN = 500;
const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };

interface Props {
  readonly id: string;
  readonly table: string;
  readonly rows: readonly LookupRow[];
  readonly mayEdit: boolean;
  readonly onChanged: () => void;
}

export function LookupRows({ rows, ...rest }: Props): JSX.Element {
  const translate = useTranslate();
  const label = (name: string): string => translate(`panel.lookups.${name}`);
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{label('key')}</TableCell>
            <TableCell>{label('value')}</TableCell>
            <TableCell sx={FROM_SMALL}>{label('origin')}</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.slice(0, MOST_SHOWN).map((row) => (
            <Row key={row.key} row={row} {...rest} />
          ))}
        </TableBody>
      </Table>
      {rows.length > MOST_SHOWN && (
        <Typography variant="body2" sx={{ p: 2, color: 'text.secondary' }}>
          {translate('panel.lookups.shown', { number: MOST_SHOWN })}
        </Typography>
      )}
    </Box>
  );
}

type RowProps = Omit<Props, 'rows'> & { readonly row: LookupRow };

function Row({ row, mayEdit, ...rest }: RowProps): JSX.Element {
  return (
    <TableRow>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <code>{row.key}</code>
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <code>{row.value}</code>
      </TableCell>
      <TableCell sx={FROM_SMALL}>
        <Origin row={row} />
      </TableCell>
      <TableCell sx={{ textAlign: 'right' }}>{mayEdit && <RowActions row={row} {...rest} />}</TableCell>
    </TableRow>
  );
}

function Origin({ row: { isDefault, defaultValue, updatedAt, updatedBy } }: { readonly row: LookupRow }): JSX.Element {
  const translate = useTranslate();
  const word = isDefault ? 'shipped' : defaultValue === null ? 'own' : 'replaces';
  return (
    <>
      {translate(`panel.lookups.${word}`, { value: defaultValue })}
      {updatedAt !== null && (
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {updatedBy} <Moment at={updatedAt} />
        </Typography>
      )}
    </>
  );
}

function RowActions({ id, table, row, onChanged }: Omit<RowProps, 'mayEdit'>): JSX.Element {
  const translate = useTranslate();
  const notify = useNotify();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
  };
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', justifyContent: 'flex-end' }}>
      <Button
        size="small"
        aria-label={`${translate('panel.set_up.edit')} ${row.key}`}
        onClick={() => {
          setOpen(true);
        }}
      >
        {translate('panel.set_up.edit')}
      </Button>
      {!row.isDefault && (
        <ActionButton
          variant="text"
          action={{
            label: translate('panel.set_up.remove'),
            title: translate('panel.lookups.remove_title', { key: row.key }),
            text: translate('panel.lookups.remove_text'),
            done: 'panel.lookups.removed',
            isDangerous: true,
            run: async () => {
              await hub.call(`${tablesPath(id, table)}/rows/remove`, { method: 'POST', body: { key: row.key } });
              onChanged();
            },
          }}
        />
      )}
      {isOpen && (
        <RowDialog
          connectionId={id}
          table={table}
          row={row}
          onClose={close}
          onStored={() => {
            close();
            notify('panel.lookups.stored', { type: 'success' });
            onChanged();
          }}
        />
      )}
    </Box>
  );
}
