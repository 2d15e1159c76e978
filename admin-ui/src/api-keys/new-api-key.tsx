import AddIcon from '@mui/icons-material/Add';
import {
  Button,
  Checkbox,
  FormControl,
  FormControlLabel,
  FormGroup,
  FormLabel,
  MenuItem,
  TextField,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { useGetList, useRefresh, useTranslate } from 'react-admin';
import { FormDialog } from '../actions/form-dialog';
import { hub } from '../hub/hub';
import { useWords } from '../i18n/words';
import { ShownOnce } from '../page/shown-once';
import type { NewApiKey } from './records';

/** What a shop needs to hand in orders and see what becomes of them. */
const USUAL = ['orders:read', 'orders:write', 'stock:read'];

/** Makes a key; it is shown once. */
export function NewApiKeyButton(): JSX.Element {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<NewApiKey | null>(null);
  return (
    <>
      <Button
        variant="contained"
        startIcon={<AddIcon />}
        onClick={() => {
          setOpen(true);
        }}
      >
        {translate('panel.api_keys.new')}
      </Button>
      {isOpen && (
        <NewKeyDialog
          onClose={() => {
            setOpen(false);
          }}
          onMade={(key) => {
            setOpen(false);
            setMade(key);
          }}
        />
      )}
      {made !== null && (
        <ShownOnce
          title={translate('panel.api_keys.key_of', { name: made.name })}
          label={translate('panel.api_keys.title')}
          value={made.key}
          onClose={() => {
            setMade(null);
          }}
        />
      )}
    </>
  );
}

interface DialogProps {
  readonly onClose: () => void;
  readonly onMade: (key: NewApiKey) => void;
}

function NewKeyDialog({ onClose, onMade }: DialogProps): JSX.Element {
  const translate = useTranslate();
  const refresh = useRefresh();
  const { data: channels = [] } = useGetList<{ id: string; name: string }>('channels');
  const [name, setName] = useState('');
  const [chosen, setChannel] = useState('');
  const [rights, setRights] = useState<readonly string[]>(USUAL);
  const channel = chosen === '' ? (channels[0]?.id ?? '') : chosen;
  const run = async (): Promise<void> => {
    const body = { name: name.trim(), channel, rights };
    onMade((await hub.call<NewApiKey>('/api-keys', { method: 'POST', body })).body);
    refresh();
  };
  return (
    <FormDialog
      title={translate('panel.api_keys.new')}
      text={translate('panel.api_keys.empty_text')}
      submit={translate('panel.api_keys.create')}
      isReady={name.trim() !== '' && channel !== '' && rights.length > 0}
      run={run}
      onClose={onClose}
    >
      <TextField
        size="small"
        label={translate('panel.api_keys.name')}
        value={name}
        onChange={({ target }) => {
          setName(target.value);
        }}
        slotProps={{ htmlInput: { maxLength: 100 } }}
        autoFocus
        autoComplete="off"
        required
        fullWidth
      />
      <TextField
        select
        size="small"
        label={translate('panel.api_keys.channel')}
        value={channel}
        onChange={({ target }) => {
          setChannel(target.value);
        }}
        fullWidth
      >
        {channels.map((one) => (
          <MenuItem key={one.id} value={one.id}>
            {one.name}
          </MenuItem>
        ))}
      </TextField>
      <Rights rights={rights} onChange={setRights} />
    </FormDialog>
  );
}

interface RightsProps {
  readonly rights: readonly string[];
  readonly onChange: (rights: readonly string[]) => void;
}

function Rights({ rights, onChange }: RightsProps): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const { data: all = USUAL } = useQuery<readonly string[]>({
    queryKey: ['api-key-rights'],
    queryFn: async () => hub.get<readonly string[]>('/api-keys/rights'),
    staleTime: Infinity,
  });
  return (
    <FormControl component="fieldset">
      <FormLabel component="legend">{translate('panel.api_keys.rights')}</FormLabel>
      <FormGroup>
        {all.map((right) => (
          <FormControlLabel
            key={right}
            label={words('api_right', right)}
            control={
              <Checkbox
                size="small"
                checked={rights.includes(right)}
                onChange={({ target }) => {
                  onChange(target.checked ? [...rights, right] : rights.filter((one) => one !== right));
                }}
              />
            }
          />
        ))}
      </FormGroup>
    </FormControl>
  );
}
