import { Box } from '@mui/material';
import { Fragment, type JSX, type ReactNode } from 'react';

export type Fact = readonly [label: string, value: ReactNode];

/** Names and values. Those without a value are left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  const said = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(7rem, auto) minmax(0, 1fr)',
        columnGap: 2,
        rowGap: 0.75,
        fontSize: '0.875rem',
      }}
    >
      {said.map(([label, value]) => (
        <Fragment key={label}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {label}
          </Box>
          <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            {value}
          </Box>
        </Fragment>
      ))}
    </Box>
  );
}
