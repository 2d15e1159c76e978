import AddIcon from '@mui/icons-material/Add';
import { Button, MenuItem, TextField } from '@mui/material';
import { useState, type JSX } from 'react';
import { useRefresh, useTranslate } from 'react-admin';
import { FormDialog } from '../actions/form-dialog';
import { hub } from '../hub/hub';
import { ShownOnce } from '../page/shown-once';
import type { Role, UserWithPassword } from './records';
import { RoleSelect } from './role-select';

/** Makes a user; the password is shown once. */
export function NewUserButton(): JSX.Element {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<UserWithPassword | null>(null);
  return (
    <>
      <Button
        variant="contained"
        startIcon={<AddIcon />}
        onClick={() => {
          setOpen(true);
        }}
      >
        {translate('panel.users.new')}
      </Button>
      {isOpen && (
        <NewUserDialog
          onClose={() => {
            setOpen(false);
          }}
          onMade={(user) => {
            setOpen(false);
            setMade(user);
          }}
        />
      )}
      {made !== null && (
        <ShownOnce
          title={translate('panel.users.password_of', { email: made.email })}
          label={translate('panel.sign_in.password')}
          value={made.password}
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
  readonly onMade: (user: UserWithPassword) => void;
}

function NewUserDialog({ onClose, onMade }: DialogProps): JSX.Element {
  const translate = useTranslate();
  const refresh = useRefresh();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [locale, setLocale] = useState('pl');
  const run = async (): Promise<void> => {
    const body = { email: email.trim(), role, locale };
    onMade((await hub.call<UserWithPassword>('/users', { method: 'POST', body })).body);
    refresh();
  };
  return (
    <FormDialog
      title={translate('panel.users.new')}
      text={translate('panel.users.create_text')}
      submit={translate('panel.users.create')}
      isReady={email.trim() !== ''}
      run={run}
      onClose={onClose}
    >
      <TextField
        size="small"
        type="email"
        label={translate('panel.users.email')}
        value={email}
        onChange={({ target }) => {
          setEmail(target.value);
        }}
        slotProps={{ htmlInput: { maxLength: 254 } }}
        autoComplete="off"
        autoFocus
        required
        fullWidth
      />
      <RoleSelect value={role} onChange={setRole} />
      <TextField
        select
        size="small"
        label={translate('panel.users.language')}
        value={locale}
        onChange={({ target }) => {
          setLocale(target.value);
        }}
        fullWidth
      >
        <MenuItem value="pl">Polski</MenuItem>
        <MenuItem value="en">English</MenuItem>
      </TextField>
    </FormDialog>
  );
}
