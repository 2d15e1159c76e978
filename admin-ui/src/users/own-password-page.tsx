import { Alert, Button, Stack, TextField } from '@mui/material';
import { useState, type JSX } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useRequest } from '../actions/use-request';
import { hub } from '../hub/hub';
import { useErrorText } from '../i18n/words';
import { Page, Section } from '../page/page';

const SHORTEST = 12;
const EMPTY = { current: '', next: '', again: '' };

/** Everybody changes their own password. */
export function OwnPasswordPage(): JSX.Element {
  const translate = useTranslate();
  const title = translate('panel.own_password.title');
  return (
    <Page title={title} lead={hub.session?.user.email}>
      <Stack sx={{ maxWidth: 480 }}>
        <Section title={title}>
          <PasswordForm />
        </Section>
      </Stack>
    </Page>
  );
}

function PasswordForm(): JSX.Element {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const request = useRequest();
  const [typed, setTyped] = useState(EMPTY);
  const { current, next, again } = typed;
  const differs = again !== '' && again !== next;
  const isReady = current !== '' && next.length >= SHORTEST && again === next;
  const field = (name: keyof typeof EMPTY) => ({
    name,
    type: 'password',
    size: 'small' as const,
    label: translate(`panel.own_password.${name}`),
    value: typed[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) => {
      setTyped({ ...typed, [name]: target.value });
    },
    fullWidth: true,
    required: true,
  });
  const save = async (): Promise<void> => {
    await hub.call('/own-password', { method: 'POST', body: { current, next } });
    setTyped(EMPTY);
    notify('panel.own_password.done', { type: 'success' });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        request.run(save);
      }}
    >
      <Stack spacing={2} sx={{ pt: 1, alignItems: 'start' }}>
        <TextField {...field('current')} autoComplete="current-password" />
        <TextField
          {...field('next')}
          autoComplete="new-password"
          helperText={translate('panel.own_password.next_help')}
        />
        <TextField
          {...field('again')}
          autoComplete="new-password"
          error={differs}
          helperText={differs ? translate('panel.own_password.differs') : undefined}
        />
        {request.error !== null && <Alert severity="error">{errorText(request.error)}</Alert>}
        <Button type="submit" variant="contained" loading={request.isBusy} disabled={!isReady}>
          {translate('panel.own_password.save')}
        </Button>
      </Stack>
    </form>
  );
}
