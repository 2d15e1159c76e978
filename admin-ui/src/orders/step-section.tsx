import { Link as TextLink, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { dataProvider } from '../data/data-provider';
import { useConnectionName } from '../hub/connection-names';
import type { Order, SyncJobRow } from '../hub/records';
import { useWords } from '../i18n/words';
import { Section } from '../page/page';
import { JobStateChip } from '../status/status-chip';
import { readAgainMs } from './reading';

/** What the hub does about the order, each step with its sync job. */
export function StepSection({ order }: { readonly order: Order }): JSX.Element {
  const translate = useTranslate();
  const { data = [], isPending } = useQuery({
    queryKey: ['orders', 'jobs', order.id],
    queryFn: async () => dataProvider.jobsOfOrder(order.id),
    refetchInterval: readAgainMs(order),
  });
  return (
    <Section title={translate('panel.orders.steps')} isFlush>
      {data.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary', px: 2.5, pb: 1 }}>
          {isPending ? '…' : translate('panel.orders.steps_empty')}
        </Typography>
      ) : (
        <StepTable jobs={data} />
      )}
    </Section>
  );
}

function StepTable({ jobs }: { readonly jobs: readonly SyncJobRow[] }): JSX.Element {
  const translate = useTranslate();
  return (
    <Table size="small" sx={{ '& td:first-of-type, & th:first-of-type': { pl: 2.5 } }}>
      <TableHead>
        <TableRow>
          <TableCell>{translate('panel.jobs.step')}</TableCell>
          <TableCell sx={{ display: { xs: 'none', sm: 'table-cell' } }}>{translate('panel.connection')}</TableCell>
          <TableCell>{translate('panel.jobs.state')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {jobs.map((job) => (
          <Step key={job.id} job={job} />
        ))}
      </TableBody>
    </Table>
  );
}

function Step({ job }: { readonly job: SyncJobRow }): JSX.Element {
  const words = useWords();
  const connectionName = useConnectionName();
  const said = job.error?.summary ?? job.note;
  return (
    <TableRow>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <TextLink component={Link} to={`/sync-jobs/${job.id}/show`} underline="hover">
          {words('step', job.step)}
        </TextLink>
        {job.item !== '' && <> · {job.item}</>}
        {said !== null && job.state !== 'done' && (
          <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
            {said}
          </Typography>
        )}
      </TableCell>
      <TableCell sx={{ display: { xs: 'none', sm: 'table-cell' } }}>{connectionName(job.connectionId)}</TableCell>
      <TableCell>
        <JobStateChip state={job.state} />
      </TableCell>
    </TableRow>
  );
}
