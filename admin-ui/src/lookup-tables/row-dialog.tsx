import { TextField } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { FormDialog } from '../actions/form-dialog';
import { hub } from '../hub/hub';
import { tablesPath, type LookupRow } from './records';

const LONGEST = 500;

interface Props {
  readonly connectionId: string;
  readonly table: string;
  /** Null to add one. */
  readonly row: LookupRow | null;
  /** Key of a new row, as an error asks for it. */
  readonly firstKey?: string;
  readonly onClose: () => void;
  readonly onStored: () => void;
}

/** Adds a row, or gives it another value. */
export function RowDialog({ connectionId, table, row, firstKey = '', onClose, onStored }: Props): JSX.Element {
  const translate = useTranslate();
  const [key, setKey] = useState(row?.key ?? firstKey);
  const [value, setValue] = useState(row?.value ?? '');
  const run = async (): Promise<void> => {
    const body = { key: key.trim(), value: value.trim() };
    await hub.call(`${tablesPath(connectionId, table)}/rows`, { method: 'POST', body });
    onStored();
  };
  return (
    <FormDialog
      title={translate(row === null ? 'panel.lookups.add_title' : 'panel.lookups.edit_title', { key })}
      text={translate('panel.lookups.add_text')}
      submit={translate('panel.set_up.save')}
      isReady={key.trim() !== '' && value.trim() !== ''}
      run={run}
      onClose={onClose}
    >
      <TextField
        size="small"
        label={translate('panel.lookups.key')}
        value={key}
        onChange={({ target }) => {
          setKey(target.value);
        }}
        slotProps={{ htmlInput: { maxLength: LONGEST, spellCheck: false } }}
        autoFocus={row === null && firstKey === ''}
        disabled={row !== null}
        required
        fullWidth
      />
      <TextField
        size="small"
        label={translate('panel.lookups.value')}
        value={value}
        onChange={({ target }) => {
          setValue(target.value);
        }}
        slotProps={{ htmlInput: { maxLength: LONGEST, spellCheck: false } }}
        autoFocus={row !== null || firstKey !== ''}
        required
        fullWidth
      />
    </FormDialog>
  );
}
