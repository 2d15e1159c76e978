import type { Fulfilment, RefundRequest, ShipmentRequest } from '@crossdock/canonical';
import type { ShipmentReport } from '../../ports/fulfilment-reporter';
import { anAddress, POLISH_LETTERS } from './people';
import { nextOrderNumber } from './references';

export function aFulfilment(changes: Partial<Fulfilment> = {}): Fulfilment {
  const orderReference = changes.orderReference ?? nextOrderNumber();
  return {
    reference: `${orderReference}-F1`,
    orderReference,
    warehouse: 'MAIN',
    lines: [{ orderLineId: '1', sku: 'MUG-1', ean: '5901234123457', name: 'Kubek żółty', quantity: '2' }],
    shippingAddress: anAddress(),
    deliveryMethod: 'courier',
    note: `Uwaga: ${POLISH_LETTERS}`,
    ...changes,
  };
}

export function aShipmentRequest(changes: Partial<ShipmentRequest> = {}): ShipmentRequest {
  const orderReference = changes.orderReference ?? nextOrderNumber();
  const address = anAddress();
  return {
    reference: `${orderReference}-F1-S1`,
    orderReference,
    receiver: { ...address, email: 'zaneta.sample@example.pl', phone: '+48600700801' },
    deliveryMethod: 'courier',
    packages: [{ reference: 'P1', weightGrams: 900, lengthMm: 380, widthMm: 320, heightMm: 190 }],
    ...changes,
  };
}

/** Which parcel of which courier an order left with. */
export function aShipmentReport(externalId: string, changes: Partial<ShipmentReport> = {}): ShipmentReport {
  return {
    externalId,
    carrier: 'inpost',
    waybill: `6200${nextOrderNumber().padStart(20, '0')}`,
    trackingUrl: null,
    lineIds: [],
    ...changes,
  };
}

export function aRefundRequest(
  payment: Pick<RefundRequest, 'paymentReference' | 'transactionId' | 'amount'>,
  changes: Partial<RefundRequest> = {},
): RefundRequest {
  const orderReference = nextOrderNumber();
  return {
    reference: `${orderReference}-R1`,
    orderReference,
    reason: `Zwrot ${POLISH_LETTERS}`,
    ...payment,
    ...changes,
  };
}
