import { Link as TextLink, Stack } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useConnectionName } from '../hub/connection-names';
import type { SyncJob } from '../hub/records';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { Facts } from '../page/facts';
import { Columns, Page, Section } from '../page/page';
import { RecordPage } from '../page/record-page';
import { JobStateChip } from '../status/status-chip';
import { AttemptSection } from './attempt-section';
import { FailureSection } from './failure-section';
import { JobActions } from './job-actions';

const MOVING_MS = 3_000;
const SETTLED = new Set(['done', 'skipped', 'cancelled', 'superseded']);

/** One job: what failed, what to do about it, and what was said between the systems. */
export function SyncJobPage(): JSX.Element {
  return (
    <RecordPage<SyncJob>
      render={(job) => <JobView job={job} />}
      readAgainMs={(job) => (job !== undefined && SETTLED.has(job.state) ? null : MOVING_MS)}
    />
  );
}

function JobView({ job }: { readonly job: SyncJob }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const item = job.item === '' ? '' : ` · ${job.item}`;
  return (
    <Page
      title={`${words('step', job.step)}${item}`}
      back={{ to: '/sync-jobs', name: translate('panel.jobs.title') }}
      status={<JobStateChip state={job.state} />}
      lead={translate('panel.jobs.one', { id: job.id })}
      actions={<JobActions job={job} />}
    >
      <Stack spacing={2}>
        <Columns
          main={<FailureSection job={job} />}
          side={
            <Section title={words('flow', job.flow)}>
              <JobFacts job={job} />
            </Section>
          }
        />
        <AttemptSection attempts={job.attempts} />
      </Stack>
    </Page>
  );
}

function JobFacts({ job }: { readonly job: SyncJob }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const text = (name: string): string => translate(`panel.jobs.${name}`);
  return (
    <Facts
      facts={[
        [translate('panel.order'), job.orderId === null ? null : <OrderLink job={job} id={job.orderId} />],
        [translate('panel.connection'), <ConnectionLink key="connection" id={job.connectionId} />],
        [text('attempts'), format.number(job.attemptCount ?? job.attempts.length)],
        [text('created'), <Moment key="created" at={job.createdAt} exact />],
        [text('due'), job.state === 'ready' ? <Moment at={job.dueAt} exact /> : null],
        [text('finished'), job.finishedAt === null ? null : <Moment at={job.finishedAt} exact />],
        [text('key'), job.idempotencyKey === undefined ? null : <code>{job.idempotencyKey}</code>],
      ]}
    />
  );
}

function OrderLink({ job, id }: { readonly job: SyncJob; readonly id: string }): JSX.Element {
  return (
    <TextLink component={Link} to={`/orders/${id}/show`}>
      {job.orderReference ?? id}
    </TextLink>
  );
}

function ConnectionLink({ id }: { readonly id: string }): JSX.Element {
  const connectionName = useConnectionName();
  return (
    <TextLink component={Link} to={`/connections/${encodeURIComponent(id)}/show`}>
      {connectionName(id)}
    </TextLink>
  );
}
