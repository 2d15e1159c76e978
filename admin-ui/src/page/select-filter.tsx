import { MenuItem, TextField } from '@mui/material';
import type { JSX } from 'react';
import { useListFilters } from './list-filters';

interface Props {
  readonly source: string;
  readonly label: string;
  /** What stands there when nothing is chosen. */
  readonly any: string;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
}

/** A filter by one of a few values. */
export function SelectFilter({ source, label, any, choices }: Props): JSX.Element {
  const { values, change } = useListFilters();
  const current = values[source];
  const value = typeof current === 'string' ? current : '';
  const known =
    value === '' || choices.some(({ id }) => id === value) ? choices : [...choices, { id: value, name: value }];
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={({ target }) => {
        change(source, target.value === '' ? null : target.value);
      }}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      sx={{ minWidth: 190 }}
    >
      <MenuItem value="">{any}</MenuItem>
      {known.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
