import AddIcon from '@mui/icons-material/Add';
import DownIcon from '@mui/icons-material/ArrowDownward';
import UpIcon from '@mui/icons-material/ArrowUpward';
import CloseIcon from '@mui/icons-material/Close';
import { Box, Button, IconButton, Stack, TextField } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { PartProps } from './channel-form';
import { ConnectionSelect } from './connection-select';
import type { CarrierRoute } from './records';

const COLUMNS = { xs: '1fr', md: 'minmax(0, 3fr) minmax(0, 3fr) minmax(0, 2fr) minmax(0, 2fr) auto' };

/** Which courier takes which delivery method, the first that fits. */
export function CarrierRows({ draft, onChange, choices, problems }: PartProps): JSX.Element {
  const translate = useTranslate();
  const { carriers } = draft.routes;
  const set = (next: readonly CarrierRoute[]): void => {
    onChange({ ...draft, routes: { ...draft.routes, carriers: next } });
  };
  const move = (from: number, to: number): void => {
    const row = carriers[from];
    if (row !== undefined) set(carriers.toSpliced(from, 1).toSpliced(to, 0, row));
  };
  return (
    <Stack spacing={2} sx={{ pt: 1 }}>
      {carriers.map((row, place) => (
        <Box
          key={place}
          role="group"
          aria-label={`${translate('panel.channels.courier')} ${place + 1}`}
          sx={{ display: 'grid', gap: 1, alignItems: 'start', gridTemplateColumns: COLUMNS }}
        >
          <CarrierFields
            row={row}
            choices={choices}
            problem={problems.get(`/routes/carriers/${place}/connection`)}
            wrongMethod={problems.get(`/routes/carriers/${place}/method`)}
            onChange={(next) => {
              set(carriers.with(place, next));
            }}
          />
          <Box sx={{ whiteSpace: 'nowrap' }}>
            <IconButton
              size="small"
              aria-label={`${translate('ra.action.move_up')} ${row.method}`}
              disabled={place === 0}
              onClick={() => {
                move(place, place - 1);
              }}
            >
              <UpIcon fontSize="small" />
            </IconButton>
            <IconButton
              size="small"
              aria-label={`${translate('ra.action.move_down')} ${row.method}`}
              disabled={place === carriers.length - 1}
              onClick={() => {
                move(place, place + 1);
              }}
            >
              <DownIcon fontSize="small" />
            </IconButton>
            <IconButton
              size="small"
              aria-label={`${translate('panel.set_up.remove')} ${row.method}`}
              onClick={() => {
                set(carriers.toSpliced(place, 1));
              }}
            >
              <CloseIcon fontSize="small" />
            </IconButton>
          </Box>
        </Box>
      ))}
      <Box>
        <Button
          size="small"
          startIcon={<AddIcon />}
          onClick={() => {
            set([...carriers, { method: '*', connection: choices.carrier[0]?.id ?? '', packagesPerShipment: null }]);
          }}
        >
          {translate('panel.channels.carrier_add')}
        </Button>
      </Box>
    </Stack>
  );
}

interface FieldsProps {
  readonly row: CarrierRoute;
  readonly choices: PartProps['choices'];
  readonly problem: string | undefined;
  readonly wrongMethod: string | undefined;
  readonly onChange: (row: CarrierRoute) => void;
}

function CarrierFields({ row, choices, problem, wrongMethod, onChange }: FieldsProps): JSX.Element {
  const translate = useTranslate();
  const text = (name: string): string => translate(`panel.channels.${name}`);
  const { word: _word, ...withoutWord } = row;
  return (
    <>
      <TextField
        size="small"
        label={text('method')}
        value={row.method}
        onChange={({ target }) => {
          onChange({ ...row, method: target.value });
        }}
        error={wrongMethod !== undefined}
        helperText={wrongMethod}
        required
      />
      <ConnectionSelect
        label={text('courier')}
        value={row.connection}
        choices={choices.carrier}
        problem={problem}
        isRequired
        onChange={(connection) => {
          onChange({ ...row, connection: connection ?? '' });
        }}
      />
      <TextField
        size="small"
        label={text('word')}
        value={row.word ?? ''}
        onChange={({ target }) => {
          onChange(target.value === '' ? withoutWord : { ...row, word: target.value });
        }}
      />
      <TextField
        size="small"
        type="number"
        label={text('packages')}
        value={row.packagesPerShipment ?? ''}
        onChange={({ target }) => {
          onChange({ ...row, packagesPerShipment: target.value === '' ? null : Number(target.value) });
        }}
        slotProps={{ htmlInput: { min: 1, step: 1 } }}
      />
    </>
  );
}
