import { TextField } from '@mui/material';
import { useState, type JSX } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { FormDialog } from '../actions/form-dialog';
import type { FilterValues } from '../page/list-filters';
import { storeFilter } from './saved-filters';

/** As many letters the hub takes. */
const LONGEST_NAME = 60;

interface Props {
  readonly filter: FilterValues;
  readonly onClose: () => void;
}

/** Asks for the name of the filters and saves them. */
export function SaveFilterDialog({ filter, onClose }: Props): JSX.Element {
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefresh();
  const [name, setName] = useState('');
  const run = async (): Promise<void> => {
    await storeFilter(name.trim(), filter);
    onClose();
    notify(translate('panel.saved_filters.saved'), { type: 'success' });
    refresh();
  };
  return (
    <FormDialog
      title={translate('panel.saved_filters.save_title')}
      text={translate('panel.saved_filters.save_text')}
      submit={translate('panel.saved_filters.submit')}
      isReady={name.trim() !== ''}
      run={run}
      onClose={onClose}
    >
      <TextField
        autoFocus
        label={translate('panel.saved_filters.name')}
        value={name}
        onChange={({ target }) => {
          setName(target.value);
        }}
        slotProps={{ htmlInput: { maxLength: LONGEST_NAME } }}
      />
    </FormDialog>
  );
}
