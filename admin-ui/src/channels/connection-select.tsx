import { MenuItem, TextField } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { Choice } from './records';

interface Props {
  readonly label: string;
  readonly value: string | null;
  readonly choices: readonly Choice[];
  readonly problem: string | undefined;
  readonly isRequired?: boolean;
  readonly onChange: (id: string | null) => void;
}

/** One of the connections that can do this. One that can no longer do it stays until another is chosen. */
export function ConnectionSelect({ label, value, choices, problem, isRequired = false, onChange }: Props): JSX.Element {
  const translate = useTranslate();
  const known =
    value === null || value === '' || choices.some(({ id }) => id === value)
      ? choices
      : [...choices, { id: value, name: value }];
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value ?? ''}
      onChange={({ target }) => {
        onChange(target.value === '' ? null : target.value);
      }}
      error={problem !== undefined}
      helperText={problem}
      required={isRequired}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      fullWidth
    >
      {!isRequired && <MenuItem value="">{translate('panel.channels.none')}</MenuItem>}
      {known.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
