import { Box, Button, Stack, TextField, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/format';
import { below } from './field-props';
import type { Credential, Draft } from './records';
import { titleOf, type Schema } from './schema';

interface Props {
  readonly schema: Schema;
  /** As stored; empty for a new connection. */
  readonly stored: readonly Credential[];
  readonly changedAt: string | null;
  readonly changes: Draft['credentials'];
  readonly onChange: (changes: Draft['credentials']) => void;
  readonly problems: ReadonlyMap<string, string>;
}

/** Credentials: what is secret can be replaced and never read. */
export function CredentialFields({ schema, stored, changedAt, changes, onChange, problems }: Props): JSX.Element {
  const translate = useTranslate();
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return <Typography>{translate('panel.connection_setup.credentials_none')}</Typography>;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      {fields.map(([name, field]) => (
        <CredentialField
          key={name}
          name={name}
          schema={field}
          isRequired={schema.required?.includes(name) === true}
          stored={stored.find((one) => one.name === name) ?? null}
          changedAt={changedAt}
          change={changes[name]}
          problem={problems.get(below('/credentials', name))}
          onChange={(change) => {
            const others = Object.entries(changes).filter(([other]) => other !== name);
            onChange(Object.fromEntries(change === undefined ? others : [...others, [name, change]]));
          }}
        />
      ))}
    </Box>
  );
}

interface FieldProps {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  readonly stored: Credential | null;
  readonly changedAt: string | null;
  /** Undefined: stays as it is. Null: is taken away. */
  readonly change: string | null | undefined;
  readonly problem: string | undefined;
  readonly onChange: (change: string | null | undefined) => void;
}

function CredentialField(props: FieldProps): JSX.Element {
  const translate = useTranslate();
  const { name, schema, isRequired, stored, change, problem, onChange } = props;
  const isSecret = schema.secret === true;
  const isSet = stored?.isSet === true;
  const state = useCredentialState(props);
  const help = [schema.description, state].filter(Boolean).join(' ');
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'start' }}>
      <TextField
        size="small"
        // A password manager must not fill in somebody's own password here.
        type={isSecret ? 'password' : 'text'}
        autoComplete={isSecret ? 'new-password' : 'off'}
        label={titleOf(name, schema)}
        value={change ?? (change === undefined && !isSecret ? (stored?.value ?? '') : '')}
        onChange={({ target }) => {
          onChange(target.value === '' ? undefined : target.value);
        }}
        required={isRequired && !isSet}
        error={problem !== undefined}
        helperText={problem ?? (help === '' ? undefined : help)}
        slotProps={{ htmlInput: { spellCheck: false } }}
        fullWidth
      />
      {isSet && !isRequired && change === undefined && (
        <Button
          size="small"
          sx={{ mt: 0.5 }}
          onClick={() => {
            onChange(null);
          }}
        >
          {translate('panel.connection_setup.take_away')}
        </Button>
      )}
    </Stack>
  );
}

function useCredentialState({ schema, stored, changedAt, change }: FieldProps): string | null {
  const translate = useTranslate();
  const format = useFormat();
  const text = (name: string, values = {}): string => translate(`panel.connection_setup.${name}`, values);
  if (stored === null || schema.secret !== true) return null;
  if (change === null) return text('taken_away');
  if (!stored.isSet) return text('is_missing');
  return changedAt === null ? text('is_set_unknown') : text('is_set', { time: format.date(changedAt) });
}
