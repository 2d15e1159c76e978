import CancelIcon from '@mui/icons-material/CancelOutlined';
import { Alert, AlertTitle, Stack } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { ActionButton } from '../actions/action-button';
import { dataProvider } from '../data/data-provider';
import { useMayAct } from '../access/rights';
import type { Order } from '../hub/records';
import { Moment } from '../i18n/format';
import { useWords } from '../i18n/words';
import { CorrectOrderButton } from '../order-correction/correct-order-button';
import { Columns, Page } from '../page/page';
import { RecordPage } from '../page/record-page';
import { OrderStatusChip } from '../status/status-chip';
import { CustomerSection, PaymentSection } from './customer-section';
import { DocumentSection } from './document-section';
import { LineSection } from './line-section';
import { HoldButtons, HoldNotice } from './hold-buttons';
import { canStillStop, readAgainMs } from './reading';
import { ShipmentSection } from './shipment-section';
import { StepSection } from './step-section';
import { TimelineSection } from './timeline-section';

/** Everything about one order. */
export function OrderPage(): JSX.Element {
  return <RecordPage<Order> render={(order) => <OrderView order={order} />} readAgainMs={readAgainMs} />;
}

function OrderView({ order }: { readonly order: Order }): JSX.Element {
  const translate = useTranslate();
  return (
    <Page
      title={translate('panel.orders.order', { number: order.externalId })}
      back={{ to: '/orders', name: translate('panel.orders.title') }}
      status={<OrderStatusChip status={order.status} />}
      lead={
        <>
          {order.channel} · {translate('panel.orders.placed')} <Moment at={order.placedAt} exact /> ·{' '}
          {translate('panel.orders.reference')} <code>{order.reference}</code>
        </>
      }
      actions={
        <>
          {order.attention && <CorrectOrderButton orderId={order.id} />}
          <HoldButtons order={order} />
          <CancelButton order={order} />
        </>
      }
    >
      <Stack spacing={2}>
        <Warnings order={order} />
        <Columns
          main={
            <>
              <TimelineSection order={order} />
              <StepSection order={order} />
            </>
          }
          side={
            <>
              <ShipmentSection order={order} />
              <DocumentSection order={order} />
              <LineSection order={order} />
              <CustomerSection order={order} />
              <PaymentSection order={order} />
            </>
          }
        />
      </Stack>
    </Page>
  );
}

function Warnings({ order }: { readonly order: Order }): JSX.Element {
  const translate = useTranslate();
  const words = useWords();
  const { cancellation } = order;
  return (
    <>
      <HoldNotice order={order} />
      {order.attention && (
        <Alert severity="warning" variant="outlined" sx={{ bgcolor: 'background.paper' }}>
          <AlertTitle>{translate('panel.orders.needs_person')}</AlertTitle>
          {order.attentionReason}
        </Alert>
      )}
      {cancellation !== null && (
        <Alert severity="info" variant="outlined" sx={{ bgcolor: 'background.paper' }}>
          {words('cancellation', cancellation.state)} {translate('panel.reason')}: {cancellation.reason}
        </Alert>
      )}
    </>
  );
}

function CancelButton({ order }: { readonly order: Order }): JSX.Element | null {
  const translate = useTranslate();
  const mayAct = useMayAct();
  if (!mayAct || !canStillStop(order)) return null;
  return (
    <ActionButton
      icon={<CancelIcon />}
      action={{
        label: translate('panel.orders.cancel'),
        title: translate('panel.orders.cancel_title', { number: order.externalId }),
        text: translate('panel.orders.cancel_text'),
        confirm: translate('panel.orders.cancel_confirm'),
        done: 'panel.orders.cancel_done',
        isDangerous: true,
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
        run: async ({ reason }) => dataProvider.act('orders', order.id, 'cancel', { reason }),
      }}
    />
  );
}
