import AddIcon from '@mui/icons-material/Add';
import CloseIcon from '@mui/icons-material/Close';
import { Box, Button, FormHelperText, IconButton, Stack, TextField, Typography } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { FieldProps } from './field-props';
import { isRecord } from './schema';
import { useHelp } from './simple-fields';

interface Pair {
  readonly key: string;
  readonly value: string;
}

/** Names and texts, a row each. Rows without a name are not taken over. */
export function MapInput(props: FieldProps): JSX.Element {
  const translate = useTranslate();
  const { label, value, onChange } = props;
  const help = useHelp(props);
  const [pairs, setPairs] = useState<readonly Pair[]>(() =>
    Object.entries(isRecord(value) ? value : {}).map(([key, text]) => ({ key, value: String(text) })),
  );
  const change = (next: readonly Pair[]): void => {
    setPairs(next);
    const said = next.filter(({ key }) => key !== '');
    onChange(said.length === 0 ? undefined : Object.fromEntries(said.map((pair) => [pair.key, pair.value])));
  };
  return (
    <Box role="group" aria-label={label}>
      <Typography variant="h3">{label}</Typography>
      {help !== undefined && <FormHelperText>{help}</FormHelperText>}
      <Stack spacing={1} sx={{ mt: 1 }}>
        {pairs.map((pair, place) => (
          <PairRow
            key={place}
            pair={pair}
            onChange={(next) => {
              change(next === null ? pairs.toSpliced(place, 1) : pairs.with(place, next));
            }}
          />
        ))}
        <Box>
          <Button
            size="small"
            startIcon={<AddIcon />}
            onClick={() => {
              change([...pairs, { key: '', value: '' }]);
            }}
          >
            {translate('panel.set_up.add')}
          </Button>
        </Box>
      </Stack>
    </Box>
  );
}

interface RowProps {
  readonly pair: Pair;
  /** Null takes the row away. */
  readonly onChange: (pair: Pair | null) => void;
}

function PairRow({ pair, onChange }: RowProps): JSX.Element {
  const translate = useTranslate();
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      {(['key', 'value'] as const).map((name) => (
        <TextField
          key={name}
          size="small"
          label={translate(`panel.set_up.${name}`)}
          value={pair[name]}
          onChange={({ target }) => {
            onChange({ ...pair, [name]: target.value });
          }}
          slotProps={{ htmlInput: { spellCheck: false } }}
          fullWidth
        />
      ))}
      <IconButton
        size="small"
        aria-label={`${translate('panel.set_up.remove')} ${pair.key}`}
        onClick={() => {
          onChange(null);
        }}
      >
        <CloseIcon fontSize="small" />
      </IconButton>
    </Stack>
  );
}
