import AddIcon from '@mui/icons-material/Add';
import CloseIcon from '@mui/icons-material/Close';
import { Box, Button, IconButton, Stack, TextField } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import type { PartProps } from './channel-form';
import { ConnectionSelect } from './connection-select';

const COLUMNS = { xs: '1fr', md: 'minmax(0, 1fr) minmax(0, 1fr) auto' };

/** Which gateway has the last word on which payment method. */
export function PaymentRows({ draft, onChange, choices, problems }: PartProps): JSX.Element {
  const translate = useTranslate();
  const { payments } = draft;
  const set = (next: typeof payments): void => {
    onChange({ ...draft, payments: next });
  };
  return (
    <Stack spacing={2} sx={{ pt: 1 }}>
      {payments.map(({ method, gateway }, place) => (
        <Box key={place} sx={{ display: 'grid', gap: 1, alignItems: 'start', gridTemplateColumns: COLUMNS }}>
          <TextField
            size="small"
            label={translate('panel.channels.payment_method')}
            value={method}
            onChange={({ target }) => {
              set(payments.with(place, { method: target.value, gateway }));
            }}
            required
          />
          <ConnectionSelect
            label={translate('panel.channels.gateway')}
            value={gateway}
            choices={choices.payments}
            problem={problems.get(`/routes/payments/${method}`)}
            isRequired
            onChange={(chosen) => {
              set(payments.with(place, { method, gateway: chosen ?? '' }));
            }}
          />
          <IconButton
            size="small"
            aria-label={`${translate('panel.set_up.remove')} ${method}`}
            onClick={() => {
              set(payments.toSpliced(place, 1));
            }}
          >
            <CloseIcon fontSize="small" />
          </IconButton>
        </Box>
      ))}
      <Box>
        <Button
          size="small"
          startIcon={<AddIcon />}
          onClick={() => {
            set([...payments, { method: '', gateway: choices.payments[0]?.id ?? '' }]);
          }}
        >
          {translate('panel.channels.payment_add')}
        </Button>
      </Box>
    </Stack>
  );
}
