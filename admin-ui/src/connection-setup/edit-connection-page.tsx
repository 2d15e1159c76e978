import DeleteIcon from '@mui/icons-material/Delete';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate, useParams } from 'react-router-dom';
import { ActionButton } from '../actions/action-button';
import { hub } from '../hub/hub';
import { Page } from '../page/page';
import { Failed, LoadingPage } from '../page/states';
import type { ConnectionSetup, Draft, System } from './records';
import { SetupForm } from './setup-form';
import { useSystem } from './system';

/** Changes settings, credentials and limits of a connection. */
export function EditConnectionPage(): JSX.Element {
  const { id = '' } = useParams();
  const { data: stored, error } = useQuery<ConnectionSetup>({
    queryKey: ['connection-setup', id],
    queryFn: async () => hub.get<ConnectionSetup>(`/connections/${encodeURIComponent(id)}/setup`),
    // What is being typed is not taken away; the hub says when somebody else was faster.
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  if (stored === undefined) return error === null ? <LoadingPage /> : <Failed error={error} />;
  return <Edit key={stored.version} stored={stored} />;
}

function Edit({ stored }: { readonly stored: ConnectionSetup }): JSX.Element {
  const translate = useTranslate();
  const { data: system, error } = useSystem(stored.system);
  if (system === undefined) return error === null ? <LoadingPage /> : <Failed error={error} />;
  return (
    <Page
      title={translate('panel.connection_setup.edit_title', { name: stored.name })}
      lead={system.name}
      back={{ to: `/connections/${encodeURIComponent(stored.id)}/show`, name: stored.name }}
      actions={<DeleteButton stored={stored} />}
    >
      <EditForm system={system} stored={stored} />
    </Page>
  );
}

function EditForm({ system, stored }: { readonly system: System; readonly stored: ConnectionSetup }): JSX.Element {
  const notify = useNotify();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { id, name, settings, limits, allowPrivateAddresses, version } = stored;
  const first: Draft = { id, name, settings, credentials: {}, limits, allowPrivateAddresses };
  const save = async (draft: Draft): Promise<void> => {
    const { name: newName, settings: next, credentials, limits: newLimits, allowPrivateAddresses: isPrivate } = draft;
    const body = {
      version,
      name: newName,
      settings: next,
      credentials,
      limits: newLimits,
      allowPrivateAddresses: isPrivate,
    };
    await hub.call(`/connections/${encodeURIComponent(id)}`, { method: 'PATCH', body });
    await client.invalidateQueries({ queryKey: ['connections'] });
    notify('panel.set_up.saved', { type: 'success' });
    await navigate(`/connections/${encodeURIComponent(id)}/show`);
  };
  return <SetupForm system={system} stored={stored} first={first} save={save} />;
}

function DeleteButton({ stored: { id, name } }: { readonly stored: ConnectionSetup }): JSX.Element {
  const translate = useTranslate();
  const navigate = useNavigate();
  return (
    <ActionButton
      icon={<DeleteIcon />}
      action={{
        label: translate('panel.connection_setup.delete'),
        title: translate('panel.connection_setup.delete_title', { name }),
        text: translate('panel.connection_setup.delete_text'),
        done: 'panel.connection_setup.delete_done',
        isDangerous: true,
        run: async () => {
          await hub.call(`/connections/${encodeURIComponent(id)}`, { method: 'DELETE' });
          await navigate('/connections');
        },
      }}
    />
  );
}
