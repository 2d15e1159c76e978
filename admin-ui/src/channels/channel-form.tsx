import { Box, Button, FormControlLabel, MenuItem, Stack, Switch, TextField } from '@mui/material';
import { useState, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useMay } from '../access/rights';
import { useRequest } from '../actions/use-request';
import { Problems, problemsOf } from '../connection-setup/problems';
import { Section } from '../page/page';
import { CarrierRows } from './carrier-rows';
import { ConnectionSelect } from './connection-select';
import { PaymentRows } from './payment-rows';
import type { ChannelDraft, Choices } from './records';

interface Props {
  readonly first: ChannelDraft;
  readonly isNew: boolean;
  readonly choices: Choices;
  readonly save: (draft: ChannelDraft) => Promise<void>;
}

export interface PartProps {
  readonly draft: ChannelDraft;
  readonly onChange: (draft: ChannelDraft) => void;
  readonly choices: Choices;
  readonly problems: ReadonlyMap<string, string>;
}

/** Who does what for the orders of a channel. */
export function ChannelForm({ first, isNew, choices, save }: Props): JSX.Element {
  const translate = useTranslate();
  const maySetUp = useMay('setUp');
  const [draft, setDraft] = useState(first);
  const request = useRequest();
  const part: PartProps = { draft, onChange: setDraft, choices, problems: problemsOf(request.error) };
  const text = (name: string): string => translate(`panel.channels.${name}`);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        request.run(async () => save(draft));
      }}
    >
      <Box component="fieldset" disabled={!maySetUp} sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
        <Stack spacing={2} sx={{ maxWidth: 960 }}>
          <Section title={translate('panel.set_up.name')}>
            <Basics {...part} isNew={isNew} />
          </Section>
          <Section title={text('routes')} note={text('routes_note')}>
            <Routes {...part} />
          </Section>
          <Section title={text('carriers')} note={text('carriers_note')}>
            <CarrierRows {...part} />
          </Section>
          <Section title={text('payments')} note={text('payments_note')}>
            <PaymentRows {...part} />
          </Section>
          <Problems error={request.error} />
          {maySetUp && (
            <Box>
              <Button type="submit" variant="contained" loading={request.isBusy}>
                {translate('panel.set_up.save')}
              </Button>
            </Box>
          )}
        </Stack>
      </Box>
    </form>
  );
}

export const GRID = {
  pt: 1,
  display: 'grid',
  gap: 2,
  alignItems: 'start',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
};

function Basics({ draft, onChange, choices, problems, isNew }: PartProps & { readonly isNew: boolean }): JSX.Element {
  const translate = useTranslate();
  const text = (name: string): string => translate(`panel.channels.${name}`);
  return (
    <Box sx={GRID}>
      <TextField
        size="small"
        label={translate('panel.set_up.name')}
        value={draft.name}
        onChange={({ target }) => {
          onChange({ ...draft, name: target.value });
        }}
        error={problems.has('/name')}
        helperText={problems.get('/name')}
        required
        fullWidth
      />
      <TextField
        size="small"
        label={translate('panel.set_up.id')}
        value={draft.id}
        onChange={({ target }) => {
          onChange({ ...draft, id: target.value });
        }}
        error={problems.has('/id')}
        helperText={problems.get('/id') ?? translate('panel.set_up.id_help')}
        disabled={!isNew}
        required
        fullWidth
      />
      <TextField
        select
        size="small"
        label={text('kind')}
        value={draft.kind}
        onChange={({ target }) => {
          const kind = target.value === 'marketplace' ? 'marketplace' : 'shop';
          onChange({ ...draft, kind, connectionId: kind === 'shop' ? null : draft.connectionId });
        }}
        helperText={text(`${draft.kind}_help`)}
        disabled={!isNew}
        fullWidth
      >
        <MenuItem value="shop">{text('shop')}</MenuItem>
        <MenuItem value="marketplace">{text('marketplace')}</MenuItem>
      </TextField>
      {draft.kind === 'marketplace' && (
        <ConnectionSelect
          label={text('source')}
          value={draft.connectionId}
          choices={choices.orderSource}
          problem={problems.get('/connectionId')}
          onChange={(connectionId) => {
            onChange({ ...draft, connectionId });
          }}
        />
      )}
    </Box>
  );
}

function Routes({ draft, onChange, choices, problems }: PartProps): JSX.Element {
  const translate = useTranslate();
  const { routes } = draft;
  const text = (name: string): string => translate(`panel.channels.${name}`);
  const set = (changes: Partial<ChannelDraft['routes']>): void => {
    onChange({ ...draft, routes: { ...routes, ...changes } });
  };
  const flag = (name: 'refundOnCancel' | 'invoicing', label: string): JSX.Element => (
    <FormControlLabel
      label={text(label)}
      control={
        <Switch
          checked={routes[name]}
          onChange={({ target }) => {
            set({ [name]: target.checked });
          }}
        />
      }
    />
  );
  return (
    <Box sx={GRID}>
      <ConnectionSelect
        label={text('erp')}
        value={routes.erp}
        choices={choices.salesDocuments}
        problem={problems.get('/routes/erp')}
        onChange={(erp) => {
          set({ erp });
        }}
      />
      <ConnectionSelect
        label={text('warehouse')}
        value={routes.warehouse}
        choices={choices.warehouse}
        problem={problems.get('/routes/warehouse')}
        onChange={(warehouse) => {
          set({ warehouse });
        }}
      />
      {flag('refundOnCancel', 'refund')}
      {flag('invoicing', 'invoicing')}
    </Box>
  );
}
