import { Box, Typography } from '@mui/material';
import type { JSX } from 'react';

export function Brand({ size = 28 }: { readonly size?: number }): JSX.Element {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25 }}>
      <img src={`${import.meta.env.BASE_URL}favicon.svg`} width={size} height={size} alt="" />
      <Typography component="span" sx={{ fontWeight: 700, fontSize: size * 0.64, letterSpacing: '-0.02em' }}>
        Crossdock
      </Typography>
    </Box>
  );
}
