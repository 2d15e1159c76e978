import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate, useParams } from 'react-router-dom';
import { hub } from '../hub/hub';
import { Page } from '../page/page';
import { Failed, LoadingPage } from '../page/states';
import { ChannelForm } from './channel-form';
import type { Channel, ChannelDraft, Choices } from './records';

const NEW: ChannelDraft = {
  id: '',
  name: '',
  kind: 'shop',
  connectionId: null,
  routes: { erp: null, warehouse: null, carriers: [], refundOnCancel: true, invoicing: true },
  payments: [],
};

/** Makes a channel. */
export function NewChannelPage(): JSX.Element {
  const translate = useTranslate();
  const saved = useSaved('panel.channels.saved_new');
  const save = async (draft: ChannelDraft): Promise<void> => {
    await hub.call('/channels', { method: 'POST', body: { ...bodyOf(draft), id: draft.id.trim(), kind: draft.kind } });
    await saved();
  };
  return (
    <Page title={translate('panel.channels.new')} back={{ to: '/channels', name: translate('panel.channels.title') }}>
      <WithChoices render={(choices) => <ChannelForm first={NEW} isNew choices={choices} save={save} />} />
    </Page>
  );
}

/** Shows a channel, and changes it. */
export function ChannelPage(): JSX.Element {
  const { id = '' } = useParams();
  const { data, error } = useQuery<Channel>({
    queryKey: ['channels', 'one', id],
    queryFn: async () => hub.get<Channel>(`/channels/${encodeURIComponent(id)}`),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  if (data === undefined) return error === null ? <LoadingPage /> : <Failed error={error} />;
  return <EditChannel key={data.version} channel={data} />;
}

function EditChannel({ channel }: { readonly channel: Channel }): JSX.Element {
  const translate = useTranslate();
  const saved = useSaved('panel.set_up.saved');
  const { version, routes, ...rest } = channel;
  const { payments, ...others } = routes;
  const first: ChannelDraft = {
    ...rest,
    routes: others,
    payments: Object.entries(payments).map(([method, gateway]) => ({ method, gateway })),
  };
  const save = async (draft: ChannelDraft): Promise<void> => {
    const body = { ...bodyOf(draft), version };
    await hub.call(`/channels/${encodeURIComponent(channel.id)}`, { method: 'PATCH', body });
    await saved();
  };
  return (
    <Page
      title={channel.name}
      lead={translate(`panel.channels.${channel.kind}`)}
      back={{ to: '/channels', name: translate('panel.channels.title') }}
    >
      <WithChoices render={(choices) => <ChannelForm first={first} isNew={false} choices={choices} save={save} />} />
    </Page>
  );
}

function useSaved(text: string): () => Promise<void> {
  const notify = useNotify();
  const navigate = useNavigate();
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ['channels'] });
    notify(text, { type: 'success' });
    await navigate('/channels');
  };
}

function bodyOf({ name, connectionId, routes, payments }: ChannelDraft): object {
  const gateways = Object.fromEntries(payments.map(({ method, gateway }) => [method.trim(), gateway]));
  return { name: name.trim(), connectionId, routes: { ...routes, payments: gateways } };
}

function WithChoices({ render }: { readonly render: (choices: Choices) => JSX.Element }): JSX.Element {
  const { data, error } = useQuery<Choices>({
    queryKey: ['channels', 'choices'],
    queryFn: async () => hub.get<Choices>('/channels/choices'),
  });
  if (data === undefined) return error === null ? <LoadingPage /> : <Failed error={error} />;
  return render(data);
}
