import { Alert, Button, CircularProgress, Link as TextLink, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type JSX } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useRequest } from '../actions/use-request';
import { hub } from '../hub/hub';
import { useErrorText } from '../i18n/words';
import { CopyField } from '../page/copy-field';
import { Section } from '../page/page';
import { MONOSPACE } from '../theme/theme';

interface Device {
  readonly id: string;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete: string | null;
  readonly pollEveryMs: number;
}

/** Letting the hub in at the vendor: on the vendor's page, or with a code. */
export function ConsentSection({ connectionId }: { readonly connectionId: string }): JSX.Element {
  const translate = useTranslate();
  const errorText = useErrorText();
  const request = useRequest();
  const [device, setDevice] = useState<Device | null>(null);
  const { data: back } = useQuery<{ readonly redirectUri: string }>({
    queryKey: ['consent-redirect'],
    queryFn: async () => hub.get('/consents/redirect-uri'),
    staleTime: Infinity,
  });
  const text = (name: string): string => translate(`panel.connection_setup.${name}`);
  const body = { connectionId };
  const go = async (): Promise<void> => {
    const { url } = (await hub.call<{ url: string }>('/consents', { method: 'POST', body })).body;
    window.location.assign(url);
  };
  const askDevice = async (): Promise<void> => {
    setDevice((await hub.call<Device>('/consents/devices', { method: 'POST', body })).body);
  };
  return (
    <Section title={text('sign_in')} note={text('sign_in_note')}>
      <Stack spacing={2} sx={{ pt: 1 }}>
        <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: 'wrap' }}>
          <Button
            variant="contained"
            loading={request.isBusy}
            onClick={() => {
              request.run(go);
            }}
          >
            {text('sign_in_go')}
          </Button>
          <Button
            variant="outlined"
            disabled={request.isBusy}
            onClick={() => {
              request.run(askDevice);
            }}
          >
            {text('sign_in_device')}
          </Button>
        </Stack>
        {request.error !== null && <Alert severity="error">{errorText(request.error)}</Alert>}
        {device !== null && (
          <DeviceCode
            key={device.id}
            device={device}
            onGranted={() => {
              setDevice(null);
            }}
          />
        )}
        {back !== undefined && <CopyField label={text('sign_in_uri')} value={back.redirectUri} />}
      </Stack>
    </Section>
  );
}

interface DeviceProps {
  readonly device: Device;
  readonly onGranted: () => void;
}

function DeviceCode({ device, onGranted }: DeviceProps): JSX.Element {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { state, error } = useDevice(device, onGranted);
  const { verificationUri, verificationUriComplete, userCode } = device;
  if (error !== null) return <Alert severity="error">{errorText(error)}</Alert>;
  if (state !== 'pending') return <Alert severity="error">{translate(`panel.connection_setup.device_${state}`)}</Alert>;
  return (
    <Stack spacing={1} aria-live="polite">
      <Typography variant="body2">
        {translate('panel.connection_setup.device_open')}{' '}
        <TextLink href={verificationUriComplete ?? verificationUri} target="_blank" rel="noopener noreferrer">
          {verificationUri}
        </TextLink>
      </Typography>
      <Typography sx={{ fontFamily: MONOSPACE, fontSize: '1.5rem', letterSpacing: '0.1em' }}>{userCode}</Typography>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <CircularProgress size={16} aria-hidden />
        <Typography variant="body2">{translate('panel.connection_setup.device_wait')}</Typography>
      </Stack>
    </Stack>
  );
}

type DeviceState = 'pending' | 'refused' | 'expired';

/** Asks the hub as often as the vendor allows, as long as the page is open. */
function useDevice({ id, pollEveryMs }: Device, onGranted: () => void): { state: DeviceState; error: unknown } {
  const notify = useNotify();
  const refresh = useRefresh();
  const [state, setState] = useState<DeviceState>('pending');
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (state !== 'pending' || error !== null) return;
    const ask = async (): Promise<void> => {
      const answer = await hub.call<{ state: DeviceState | 'granted' }>(`/consents/devices/${id}/poll`, {
        method: 'POST',
      });
      if (answer.body.state !== 'granted') {
        setState(answer.body.state);
        return;
      }
      notify('panel.connection_setup.sign_in_done', { type: 'success' });
      refresh();
      onGranted();
    };
    const timer = setInterval(() => {
      ask().catch(setError);
    }, pollEveryMs);
    return () => {
      clearInterval(timer);
    };
  }, [id, pollEveryMs, state, error]);
  return { state, error };
}
