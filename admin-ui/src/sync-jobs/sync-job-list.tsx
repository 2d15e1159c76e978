import { Box, Link as TextLink, Typography } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useConnectionName, useConnections } from '../hub/connection-names';
import type { JobState, SyncJobRow } from '../hub/records';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { ChipFilter } from '../page/chip-filter';
import { ListPage } from '../page/list-page';
import { SelectFilter } from '../page/select-filter';
import { EmptyList } from '../page/states';
import { JobStateChip } from '../status/status-chip';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };
const FROM_MEDIUM = { display: { xs: 'none', md: 'table-cell' } };

/** States that people ask for; the rest is reached through the order. */
const STATES: readonly JobState[] = ['dead', 'in-doubt', 'ready', 'running', 'waiting', 'done', 'skipped'];
const FLOWS = ['order-fulfilment', 'pull-orders', 'import-order', 'notify-shop'];

/** Everything that is done in other systems, newest first. */
export function SyncJobList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage
      title={translate('panel.jobs.title')}
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={<JobFilters />}
    >
      <JobTable />
    </ListPage>
  );
}

function JobFilters(): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <ChipFilter source="onlyTrouble" value label={translate('panel.jobs.trouble_only')} tone="warning" />
        {STATES.map((state) => (
          <ChipFilter key={state} source="state" value={state} label={words('job_state', state)} />
        ))}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        <SelectFilter
          source="connectionId"
          label={translate('panel.connection')}
          any={translate('panel.any_connection')}
          choices={useConnections()}
        />
        <SelectFilter
          source="flow"
          label={translate('panel.jobs.flow')}
          any={translate('panel.all')}
          choices={FLOWS.map((flow) => ({ id: flow, name: words('flow', flow) }))}
        />
      </Box>
    </>
  );
}

function JobTable(): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const connectionName = useConnectionName();
  const label = (name: string): string => translate(`panel.jobs.${name}`);
  return (
    <DataTable<SyncJobRow> bulkActionButtons={false} rowClick="show" empty={<EmptyList part="jobs" />}>
      <DataTable.Col<SyncJobRow> label={label('step')} render={(job) => <Step job={job} />} />
      <DataTable.Col<SyncJobRow> label={label('state')} render={({ state }) => <JobStateChip state={state} />} />
      <DataTable.Col<SyncJobRow>
        sx={FROM_SMALL}
        label={translate('panel.connection')}
        render={({ connectionId }) => connectionName(connectionId)}
      />
      <DataTable.Col<SyncJobRow>
        sx={FROM_MEDIUM}
        label={translate('panel.order')}
        render={({ orderReference }) => orderReference ?? '–'}
      />
      <DataTable.Col<SyncJobRow>
        sx={{ ...FROM_MEDIUM, textAlign: 'right' }}
        label={label('attempts')}
        render={({ attempts }) => format.number(attempts)}
      />
      <DataTable.Col<SyncJobRow>
        sx={{ ...FROM_MEDIUM, whiteSpace: 'nowrap' }}
        source="createdAt"
        label={label('created')}
        render={({ createdAt }) => <Moment at={createdAt} />}
      />
    </DataTable>
  );
}

function Step({ job }: { readonly job: SyncJobRow }): JSX.Element {
  const words = useWords();
  const isTrouble = job.state === 'dead' || job.state === 'in-doubt';
  return (
    <>
      <TextLink component={Link} to={`/sync-jobs/${job.id}/show`} sx={{ fontWeight: 600 }} underline="hover">
        {words('step', job.step)}
      </TextLink>
      {job.item !== '' && <> · {job.item}</>}
      {isTrouble && job.error !== null && (
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary', maxWidth: 460 }}>
          {job.error.summary}
        </Typography>
      )}
    </>
  );
}
