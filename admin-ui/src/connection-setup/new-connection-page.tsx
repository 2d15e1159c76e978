import { Box, Card, CardActionArea, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { hub } from '../hub/hub';
import { useWords } from '../i18n/words';
import { Page } from '../page/page';
import { Failed, LoadingPage } from '../page/states';
import type { Draft, System, SystemRow } from './records';
import { SetupForm } from './setup-form';
import { useSystem } from './system';

/** First the system, then its form. The system is in the address, so that the way back works. */
export function NewConnectionPage(): JSX.Element {
  const [parameters] = useSearchParams();
  const system = parameters.get('system');
  return system === null ? <ChooseSystem /> : <NewConnection systemId={system} />;
}

function ChooseSystem(): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const { data, error } = useQuery<readonly SystemRow[]>({
    queryKey: ['systems'],
    queryFn: async () => hub.get<readonly SystemRow[]>('/systems'),
  });
  if (data === undefined) return error === null ? <LoadingPage /> : <Failed error={error} />;
  return (
    <Page
      title={translate('panel.connection_setup.choose')}
      lead={translate('panel.connection_setup.choose_lead')}
      back={{ to: '/connections', name: translate('panel.connections.title') }}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))' }}>
        {data.map(({ id, name, category, ports }) => (
          <Card key={id}>
            <CardActionArea component={Link} to={`/connections/create?system=${id}`} sx={{ p: 2, height: '100%' }}>
              <Typography variant="h2">{name}</Typography>
              <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                {words('category', category)}
              </Typography>
              <Typography variant="caption" component="div" sx={{ mt: 1, color: 'text.secondary' }}>
                {ports
                  .slice(0, 4)
                  .map((port) => words('port', port))
                  .join(' · ')}
              </Typography>
            </CardActionArea>
          </Card>
        ))}
      </Box>
    </Page>
  );
}

function NewConnection({ systemId }: { readonly systemId: string }): JSX.Element {
  const translate = useTranslate();
  const { data: system, error } = useSystem(systemId);
  if (system === undefined) return error === null ? <LoadingPage /> : <Failed error={error} />;
  return (
    <Page
      title={translate('panel.connection_setup.new')}
      lead={system.name}
      back={{ to: '/connections/create', name: translate('panel.connection_setup.system') }}
    >
      <NewForm system={system} />
    </Page>
  );
}

function NewForm({ system }: { readonly system: System }): JSX.Element {
  const notify = useNotify();
  const navigate = useNavigate();
  const first: Draft = {
    id: '',
    name: system.name,
    settings: {},
    credentials: {},
    limits: system.limits,
    allowPrivateAddresses: false,
  };
  const save = async (draft: Draft): Promise<void> => {
    const id = draft.id.trim();
    await hub.call('/connections', { method: 'POST', body: { ...draft, id, system: system.id } });
    notify('panel.connection_setup.saved_new', { type: 'success' });
    await navigate(`/connections/${encodeURIComponent(id)}/show`);
  };
  return <SetupForm system={system} stored={null} first={first} save={save} />;
}
