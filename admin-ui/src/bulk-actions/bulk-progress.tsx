import StopIcon from '@mui/icons-material/Stop';
import { Alert, Box, Card, LinearProgress, Stack, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useMayAct } from '../access/rights';
import { ActionButton } from '../actions/action-button';
import { dataProvider } from '../data/data-provider';
import { hub } from '../hub/hub';
import { Moment, useFormat } from '../i18n/format';
import { StatusChip } from '../status/status-chip';
import type { Tone } from '../status/tone';
import type { BulkAction } from './records';

const MOVING_MS = 1_000;
const RESTING_MS = 5_000;
/** On the list of errors a result is shown for so long. */
const FRESH_MS = 120_000;

const TONES: Readonly<Record<BulkAction['state'], Tone>> = {
  canary: 'busy',
  running: 'busy',
  done: 'good',
  stopped: 'bad',
  cancelled: 'neutral',
};

/** How far actions on many jobs are: those of one group, or all that are under way. */
export function BulkProgress({ groupId }: { readonly groupId: string | null }): JSX.Element | null {
  const { data = [] } = useQuery<readonly BulkAction[]>({
    queryKey: ['bulk-actions', groupId],
    queryFn: async () =>
      hub.get<readonly BulkAction[]>(`/bulk-actions${groupId === null ? '' : `?groupId=${groupId}`}`),
    refetchInterval: ({ state }) => (state.data?.some(isActive) === true ? MOVING_MS : RESTING_MS),
  });
  const active = data.filter(isActive);
  useReadAgainWhenItEnds(active.length);
  const newest = data.filter((action) => groupId !== null || isFresh(action)).slice(0, 1);
  const shown = active.length > 0 ? active : newest;
  if (shown.length === 0) return null;
  return (
    <Stack spacing={1.5}>
      {shown.slice(0, 3).map((action) => (
        <Progress key={action.id} action={action} />
      ))}
    </Stack>
  );
}

function isFresh({ finishedAt }: BulkAction): boolean {
  return finishedAt !== null && Date.now() - Date.parse(finishedAt) < FRESH_MS;
}

function isActive({ finishedAt }: BulkAction): boolean {
  return finishedAt === null;
}

/** The lists around show what has come of it. */
function useReadAgainWhenItEnds(active: number): void {
  const client = useQueryClient();
  const before = useRef(active);
  useEffect(() => {
    if (active < before.current) void client.invalidateQueries();
    before.current = active;
  }, [active, client]);
}

function useProgressText(): (action: BulkAction) => string {
  const translate = useTranslate();
  const format = useFormat();
  return ({ state, total, done, failed, left, pending, underWay, perSecond }) =>
    [
      translate('panel.bulk.counts', {
        done: format.number(done),
        total: format.number(total),
        failed: format.number(failed),
        left: format.number(left + pending),
      }),
      ...(underWay > 0 ? [translate('panel.bulk.under_way', { smart_count: underWay })] : []),
      ...(state === 'running' ? [translate('panel.bulk.rate', { rate: format.number(perSecond) })] : []),
    ].join(' · ');
}

function Progress({ action }: { readonly action: BulkAction }): JSX.Element {
  const translate = useTranslate();
  const progressText = useProgressText();
  const { state, total, done, failed } = action;
  const title = translate(state === 'canary' ? 'panel.bulk.canary_stage' : `panel.bulk.${state}`, {
    count: action.canary,
  });
  const share = total === 0 ? 100 : (100 * (done + failed)) / total;
  return (
    <Card sx={{ p: 2 }} data-bulk={state}>
      <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: 'wrap', alignItems: 'center', mb: 1 }}>
        <Typography variant="h2" component="p">
          {translate(`panel.bulk.kind_${action.kind}`)}
        </Typography>
        <StatusChip tone={TONES[state]} text={title} />
        <Box sx={{ flexGrow: 1 }} />
        {isActive(action) && <CancelButton id={action.id} />}
      </Stack>
      <LinearProgress
        variant="determinate"
        value={share}
        color={state === 'stopped' ? 'error' : 'primary'}
        aria-label={translate('panel.bulk.progress')}
        sx={{ height: 8, borderRadius: 4 }}
      />
      <Stack direction="row" useFlexGap sx={{ gap: 2, flexWrap: 'wrap', mt: 1, justifyContent: 'space-between' }}>
        <Typography variant="body2" role="status">
          {progressText(action)}
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {action.createdBy ?? translate('panel.errors.somebody')}, <Moment at={action.createdAt} />
        </Typography>
      </Stack>
      {state === 'stopped' && (
        <Alert severity="error" sx={{ mt: 1.5 }}>
          {translate('panel.bulk.stopped_text')}
        </Alert>
      )}
    </Card>
  );
}

function CancelButton({ id }: { readonly id: string }): JSX.Element | null {
  const translate = useTranslate();
  if (!useMayAct()) return null;
  return (
    <ActionButton
      icon={<StopIcon />}
      action={{
        label: translate('panel.bulk.cancel'),
        title: translate('panel.bulk.cancel_title'),
        text: translate('panel.bulk.cancel_text'),
        done: 'panel.bulk.cancel_done',
        run: async () => dataProvider.act('bulk-actions', id, 'cancel'),
      }}
    />
  );
}
