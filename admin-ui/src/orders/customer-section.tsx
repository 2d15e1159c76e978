import { Stack } from '@mui/material';
import type { JSX } from 'react';
import { useTranslate } from 'react-admin';
import { useConnectionName } from '../hub/connection-names';
import type { Address, Order } from '../hub/records';
import { Moment, useFormat } from '../i18n/format';
import { useWords } from '../i18n/words';
import { Facts } from '../page/facts';
import { Section } from '../page/page';

/** Who ordered, and where it goes. */
export function CustomerSection({ order }: { readonly order: Order }): JSX.Element {
  const translate = useTranslate();
  const { customer, shippingAddress, pickupPoint, delivery, note } = order;
  const text = (name: string): string => translate(`panel.orders.${name}`);
  return (
    <Section title={text('who')}>
      <Facts
        facts={[
          [text('customer'), joined([customer.company, joined([customer.firstName, customer.lastName], ' ')], ', ')],
          [text('email'), customer.email],
          [text('phone'), customer.phone],
          [text('method'), delivery.method],
          [text('pickup_point'), joined([pickupPoint?.id, pickupPoint?.name], ' · ')],
          [text('ship_to'), addressText(shippingAddress)],
          [text('note'), note],
        ]}
      />
    </Section>
  );
}

/** How it is paid. */
export function PaymentSection({ order }: { readonly order: Order }): JSX.Element {
  const translate = useTranslate();
  const format = useFormat();
  const words = useWords();
  const connectionName = useConnectionName();
  return (
    <Section title={translate('panel.orders.payment')}>
      <Stack spacing={2}>
        {order.payments.map((payment) => (
          <Facts
            key={`${payment.method}-${payment.transactionId ?? ''}`}
            facts={[
              [translate('panel.orders.status'), words('payment_state', payment.state)],
              [translate('panel.orders.total'), format.money(payment.amount)],
              [
                translate('panel.orders.payment'),
                payment.cashOnDelivery ? translate('panel.orders.cash_on_delivery') : payment.method,
              ],
              [translate('panel.connection'), payment.system === null ? null : connectionName(payment.system)],
              [translate('panel.orders.number'), payment.transactionId],
              [
                translate('panel.payment_state.confirmed'),
                payment.paidAt === null ? null : <Moment at={payment.paidAt} exact />,
              ],
            ]}
          />
        ))}
      </Stack>
    </Section>
  );
}

function addressText(address: Address): string {
  const { firstName, lastName, company, street, street2, postalCode, city, country } = address;
  return joined([company, joined([firstName, lastName], ' '), street, street2, `${postalCode} ${city}`, country], ', ');
}

function joined(parts: readonly (string | null | undefined)[], separator: string): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(separator);
}
