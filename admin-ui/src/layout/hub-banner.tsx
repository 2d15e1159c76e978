import { Alert, AlertTitle, Collapse } from '@mui/material';
import { useEffect, useSyncExternalStore, type JSX } from 'react';
import { useRefresh, useTranslate } from 'react-admin';
import { hub } from '../hub/hub';

/** Says that the hub is away. When it is back, the banner goes and everything on the page is read again. */
export function HubBanner(): JSX.Element {
  const translate = useTranslate();
  const refresh = useRefresh();
  const isAway = useSyncExternalStore(hub.presence.subscribe, hub.presence.isAway);
  useEffect(
    () =>
      hub.presence.subscribe(() => {
        if (!hub.presence.isAway()) refresh();
      }),
    [refresh],
  );
  return (
    <Collapse in={isAway} unmountOnExit>
      <Alert severity="warning" role="status" variant="filled" sx={{ borderRadius: 0 }}>
        <AlertTitle sx={{ mb: 0 }}>{translate('panel.away.title')}</AlertTitle>
        {translate('panel.away.text')}
      </Alert>
    </Collapse>
  );
}
