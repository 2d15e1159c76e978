import { Chip } from '@mui/material';
import type { JSX } from 'react';
import { useListFilters } from './list-filters';

interface Props {
  readonly source: string;
  readonly value: string | boolean;
  readonly label: string;
  readonly tone?: 'default' | 'warning';
}

/** A filter that is on or off. */
export function ChipFilter({ source, value, label, tone = 'default' }: Props): JSX.Element {
  const { values, change } = useListFilters();
  const isOn = values[source] === value;
  return (
    <Chip
      label={label}
      onClick={() => {
        change(source, isOn ? null : value);
      }}
      component="button"
      aria-pressed={isOn}
      color={isOn ? (tone === 'warning' ? 'warning' : 'primary') : 'default'}
      variant={isOn ? 'filled' : 'outlined'}
    />
  );
}
