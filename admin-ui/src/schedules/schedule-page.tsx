import PlayIcon from '@mui/icons-material/PlayArrow';
import { Alert, Stack, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useMayAct } from '../access/rights';
import { ActionButton } from '../actions/action-button';
import { dataProvider } from '../data/data-provider';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { Facts } from '../page/facts';
import { Columns, Page, Section } from '../page/page';
import { RecordPage } from '../page/record-page';
import type { Schedule, ScheduleRun } from './records';
import { ScheduleStateChip } from './schedule-state';

const READ_AGAIN_MS = 3_000;

export function SchedulePage(): JSX.Element {
  return <RecordPage<Schedule> render={(schedule) => <View schedule={schedule} />} readAgainMs={() => READ_AGAIN_MS} />;
}

function View({ schedule }: { readonly schedule: Schedule }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const format = useFormat();
  const label = (name: string): string => translate(`panel.schedules.${name}`);
  const { id, state, problem, cron, timeZone, nextTimes, ranAt, runs } = schedule;
  return (
    <Page
      title={words('schedule_name', id)}
      back={{ to: '/schedules', name: label('title') }}
      status={<ScheduleStateChip state={state} />}
      actions={<RunButton schedule={schedule} />}
    >
      <Stack spacing={2}>
        {problem !== null && (
          <Alert severity="error">
            {problem} {label('failed_text')}
          </Alert>
        )}
        <Columns
          main={
            <Section title={label('runs')} isFlush={runs.length > 0}>
              {runs.length === 0 ? <Typography>{label('runs_empty')}</Typography> : <Runs runs={runs} />}
            </Section>
          }
          side={
            <Section title={label('when')}>
              <Facts
                facts={[
                  ['Cron', <code key="cron">{cron}</code>],
                  [label('zone'), timeZone],
                  [label('last'), ranAt === null ? label('never') : <Moment at={ranAt} exact />],
                  [label('next_times'), nextTimes.map((at) => <div key={at}>{format.date(at)}</div>)],
                ]}
              />
            </Section>
          }
        />
      </Stack>
    </Page>
  );
}

function Runs({ runs }: { readonly runs: readonly ScheduleRun[] }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          {['started', 'outcome', 'duration'].map((name) => (
            <TableCell key={name}>{translate(`panel.schedules.${name}`)}</TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map(({ id, startedAt, finishedAt, outcome, problem }) => (
          <TableRow key={id}>
            <TableCell>{format.time(startedAt)}</TableCell>
            <TableCell>
              <ScheduleStateChip state={outcome} />
              {problem !== null && (
                <Typography variant="caption" component="div">
                  {problem}
                </Typography>
              )}
            </TableCell>
            <TableCell>
              {finishedAt === null ? '–' : format.duration(Date.parse(finishedAt) - Date.parse(startedAt))}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function RunButton({ schedule: { id, state } }: { readonly schedule: Schedule }): JSX.Element | null {
  const translate = useTranslate();
  const words = useWords();
  if (!useMayAct() || state === 'running') return null;
  return (
    <ActionButton
      icon={<PlayIcon />}
      variant="contained"
      action={{
        label: translate('panel.schedules.run'),
        title: translate('panel.schedules.run_title', { name: words('schedule_name', id) }),
        text: translate('panel.schedules.run_text'),
        done: 'panel.schedules.run_done',
        run: async () => dataProvider.act('schedules', id, 'run'),
      }}
    />
  );
}
