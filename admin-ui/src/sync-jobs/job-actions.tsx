import LinkIcon from '@mui/icons-material/AddLink';
import ReplayIcon from '@mui/icons-material/Replay';
import SkipNextIcon from '@mui/icons-material/SkipNext';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useMayAct } from '../access/rights';
import { ActionButton } from '../actions/action-button';
import { dataProvider } from '../data/data-provider';
import type { JobState, SyncJob } from '../hub/records';

// What the hub allows in which state. It has the last word: some steps make no document that could be linked.
const MAY_RETRY = new Set<JobState>(['dead', 'in-doubt', 'ready', 'waiting']);
const MAY_SETTLE = new Set<JobState>(['dead', 'in-doubt']);

/** What a person can do about a job that does not go on by itself. */
export function JobActions({ job }: { readonly job: SyncJob }): JSX.Element | null {
  const mayAct = useMayAct();
  if (!mayAct) return null;
  return (
    <>
      {MAY_SETTLE.has(job.state) && <BindButton job={job} />}
      {MAY_SETTLE.has(job.state) && <SkipButton job={job} />}
      {MAY_RETRY.has(job.state) && <RetryButton job={job} />}
    </>
  );
}

function RetryButton({ job }: { readonly job: SyncJob }): JSX.Element {
  const text = useText();
  return (
    <ActionButton
      variant="contained"
      icon={<ReplayIcon />}
      action={{
        label: text('retry'),
        title: text('retry_title'),
        text: text('retry_text'),
        done: 'panel.jobs.retry_done',
        run: async () => dataProvider.act('sync-jobs', job.id, 'retry'),
      }}
    />
  );
}

function SkipButton({ job }: { readonly job: SyncJob }): JSX.Element {
  const text = useText();
  const translate = useTranslate();
  const reason = {
    name: 'reason',
    label: translate('panel.reason'),
    help: translate('panel.reason_help'),
    isRequired: true,
    maxLength: 500,
    isLong: true,
  };
  return (
    <ActionButton
      icon={<SkipNextIcon />}
      action={{
        label: text('skip'),
        title: text('skip_title'),
        text: text('skip_text'),
        done: 'panel.jobs.skip_done',
        fields: [reason],
        run: async (answers) => dataProvider.act('sync-jobs', job.id, 'skip', { reason: answers.reason }),
      }}
    />
  );
}

function BindButton({ job }: { readonly job: SyncJob }): JSX.Element {
  const text = useText();
  return (
    <ActionButton
      icon={<LinkIcon />}
      action={{
        label: text('bind'),
        title: text('bind_title'),
        text: text('bind_text'),
        done: 'panel.jobs.bind_done',
        fields: [
          { name: 'remoteId', label: text('bind_id'), isRequired: true, maxLength: 200 },
          { name: 'remoteNumber', label: text('bind_number'), isRequired: false, maxLength: 200 },
        ],
        run: async ({ remoteId, remoteNumber }) =>
          dataProvider.act('sync-jobs', job.id, 'bind', { remoteId, remoteNumber: remoteNumber ?? null }),
      }}
    />
  );
}

function useText(): (name: string) => string {
  const translate = useTranslate();
  return (name) => translate(`panel.jobs.${name}`);
}
