import { Chip } from '@mui/material';
import type { JSX } from 'react';
import { useListContext } from 'react-admin';

interface Props {
  readonly source: string;
  readonly value: string | boolean;
  readonly label: string;
  readonly tone?: 'default' | 'warning';
}

/** A filter that is on or off. */
export function ChipFilter({ source, value, label, tone = 'default' }: Props): JSX.Element {
  const { filterValues, setFilters, displayedFilters } = useListContext();
  const { [source]: current, ...others } = filterValues as Record<string, unknown>;
  const isOn = current === value;
  return (
    <Chip
      label={label}
      onClick={() => {
        setFilters(isOn ? others : { ...others, [source]: value }, displayedFilters);
      }}
      component="button"
      aria-pressed={isOn}
      color={isOn ? (tone === 'warning' ? 'warning' : 'primary') : 'default'}
      variant={isOn ? 'filled' : 'outlined'}
    />
  );
}
