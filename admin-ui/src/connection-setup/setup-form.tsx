import CheckIcon from '@mui/icons-material/NetworkCheck';
import { Alert, Box, Button, Stack, TextField, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useState, type JSX, type ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { Request } from '../actions/use-request';
import { useRequest } from '../actions/use-request';
import { hub } from '../hub/hub';
import type { CheckResult } from '../hub/records';
import { useFormat } from '../i18n/format';
import { Section } from '../page/page';
import { CredentialFields } from './credential-fields';
import { LimitFields } from './limit-fields';
import { Problems, problemsOf } from './problems';
import type { ConnectionSetup, Draft, System } from './records';
import { isRecord } from './schema';
import { SchemaFields } from './schema-field';
import { JsonInput } from './simple-fields';

interface Props {
  readonly system: System;
  /** Null for a new connection. */
  readonly stored: ConnectionSetup | null;
  readonly first: Draft;
  readonly save: (draft: Draft) => Promise<void>;
  readonly more?: ReactNode;
}

/** Everything that a connection is set up with; it can be tried before it is saved. */
export function SetupForm({ system, stored, first, save, more }: Props): JSX.Element {
  const translate = useTranslate();
  const [draft, setDraft] = useState(first);
  const saving = useRequest();
  const trying = useRequest();
  const error = saving.error ?? trying.error;
  const problems = problemsOf(error);
  const text = (name: string): string => translate(`panel.connection_setup.${name}`);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        trying.forget();
        saving.run(async () => save(draft));
      }}
    >
      <Stack spacing={2} sx={{ maxWidth: 960 }}>
        <Section title={text('who')}>
          <NameFields draft={draft} onChange={setDraft} isNew={stored === null} problems={problems} />
        </Section>
        <SettingsSection system={system} draft={draft} onChange={setDraft} problems={problems} />
        <Section title={text('credentials')} note={text('credentials_note')}>
          <Box sx={{ pt: 1 }}>
            <CredentialFields
              schema={system.form.credentials}
              stored={stored?.credentials ?? []}
              changedAt={stored?.credentialsChangedAt ?? null}
              changes={draft.credentials}
              onChange={(credentials) => {
                setDraft({ ...draft, credentials });
              }}
              problems={problems}
            />
          </Box>
        </Section>
        <Section title={text('limits')} note={text('limits_note')}>
          <Box sx={{ pt: 1 }}>
            <LimitFields draft={draft} onChange={setDraft} problems={problems} />
          </Box>
        </Section>
        <Problems error={error} />
        <Buttons system={system} stored={stored} draft={draft} saving={saving} trying={trying} />
        {more}
      </Stack>
    </form>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly problems: ReadonlyMap<string, string>;
}

function NameFields({ draft, onChange, isNew, problems }: PartProps & { readonly isNew: boolean }): JSX.Element {
  const translate = useTranslate();
  return (
    <Box sx={{ pt: 1, display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'repeat(2, minmax(0, 1fr))' } }}>
      <TextField
        size="small"
        label={translate('panel.set_up.name')}
        value={draft.name}
        onChange={({ target }) => {
          onChange({ ...draft, name: target.value });
        }}
        error={problems.has('/name')}
        helperText={problems.get('/name') ?? translate('panel.connection_setup.name_help')}
        slotProps={{ htmlInput: { maxLength: 200 } }}
        autoComplete="off"
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
        slotProps={{ htmlInput: { maxLength: 60, spellCheck: false } }}
        autoComplete="off"
        disabled={!isNew}
        required
        fullWidth
      />
    </Box>
  );
}

/** As a form, or as the JSON that it stands for: whoever has it can paste it. */
function SettingsSection({ system, draft, onChange, problems }: PartProps & { readonly system: System }): JSX.Element {
  const translate = useTranslate();
  const [as, setAs] = useState<'form' | 'json'>('form');
  const title = translate('panel.connection_setup.settings');
  const set = (settings: unknown): void => {
    onChange({ ...draft, settings: isRecord(settings) ? settings : {} });
  };
  const common = { schema: system.form.settings, value: draft.settings, onChange: set, pointer: '/settings', problems };
  return (
    <Section title={title}>
      <Stack spacing={2} sx={{ pt: 1 }}>
        <ToggleButtonGroup
          size="small"
          exclusive
          value={as}
          aria-label={title}
          onChange={(_event, chosen: 'form' | 'json' | null) => {
            if (chosen !== null) setAs(chosen);
          }}
        >
          <ToggleButton value="form">{translate('panel.set_up.form')}</ToggleButton>
          <ToggleButton value="json">{translate('panel.set_up.json')}</ToggleButton>
        </ToggleButtonGroup>
        {as === 'form' ? (
          <SchemaFields {...common} />
        ) : (
          <JsonInput {...common} name="settings" label={title} isRequired={false} minRows={16} />
        )}
      </Stack>
    </Section>
  );
}

interface ButtonsProps {
  readonly system: System;
  readonly stored: ConnectionSetup | null;
  readonly draft: Draft;
  readonly saving: Request;
  readonly trying: Request;
}

function Buttons({ system, stored, draft, saving, trying }: ButtonsProps): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const [result, setResult] = useState<CheckResult | null>(null);
  const text = (name: string, values = {}): string => translate(`panel.connection_setup.${name}`, values);
  const check = async (): Promise<void> => {
    setResult(null);
    const { settings, credentials, allowPrivateAddresses } = draft;
    const known = stored === null ? {} : { id: stored.id };
    const body = { ...known, system: system.id, settings, credentials, allowPrivateAddresses };
    setResult((await hub.call<CheckResult>('/connections/trial', { method: 'POST', body })).body);
  };
  return (
    <>
      {result !== null && (
        <Alert severity={result.ok ? 'success' : 'error'}>
          {result.ok ? text('try_ok', { duration: format.duration(result.ms) }) : `${text('try_failed')}.`}{' '}
          {result.detail}
        </Alert>
      )}
      <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: 'wrap' }}>
        <Button type="submit" variant="contained" loading={saving.isBusy}>
          {translate('panel.set_up.save')}
        </Button>
        <Button
          variant="outlined"
          startIcon={<CheckIcon />}
          loading={trying.isBusy}
          onClick={() => {
            saving.forget();
            trying.run(check);
          }}
        >
          {text('try')}
        </Button>
      </Stack>
    </>
  );
}
