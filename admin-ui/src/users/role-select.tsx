import { ListItemText, MenuItem, TextField } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useWords } from '../i18n/words';
import { ROLES, type Role } from './records';

interface Props {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

/** A role, with what it may do. */
export function RoleSelect({ value, onChange }: Props): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  return (
    <TextField
      select
      size="small"
      label={translate('panel.users.role')}
      value={value}
      helperText={words('role_does', value)}
      onChange={({ target }) => {
        const chosen = ROLES.find((role) => role === target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
      slotProps={{ select: { renderValue: () => words('role', value) } }}
      fullWidth
    >
      {ROLES.map((role) => (
        <MenuItem key={role} value={role}>
          <ListItemText primary={words('role', role)} secondary={words('role_does', role)} />
        </MenuItem>
      ))}
    </TextField>
  );
}
