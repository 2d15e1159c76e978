import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Skeleton,
  Stack,
  TextField,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type JSX, type SubmitEvent } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useConnectionName } from '../hub/connection-names';
import { hub } from '../hub/hub';
import { useFormat } from '../i18n/format';
import { useErrorText } from '../i18n/words';
import type { BulkAction, BulkPreview, BulkTarget } from './records';

/** As the hub does it when nothing else is said. */
const PER_SECOND = 10;

interface Props {
  readonly kind: BulkAction['kind'];
  readonly target: BulkTarget;
  readonly onClose: () => void;
}

/** Says in numbers what will happen, and begins it. */
export function BulkDialog({ kind, target, onClose }: Props): JSX.Element {
  const translate = useTranslate();
  const titleId = useId();
  const errorText = useErrorText();
  const preview = useQuery<BulkPreview>({
    queryKey: ['bulk-preview', target.groupIds],
    queryFn: async () =>
      (await hub.call<BulkPreview>('/bulk-actions/preview', { method: 'POST', body: { groupIds: target.groupIds } }))
        .body,
    gcTime: 0,
  });
  const { submit, isBusy, problem } = useStart(kind, target, onClose);
  const items = preview.data?.items ?? 0;
  return (
    <Dialog open onClose={isBusy ? undefined : onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>
          {preview.data === undefined
            ? translate('panel.bulk.retry_short')
            : translate(`panel.bulk.${kind}_title`, { smart_count: items })}
        </DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            {preview.data === undefined ? <Skeleton height={90} /> : <Numbers kind={kind} preview={preview.data} />}
            <TextField
              name="reason"
              label={translate('panel.reason')}
              helperText={translate('panel.reason_help')}
              required={kind === 'skip'}
              slotProps={{ htmlInput: { maxLength: 500 } }}
              autoComplete="off"
              fullWidth
            />
            {(problem ?? preview.error) !== null && (
              <Alert severity="error">{problem ?? errorText(preview.error)}</Alert>
            )}
          </Stack>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2.5 }}>
          <Button onClick={onClose} disabled={isBusy} color="inherit">
            {translate('panel.keep')}
          </Button>
          <Button type="submit" variant="contained" loading={isBusy} disabled={items === 0} autoFocus>
            {kind === 'retry' ? translate('panel.bulk.retry', { smart_count: items }) : translate('panel.bulk.skip')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Numbers({ kind, preview }: { readonly kind: Props['kind']; readonly preview: BulkPreview }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const connectionName = useConnectionName();
  const { items, amounts, inDoubt, retrying, canary, heldConnections } = preview;
  const text = (name: string, smart_count: number): string => translate(`panel.bulk.${name}`, { smart_count });
  if (items === 0) return <Alert severity="info">{translate('panel.bulk.nothing')}</Alert>;
  const orders = translate('panel.errors.orders', { smart_count: preview.orders });
  const value = amounts.map((amount) => format.money(amount)).join(' + ');
  return (
    <>
      <Typography sx={{ fontWeight: 600 }}>
        {translate(value === '' ? 'panel.bulk.numbers_without_value' : 'panel.bulk.numbers', { orders, value })}
      </Typography>
      <Typography variant="body2">
        {kind === 'retry'
          ? `${text('canary', canary)} ${translate('panel.bulk.canary_text', { rate: format.number(PER_SECOND) })}`
          : translate('panel.bulk.skip_text')}
      </Typography>
      {inDoubt > 0 && <Alert severity="info">{text('left_in_doubt', inDoubt)}</Alert>}
      {retrying > 0 && <Alert severity="info">{text('left_retrying', retrying)}</Alert>}
      {heldConnections.length > 0 && (
        <Alert severity="warning">
          {translate('panel.bulk.held', { names: heldConnections.map(connectionName).join(', ') })}
        </Alert>
      )}
    </>
  );
}

interface Start {
  readonly submit: (event: SubmitEvent<HTMLFormElement>) => void;
  readonly isBusy: boolean;
  readonly problem: string | null;
}

function useStart(kind: Props['kind'], { groupIds }: BulkTarget, onStarted: () => void): Start {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const errorText = useErrorText();
  const notify = useNotify();
  const refresh = useRefresh();
  const start = async (form: HTMLFormElement): Promise<void> => {
    const given = new FormData(form).get('reason');
    const reason = typeof given === 'string' && given.trim() !== '' ? { reason: given.trim() } : {};
    setBusy(true);
    setProblem(null);
    try {
      await hub.call('/bulk-actions', { method: 'POST', body: { kind, groupIds, perSecond: PER_SECOND, ...reason } });
      notify('panel.bulk.started', { type: 'success' });
      onStarted();
      refresh();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  return {
    isBusy,
    problem,
    submit: (event) => {
      event.preventDefault();
      void start(event.currentTarget);
    },
  };
}
