import EditIcon from '@mui/icons-material/Edit';
import { Box, Button, Link as TextLink, Stack } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useMay } from '../access/rights';
import { ConsentSection } from '../connection-setup/consent-section';
import type { ConnectionSetup } from '../connection-setup/records';
import { hub } from '../hub/hub';
import { useFormat } from '../i18n/format';
import { Facts, type Fact } from '../page/facts';
import { Section } from '../page/page';

/** How the connection is set up: who uses it, which credentials it has, and the way to its form. */
export function SetUpSection({ connectionId }: { readonly connectionId: string }): JSX.Element | null {
  const translate = useTranslate();
  const maySetUp = useMay('setUp');
  const { data } = useQuery<ConnectionSetup>({
    queryKey: ['connections', 'setup', connectionId],
    queryFn: async () => hub.get<ConnectionSetup>(`/connections/${encodeURIComponent(connectionId)}/setup`),
    enabled: maySetUp,
  });
  if (data === undefined) return null;
  return (
    <>
      <Section title={translate('panel.set_up.menu')} note={translate('panel.connection_setup.mode_note')}>
        <Stack spacing={1.5}>
          <SetUpFacts setup={data} />
          <Box>
            <Button
              variant="outlined"
              startIcon={<EditIcon />}
              component={Link}
              to={`/connections/${encodeURIComponent(connectionId)}`}
            >
              {translate('panel.set_up.edit')}
            </Button>
          </Box>
        </Stack>
      </Section>
      {data.hasConsent && <ConsentSection connectionId={connectionId} />}
    </>
  );
}

function SetUpFacts({ setup }: { readonly setup: ConnectionSetup }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const { credentials, credentialsChangedAt, usedBy } = setup;
  const text = (name: string): string => translate(`panel.connection_setup.${name}`);
  const set = credentials.filter(({ isSet }) => isSet).map(({ name }) => name);
  const facts: Fact[] = [
    [
      text('used_by'),
      usedBy.length === 0
        ? text('used_by_none')
        : usedBy.map(({ id, name }) => (
            <div key={id}>
              <TextLink component={Link} to={`/channels/${encodeURIComponent(id)}`}>
                {name}
              </TextLink>
            </div>
          )),
    ],
    [text('credentials'), set.length === 0 ? null : set.join(', ')],
    [translate('panel.lookups.changed'), credentialsChangedAt === null ? null : format.date(credentialsChangedAt)],
  ];
  return <Facts facts={facts} />;
}
