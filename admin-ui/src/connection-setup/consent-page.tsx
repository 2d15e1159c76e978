import { Alert, AlertTitle, Stack } from '@mui/material';
import { useEffect, useRef, useState, type JSX } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { hub } from '../hub/hub';
import { useErrorText } from '../i18n/words';
import { LoadingPage } from '../page/states';
import { Page } from '../page/page';

/** Where a vendor sends the person back to, with a code or with a reason why there is none. */
export function ConsentPage(): JSX.Element {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [parameters] = useSearchParams();
  const denied = parameters.get('error_description') ?? parameters.get('error');
  const code = parameters.get('code');
  const error = useFinished(denied === null ? code : null, parameters.get('state'));
  const failed = denied !== null || error !== null || code === null;
  return (
    <Page
      title={translate('panel.connection_setup.sign_in')}
      back={{ to: '/connections', name: translate('panel.connections.title') }}
    >
      {failed ? (
        <Alert severity="error">
          <AlertTitle>{translate('panel.connection_setup.sign_in_failed')}</AlertTitle>
          {denied !== null && translate('panel.connection_setup.sign_in_denied', { reason: denied.slice(0, 300) })}
          {denied === null && (error === null ? translate('panel.failed.missing_text') : errorText(error))}
        </Alert>
      ) : (
        <Stack spacing={2}>
          <Alert severity="info">{translate('panel.connection_setup.sign_in_busy')}</Alert>
          <LoadingPage />
        </Stack>
      )}
    </Page>
  );
}

/** Hands the code over once: it is good once. */
function useFinished(code: string | null, state: string | null): unknown {
  const notify = useNotify();
  const navigate = useNavigate();
  const isSent = useRef(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (isSent.current || code === null || state === null) return;
    isSent.current = true;
    const finish = async (): Promise<void> => {
      const answer = await hub.call<{ connectionId: string }>('/consents/finish', {
        method: 'POST',
        body: { code, state },
      });
      notify('panel.connection_setup.sign_in_done', { type: 'success' });
      await navigate(`/connections/${encodeURIComponent(answer.body.connectionId)}/show`, { replace: true });
    };
    finish().catch(setError);
  }, [code, state, notify, navigate]);
  return error;
}
