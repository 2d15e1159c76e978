import { Link as TextLink, Typography } from '@mui/material';
import type { JSX } from 'react';
import { DataTable, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { Moment } from '../i18n/format';
import { useWords } from '../i18n/words';
import { ListPage } from '../page/list-page';
import { EmptyList } from '../page/states';
import type { ScheduleRow } from './records';
import { ScheduleStateChip } from './schedule-state';

const FROM_SMALL = { display: { xs: 'none', sm: 'table-cell' } };

/** Work that is done by the clock. */
export function ScheduleList(): JSX.Element {
  const translate = useTranslate();
  return (
    <ListPage title={translate('panel.schedules.title')} sort={{ field: 'id', order: 'ASC' }}>
      <ScheduleTable />
    </ListPage>
  );
}

function ScheduleTable(): JSX.Element {
  const translate = useTranslate();
  const label = (name: string): string => translate(`panel.schedules.${name}`);
  return (
    <DataTable<ScheduleRow> bulkActionButtons={false} rowClick="show" empty={<EmptyList part="schedules" />}>
      <DataTable.Col<ScheduleRow>
        source="id"
        disableSort
        label={translate('panel.set_up.name')}
        render={(row) => <Name schedule={row} />}
      />
      <DataTable.Col<ScheduleRow> label={label('state')} render={({ state }) => <ScheduleStateChip state={state} />} />
      <DataTable.Col<ScheduleRow> label={label('next')} render={({ nextAt }) => <Moment at={nextAt} />} />
      <DataTable.Col<ScheduleRow>
        sx={FROM_SMALL}
        label={label('last')}
        render={({ ranAt }) => (ranAt === null ? label('never') : <Moment at={ranAt} />)}
      />
    </DataTable>
  );
}

function Name({ schedule: { id, cron, timeZone, problem } }: { readonly schedule: ScheduleRow }): JSX.Element {
  const words = useWords();
  return (
    <>
      <TextLink
        component={Link}
        to={`/schedules/${encodeURIComponent(id)}/show`}
        sx={{ fontWeight: 600 }}
        underline="hover"
      >
        {words('schedule_name', id)}
      </TextLink>
      <Typography variant="caption" component="div" sx={{ color: problem === null ? 'text.secondary' : 'error.main' }}>
        {problem ?? (
          <>
            <code>{cron}</code> · {timeZone}
          </>
        )}
      </Typography>
    </>
  );
}
