import { Box, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { hub } from '../hub/hub';
import { Moment } from '../i18n/format';
import { Section } from '../page/page';
import type { ChangeBefore } from './records';

/** What was changed just before the failures began. */
export function ChangeSection({ groupId }: { readonly groupId: string }): JSX.Element {
  const translate = useTranslate();
  const { data } = useQuery<readonly ChangeBefore[]>({
    queryKey: ['error-changes', groupId],
    queryFn: async () => hub.get<readonly ChangeBefore[]>(`/error-groups/${groupId}/changes`),
  });
  return (
    <Section title={translate('panel.errors.changes')} note={translate('panel.errors.changes_note')}>
      {data?.length === 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('panel.errors.changes_empty')}
        </Typography>
      )}
      <Stack component="ul" spacing={1} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {data?.map((change) => (
          <Box component="li" key={`${change.at} ${change.kind} ${change.what}`}>
            <Change change={change} />
          </Box>
        ))}
      </Stack>
    </Section>
  );
}

function Change({ change }: { readonly change: ChangeBefore }): JSX.Element {
  const translate = useTranslate();
  const { at, kind, version, by, reason } = change;
  const what = kind === 'audit' ? translate(`panel.audit_action.${change.what}`, { _: change.what }) : change.what;
  return (
    <>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {translate(`panel.errors.change.${kind}`, { what, version: version ?? '' })}
        {reason !== null && ` – ${reason}`}
      </Typography>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        <Moment at={at} exact /> {by !== null && `· ${by}`}
      </Typography>
    </>
  );
}
