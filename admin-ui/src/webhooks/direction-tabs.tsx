import { Tab, Tabs } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

/** The two lists of webhooks are one place in the menu. */
export function DirectionTabs({ shown }: { readonly shown: 'sent' | 'received' }): JSX.Element {
  const translate = useTranslate();
  return (
    <Tabs value={shown} aria-label={translate('panel.sent.title')} sx={{ flexBasis: '100%', mt: -1 }}>
      <Tab value="sent" label={translate('panel.sent.tab')} component={Link} to="/webhook-deliveries" />
      <Tab value="received" label={translate('panel.received.tab')} component={Link} to="/received-webhooks" />
    </Tabs>
  );
}
