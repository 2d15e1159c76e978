import LinkIcon from '@mui/icons-material/AddLink';
import SendIcon from '@mui/icons-material/Send';
import SkipNextIcon from '@mui/icons-material/SkipNext';
import { Box, Link as TextLink, Skeleton, Stack, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useListContext, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useMayAct } from '../access/rights';
import { ActionButton } from '../actions/action-button';
import { dataProvider } from '../data/data-provider';
import { useConnectionName, useConnections } from '../hub/connection-names';
import type { SyncJobRow } from '../hub/records';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { ListPage } from '../page/list-page';
import { SelectFilter } from '../page/select-filter';
import { EmptyList } from '../page/states';

/** A job of which nobody knows whether the other system has done it. */
interface Doubtful extends SyncJobRow {
  readonly canFind: boolean;
  readonly canBind: boolean;
  readonly lastCall: {
    readonly at: string;
    readonly operation: string;
    readonly status: number | null;
    readonly failure: string | null;
  } | null;
}

const READ_AGAIN_MS = 3_000;

/** Everything in doubt, with what a person needs to decide it. */
export function InDoubtList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage
      title={translate('panel.in_doubt.title')}
      sort={{ field: 'createdAt', order: 'DESC' }}
      readAgainMs={READ_AGAIN_MS}
      filters={
        <>
          <SelectFilter
            source="connectionId"
            label={translate('panel.connection')}
            any={translate('panel.any_connection')}
            choices={useConnections()}
          />
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {translate('panel.in_doubt.lead')}
          </Typography>
        </>
      }
    >
      <DoubtfulRows />
    </ListPage>
  );
}

function DoubtfulRows(): JSX.Element {
  const { data } = useListContext<Doubtful>();
  if (data === undefined) return <Skeleton variant="rounded" height={120} sx={{ m: 2 }} />;
  if (data.length === 0) return <EmptyList part="in_doubt" />;
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {data.map((job) => (
        <DoubtfulRow key={job.id} job={job} />
      ))}
    </Box>
  );
}

function DoubtfulRow({ job }: { readonly job: Doubtful }): JSX.Element {
  const words = useWords();
  const connectionName = useConnectionName();
  const reference = referenceOf(job);
  return (
    <Box component="li" sx={{ px: 2, py: 2, borderTop: 1, borderColor: 'divider' }}>
      <Stack direction={{ xs: 'column', md: 'row' }} spacing={2} sx={{ justifyContent: 'space-between' }}>
        <Box sx={{ minWidth: 0, maxWidth: 720 }}>
          <TextLink component={Link} to={`/sync-jobs/${job.id}/show`} underline="hover" sx={{ fontWeight: 600 }}>
            {words('step', job.step)}
            {job.item !== '' && ` · ${job.item}`}
          </TextLink>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {connectionName(job.connectionId)}
            {job.orderId !== null && (
              <>
                {' · '}
                <TextLink component={Link} to={`/orders/${job.orderId}/show`}>
                  {job.orderReference ?? job.orderId}
                </TextLink>
              </>
            )}
            {' · '}
            <Moment at={job.createdAt} />
          </Typography>
          <Knowledge job={job} reference={reference} />
        </Box>
        <Decision job={job} reference={reference} />
      </Stack>
    </Box>
  );
}

/** What the other system is searched for: the order's reference with the part of it. */
function referenceOf({ orderReference, item }: Doubtful): string {
  return [orderReference ?? '', ...item.split('/')].filter((part) => part !== '').join('-');
}

function Knowledge({ job, reference }: { readonly job: Doubtful; readonly reference: string }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const { lastCall, error, canFind } = job;
  const answer = (call: NonNullable<Doubtful['lastCall']>): string =>
    call.status === null
      ? translate('panel.in_doubt.no_answer', { failure: call.failure ?? '?' })
      : translate('panel.in_doubt.answered', { status: call.status });
  return (
    <Stack spacing={0.5} sx={{ mt: 1 }}>
      {error !== null && (
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {error.summary}
        </Typography>
      )}
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {lastCall === null
          ? translate('panel.in_doubt.no_call')
          : translate('panel.in_doubt.last_call', {
              ago: format.ago(lastCall.at),
              operation: lastCall.operation,
              answer: answer(lastCall),
            })}
      </Typography>
      <Typography variant="body2">
        {translate(canFind ? 'panel.in_doubt.can_find' : 'panel.in_doubt.cannot_find', { reference })}
      </Typography>
    </Stack>
  );
}

function Decision({ job, reference }: { readonly job: Doubtful; readonly reference: string }): JSX.Element | null {
  const translate = useTranslate();
  const text = (name: string): string => translate(`panel.in_doubt.${name}`, { reference });
  if (!useMayAct()) return null;
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: 'wrap', alignContent: 'start', flexShrink: 0 }}>
      {job.canBind && <BindButton job={job} />}
      <ActionButton
        icon={<SendIcon />}
        action={{
          label: text('send_again'),
          title: text('send_again_title'),
          text: text(job.canFind ? 'send_again_found' : 'send_again_text'),
          isDangerous: !job.canFind,
          done: 'panel.jobs.retry_done',
          run: async () => dataProvider.act('sync-jobs', job.id, 'retry'),
        }}
      />
      <LeaveButton job={job} />
    </Stack>
  );
}

function BindButton({ job }: { readonly job: Doubtful }): JSX.Element {
  const translate = useTranslate();
  return (
    <ActionButton
      variant="contained"
      icon={<LinkIcon />}
      action={{
        label: translate('panel.in_doubt.bind'),
        title: translate('panel.jobs.bind_title'),
        text: translate('panel.jobs.bind_text'),
        confirm: translate('panel.jobs.bind'),
        done: 'panel.jobs.bind_done',
        fields: [
          { name: 'remoteId', label: translate('panel.jobs.bind_id'), isRequired: true, maxLength: 200 },
          { name: 'remoteNumber', label: translate('panel.jobs.bind_number'), isRequired: false, maxLength: 200 },
        ],
        run: async ({ remoteId, remoteNumber }) =>
          dataProvider.act('sync-jobs', job.id, 'bind', { remoteId, remoteNumber: remoteNumber ?? null }),
      }}
    />
  );
}

function LeaveButton({ job }: { readonly job: Doubtful }): JSX.Element {
  const translate = useTranslate();
  return (
    <ActionButton
      icon={<SkipNextIcon />}
      action={{
        label: translate('panel.in_doubt.leave'),
        title: translate('panel.in_doubt.leave_title'),
        text: translate('panel.jobs.skip_text'),
        done: 'panel.jobs.skip_done',
        fields: [
          {
            name: 'reason',
            label: translate('panel.reason'),
            help: translate('panel.reason_help'),
            isRequired: true,
            maxLength: 500,
            isLong: true,
          },
        ],
        run: async (answers) => dataProvider.act('sync-jobs', job.id, 'skip', { reason: answers.reason }),
      }}
    />
  );
}
