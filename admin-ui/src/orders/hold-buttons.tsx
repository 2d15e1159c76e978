import PauseIcon from '@mui/icons-material/PauseCircleOutlined';
import PlayIcon from '@mui/icons-material/PlayCircleOutlined';
import { Alert, AlertTitle, Button } from '@mui/material';
import type { JSX } from 'react';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { useMayAct } from '../access/rights';
import { ActionButton } from '../actions/action-button';
import { useRequest } from '../actions/use-request';
import { useUndoNotice } from '../actions/undo-notice';
import { dataProvider } from '../data/data-provider';
import type { Order } from '../hub/records';
import { useFormat } from '../i18n/format';
import { useErrorText } from '../i18n/words';
import { canStillStop } from './reading';

interface Props {
  readonly order: Order;
}

/** Holds an order back, or lets it go on; both can be undone right afterwards. */
export function HoldButtons({ order }: Props): JSX.Element | null {
  const mayAct = useMayAct();
  if (!mayAct) return null;
  if (order.hold !== null) return <ReleaseButton order={order} reason={order.hold.reason} />;
  return canStillStop(order) ? <HoldButton order={order} /> : null;
}

const hold = async (id: string, reason: string): Promise<unknown> => dataProvider.act('orders', id, 'hold', { reason });
const release = async (id: string): Promise<unknown> => dataProvider.act('orders', id, 'release');

function HoldButton({ order }: Props): JSX.Element {
  const translate = useTranslate();
  return (
    <ActionButton
      icon={<PauseIcon />}
      action={{
        label: translate('panel.hold.hold'),
        title: translate('panel.hold.hold_title', { number: order.externalId }),
        text: translate('panel.hold.hold_text'),
        done: 'panel.hold.held',
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
        run: async ({ reason = '' }) => hold(order.id, reason),
        undo: async () => release(order.id),
      }}
    />
  );
}

function ReleaseButton({ order, reason }: Props & { readonly reason: string }): JSX.Element {
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefresh();
  const errorText = useErrorText();
  const notifyUndo = useUndoNotice();
  const request = useRequest();
  const run = async (): Promise<void> => {
    try {
      await release(order.id);
      notifyUndo(translate('panel.hold.released'), async () => hold(order.id, reason));
    } catch (error) {
      notify(errorText(error), { type: 'error' });
    }
    refresh();
  };
  return (
    <Button
      variant="contained"
      startIcon={<PlayIcon />}
      loading={request.isBusy}
      onClick={() => {
        request.run(run);
      }}
    >
      {translate('panel.hold.release')}
    </Button>
  );
}

/** Why it waits and since when. */
export function HoldNotice({ order }: Props): JSX.Element | null {
  const translate = useTranslate();
  const format = useFormat();
  if (order.hold === null) return null;
  return (
    <Alert severity="info" variant="outlined" sx={{ bgcolor: 'background.paper' }}>
      <AlertTitle>{translate('panel.hold.on_hold')}</AlertTitle>
      {translate('panel.reason')}: {order.hold.reason}
      <br />
      {translate('panel.hold.since', { time: format.date(order.hold.since) })}
    </Alert>
  );
}
