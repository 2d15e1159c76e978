import { Box, FormControlLabel, FormHelperText, Stack, Switch, TextField } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { Draft, Limits } from './records';

interface Props {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly problems: ReadonlyMap<string, string>;
}

/** How much may be sent, and whether the system stands in our own network. */
export function LimitFields({ draft, onChange, problems }: Props): JSX.Element {
  const translate = useTranslate();
  const { limits, allowPrivateAddresses } = draft;
  const set = (changes: Partial<Limits>): void => {
    onChange({ ...draft, limits: { ...limits, ...changes } });
  };
  const number = (name: keyof Limits, label: string, factor: number): JSX.Element => (
    <TextField
      size="small"
      type="number"
      label={translate(`panel.connection_setup.${label}`)}
      value={limits[name] / factor}
      onChange={({ target }) => {
        set({ [name]: Math.round(Number(target.value) * factor) });
      }}
      error={problems.has(`/limits/${name}`)}
      helperText={problems.get(`/limits/${name}`)}
      slotProps={{ htmlInput: { min: factor === 1 ? 1 : 0.001, step: factor === 1 ? 1 : 'any' } }}
      required
      fullWidth
    />
  );
  return (
    <Stack spacing={1.5}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: 'repeat(3, minmax(0, 1fr))' } }}>
        {number('requests', 'requests', 1)}
        {number('perMs', 'per', 1_000)}
        {number('concurrency', 'concurrency', 1)}
      </Box>
      <Box>
        <FormControlLabel
          label={translate('panel.connection_setup.private')}
          control={
            <Switch
              checked={allowPrivateAddresses}
              onChange={({ target }) => {
                onChange({ ...draft, allowPrivateAddresses: target.checked });
              }}
            />
          }
        />
        <FormHelperText sx={{ mt: -0.5 }}>{translate('panel.connection_setup.private_help')}</FormHelperText>
      </Box>
    </Stack>
  );
}
