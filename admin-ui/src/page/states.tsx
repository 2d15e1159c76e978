import CloudOffIcon from '@mui/icons-material/CloudOff';
import InboxIcon from '@mui/icons-material/Inbox';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import { Box, Button, Skeleton, Stack, Typography } from '@mui/material';
import type { JSX, ReactNode } from 'react';
import { useRefresh, useTranslate } from 'react-admin';
import { HubError } from '../hub/hub-error';
import { useErrorText } from '../i18n/words';
import { useListFilters } from './list-filters';

interface NoticeProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
}

function Notice({ icon, title, text, action }: NoticeProps): JSX.Element {
  return (
    <Stack spacing={1} sx={{ alignItems: 'center', textAlign: 'center', py: 7, px: 3, color: 'text.secondary' }}>
      <Box aria-hidden sx={{ '& svg': { fontSize: 44, opacity: 0.55 } }}>
        {icon}
      </Box>
      <Typography variant="h2" component="p" sx={{ color: 'text.primary' }}>
        {title}
      </Typography>
      <Typography variant="body2" sx={{ maxWidth: 460 }}>
        {text}
      </Typography>
      {action}
    </Stack>
  );
}

/** Nothing is there at all, or nothing matches the filters. `part` is the part of the catalogue with the words. */
export function EmptyList({
  part,
}: {
  readonly part:
    | 'orders'
    | 'jobs'
    | 'connections'
    | 'errors'
    | 'in_doubt'
    | 'channels'
    | 'schedules'
    | 'sent'
    | 'received'
    | 'users'
    | 'api_keys'
    | 'audit'
    | 'decisions';
}): JSX.Element {
  const translate = useTranslate();
  const { values, set } = useListFilters();
  if (Object.keys(values).length === 0) {
    return (
      <Notice
        icon={<InboxIcon />}
        title={translate(`panel.${part}.empty`)}
        text={translate(`panel.${part}.empty_text`)}
      />
    );
  }
  return (
    <Notice
      icon={<SearchOffIcon />}
      title={translate(`panel.${part}.nothing_found`)}
      text={translate(`panel.${part}.nothing_found_text`)}
      action={
        <Button
          onClick={() => {
            set({});
          }}
        >
          {translate('panel.clear_filters')}
        </Button>
      }
    />
  );
}

/** Why something could not be loaded, with a way to try again. */
export function Failed({ error }: { readonly error: unknown }): JSX.Element {
  const translate = useTranslate();
  const refresh = useRefresh();
  const errorText = useErrorText();
  const isMissing = error instanceof HubError && error.status === 404;
  return (
    <Box role="alert">
      <Notice
        icon={isMissing ? <SearchOffIcon /> : <CloudOffIcon />}
        title={translate(isMissing ? 'panel.failed.missing' : 'panel.failed.title')}
        text={isMissing ? translate('panel.failed.missing_text') : errorText(error)}
        action={isMissing ? undefined : <Button onClick={refresh}>{translate('panel.failed.again')}</Button>}
      />
    </Box>
  );
}

/** The shape of what is about to come. */
export function LoadingPage(): JSX.Element {
  const translate = useTranslate();
  return (
    <Stack spacing={2} sx={{ py: 3 }} role="status" aria-label={translate('ra.page.loading')}>
      <Skeleton variant="rounded" width={280} height={32} />
      <Skeleton variant="rounded" height={120} />
      <Skeleton variant="rounded" height={260} />
    </Stack>
  );
}
