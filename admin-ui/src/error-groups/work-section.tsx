import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useState, type JSX } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useMayAct } from '../access/rights';
import { hub } from '../hub/hub';
import { useFormat } from '../i18n/format';
import { useErrorText } from '../i18n/words';
import { Facts } from '../page/facts';
import { Section } from '../page/page';
import { usePeople } from './people';
import type { ErrorGroup } from './records';

const HOUR_MS = 3_600_000;
const MUTES = { mute_4h: 4, mute_1d: 24, mute_7d: 7 * 24, mute_30d: 30 * 24 } as const;

type Change = Readonly<Record<string, unknown>>;

/** Who sees to it, under which tags, and whether it is muted. */
export function WorkSection({ group }: { readonly group: ErrorGroup }): JSX.Element {
  const translate = useTranslate();
  const mayAct = useMayAct();
  const save = useSave(group.id);
  return (
    <Section title={translate('panel.errors.work')}>
      {mayAct ? (
        <Stack spacing={2}>
          <Assignee group={group} save={save} />
          <Tags group={group} save={save} />
          <Mute group={group} save={save} />
        </Stack>
      ) : (
        <WorkFacts group={group} />
      )}
    </Section>
  );
}

type Save = (change: Change) => Promise<void>;

function useSave(id: string): Save {
  const notify = useNotify();
  const refresh = useRefresh();
  const errorText = useErrorText();
  return async (change) => {
    try {
      await hub.call(`/error-groups/${id}`, { method: 'PATCH', body: change });
      notify('panel.errors.saved', { type: 'success' });
      refresh();
    } catch (error) {
      notify(errorText(error), { type: 'error' });
    }
  };
}

interface FieldProps {
  readonly group: ErrorGroup;
  readonly save: Save;
}

function Assignee({ group, save }: FieldProps): JSX.Element {
  const translate = useTranslate();
  const people = usePeople();
  const { assignee } = group;
  const known = assignee === null || people.some(({ id }) => id === assignee.id) ? people : [...people, assignee];
  return (
    <TextField
      select
      size="small"
      label={translate('panel.errors.assignee')}
      value={assignee?.id ?? ''}
      onChange={({ target }) => void save({ assignee: target.value === '' ? null : target.value })}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      fullWidth
    >
      <MenuItem value="">{translate('panel.errors.nobody')}</MenuItem>
      {known.map(({ id, email }) => (
        <MenuItem key={id} value={id}>
          {email}
        </MenuItem>
      ))}
    </TextField>
  );
}

function Tags({ group, save }: FieldProps): JSX.Element {
  const translate = useTranslate();
  const [text, setText] = useState(group.tags.join(', '));
  const tags = text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  const isChanged = tags.join() !== group.tags.join();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save({ tags });
      }}
    >
      <Stack direction="row" spacing={1} sx={{ alignItems: 'start' }}>
        <TextField
          size="small"
          label={translate('panel.errors.tags')}
          helperText={translate('panel.errors.tags_help')}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
          }}
          slotProps={{ htmlInput: { maxLength: 400 } }}
          fullWidth
        />
        <Button type="submit" variant="outlined" disabled={!isChanged}>
          {translate('panel.errors.save')}
        </Button>
      </Stack>
    </form>
  );
}

function Mute({ group, save }: FieldProps): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const { mutedUntil } = group;
  const mute = (choice: string): void => {
    const hours = Object.entries(MUTES).find(([name]) => name === choice)?.[1];
    const until = hours === undefined ? null : new Date(Date.now() + hours * HOUR_MS).toISOString();
    void save({ mutedUntil: until });
  };
  return (
    <TextField
      select
      size="small"
      label={translate('panel.errors.mute')}
      value={mutedUntil === null ? 'off' : 'on'}
      onChange={({ target }) => {
        mute(target.value);
      }}
      fullWidth
    >
      <MenuItem value="off">{translate('panel.errors.mute_off')}</MenuItem>
      {mutedUntil !== null && (
        <MenuItem value="on">{translate('panel.errors.mute_until', { time: format.date(mutedUntil) })}</MenuItem>
      )}
      {Object.keys(MUTES).map((name) => (
        <MenuItem key={name} value={name}>
          {translate(`panel.errors.${name}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function WorkFacts({ group }: { readonly group: ErrorGroup }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const muted =
    group.mutedUntil === null ? null : translate('panel.errors.mute_until', { time: format.date(group.mutedUntil) });
  return (
    <Stack spacing={1}>
      <Facts
        facts={[
          [translate('panel.errors.assignee'), group.assignee?.email ?? translate('panel.errors.nobody')],
          [translate('panel.errors.tags'), group.tags.join(', ')],
        ]}
      />
      {muted !== null && <Typography variant="body2">{muted}</Typography>}
    </Stack>
  );
}
