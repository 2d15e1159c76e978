import { Alert, AlertTitle, Link as TextLink, Stack } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { Connection } from '../hub/records';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { CodeBlock } from '../page/code-block';
import { Facts } from '../page/facts';
import { Columns, Page, Section } from '../page/page';
import { LookupSection } from '../lookup-tables/lookup-section';
import { RecordPage } from '../page/record-page';
import { ConnectionStateChip } from '../status/status-chip';
import { ConnectionActions } from './connection-actions';
import { SetUpSection } from './set-up-section';

const READ_AGAIN_MS = 5_000;
const BACKLOG = ['ready', 'running', 'dead'] as const;

/** One connection: how it is, how it is set up, and stopping and starting it. */
export function ConnectionPage(): JSX.Element {
  return (
    <RecordPage<Connection>
      render={(connection) => <ConnectionView connection={connection} />}
      readAgainMs={() => READ_AGAIN_MS}
    />
  );
}

function ConnectionView({ connection }: { readonly connection: Connection }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const { name, state, category, system, systemName = system } = connection;
  return (
    <Page
      title={name}
      back={{ to: '/connections', name: translate('panel.connections.title') }}
      status={<ConnectionStateChip state={state} />}
      lead={`${words('category', category)} · ${systemName}`}
      actions={<ConnectionActions connection={connection} />}
    >
      <Stack spacing={2}>
        <Why connection={connection} />
        <Columns
          main={
            <Section
              title={translate('panel.connections.settings')}
              note={translate('panel.connections.settings_note')}
            >
              <CodeBlock text={JSON.stringify(connection.settings)} label={translate('panel.connections.settings')} />
            </Section>
          }
          side={
            <>
              <Section title={translate('panel.connections.state')}>
                <Health connection={connection} />
              </Section>
              <LookupSection connectionId={connection.id} />
              <SetUpSection connectionId={connection.id} />
            </>
          }
        />
      </Stack>
    </Page>
  );
}

function Why({ connection }: { readonly connection: Connection }): JSX.Element | null {
  const translate = useTranslate();
  const words = useWords();
  const { state, problem, pausedReason, backlog } = connection;
  const { ready } = backlog;
  if (state === 'ok') return null;
  return (
    <Alert severity={state === 'paused' ? 'warning' : 'error'} variant="outlined" sx={{ bgcolor: 'background.paper' }}>
      <AlertTitle>{words('connection_state', state)}</AlertTitle>
      {state === 'paused' ? pausedReason : problem}
      {ready > 0 && <div>{translate('panel.connection_setup.resume_note', { smart_count: ready })}</div>}
    </Alert>
  );
}

function Health({ connection }: { readonly connection: Connection }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const format = useFormat();
  const { id, backlog, errorShare, lastAttemptAt, heldUntil, concurrency, rate, ports = [], api } = connection;
  const text = (name: string, values?: Record<string, unknown>): string =>
    translate(`panel.connections.${name}`, values);
  const limits = { requests: rate.requests, seconds: format.number(rate.perMs / 1_000), concurrency };
  return (
    <Facts
      facts={[
        [text('backlog'), BACKLOG.map((word) => `${format.number(backlog[word])} ${text(word)}`).join(' · ')],
        [text('jobs'), <JobsLink key="jobs" id={id} />],
        [text('errors'), format.share(errorShare)],
        [text('last_attempt'), lastAttemptAt === null ? text('never') : <Moment at={lastAttemptAt} />],
        [text('state'), heldUntil === null ? null : text('held_until', { time: format.time(heldUntil) })],
        [text('limits'), text('limits_text', limits)],
        [text('api'), api?.version],
        [text('ports'), ports.map((port) => words('port', port)).join(', ')],
      ]}
    />
  );
}

function JobsLink({ id }: { readonly id: string }): JSX.Element {
  const translate = useTranslate();
  const filter = new URLSearchParams({ filter: JSON.stringify({ connectionId: id }) }).toString();
  return (
    <TextLink component={Link} to={`/sync-jobs?${filter}`}>
      {translate('panel.connections.show_jobs')}
    </TextLink>
  );
}
