import ReplayIcon from '@mui/icons-material/Replay';
import { Alert, Link as TextLink, Stack } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useMayAct } from '../access/rights';
import { ActionButton } from '../actions/action-button';
import { dataProvider } from '../data/data-provider';
import { Moment, useFormat } from '../i18n/format';
import { CodeBlock } from '../page/code-block';
import { Facts } from '../page/facts';
import { Columns, Page, Section } from '../page/page';
import { RecordPage } from '../page/record-page';
import { JobStateChip } from '../status/status-chip';
import type { SentWebhook } from './records';

const READ_AGAIN_MS = 3_000;
const SETTLED = new Set(['done', 'dead', 'skipped', 'cancelled', 'superseded']);

export function SentPage(): JSX.Element {
  return <RecordPage<SentWebhook> render={(sent) => <View sent={sent} />} readAgainMs={() => READ_AGAIN_MS} />;
}

function View({ sent }: { readonly sent: SentWebhook }): JSX.Element {
  const translate = useTranslate();
  const label = (name: string): string => translate(`panel.sent.${name}`);
  const { type, state, error, payload } = sent;
  return (
    <Page
      title={type}
      back={{ to: '/webhook-deliveries', name: label('title') }}
      status={state === null ? undefined : <JobStateChip state={state} />}
      actions={<ReplayButton sent={sent} />}
    >
      <Stack spacing={2}>
        {error !== null && <Alert severity={state === 'dead' ? 'error' : 'warning'}>{error}</Alert>}
        <Columns
          main={
            <Section title={label('payload')}>
              <CodeBlock text={JSON.stringify(payload)} label={label('payload')} />
            </Section>
          }
          side={
            <Section title={label('state')}>
              <SentFacts sent={sent} />
            </Section>
          }
        />
      </Stack>
    </Page>
  );
}

function SentFacts({ sent }: { readonly sent: SentWebhook }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const label = (name: string): string => translate(`panel.sent.${name}`);
  const { id, url, endpointName, orderId, orderReference, jobId, attempts, createdAt, dueAt, deliveredAt } = sent;
  const order = orderId === null ? null : <To path={`/orders/${orderId}/show`} text={orderReference ?? orderId} />;
  return (
    <Facts
      facts={[
        ['webhook-id', <code key="id">{id}</code>],
        [label('endpoint'), url ?? endpointName ?? label('gone')],
        [translate('panel.order'), order],
        [label('created'), <Moment key="created" at={createdAt} exact />],
        [label('attempts'), format.number(attempts)],
        [label('next_try'), dueAt === null ? null : <Moment at={dueAt} />],
        [label('delivered'), deliveredAt === null ? null : <Moment at={deliveredAt} exact />],
        [label('job'), jobId === null ? null : <To path={`/sync-jobs/${jobId}/show`} text={label('show_job')} />],
      ]}
    />
  );
}

function To({ path, text }: { readonly path: string; readonly text: string }): JSX.Element {
  return (
    <TextLink component={Link} to={path}>
      {text}
    </TextLink>
  );
}

function ReplayButton({ sent: { id, state, endpointName } }: { readonly sent: SentWebhook }): JSX.Element | null {
  const translate = useTranslate();
  if (!useMayAct() || endpointName === null || (state !== null && !SETTLED.has(state))) return null;
  return (
    <ActionButton
      icon={<ReplayIcon />}
      variant="contained"
      action={{
        label: translate('panel.sent.replay'),
        title: translate('panel.sent.replay_title'),
        text: translate('panel.sent.replay_text'),
        done: 'panel.sent.replay_done',
        run: async () => dataProvider.act('webhook-deliveries', id, 'replay'),
      }}
    />
  );
}
