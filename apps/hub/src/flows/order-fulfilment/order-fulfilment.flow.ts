import { defineFlow, type AnyFlow } from '@crossdock/flow-engine';
import { applyFacts, applyTrouble, completeCancellation } from '../../orders/order-changes';
import { FULFILMENT_FLOW } from '../../orders/order-cancellation';
import { isHeld } from '../../orders/order-hold';
import type { OrderFact } from '../../orders/order-fact';
import { loadOrders } from '../../orders/order-store';
import type { OrderSubject } from '../../orders/order-subject';
import { awaitCollection, awaitDelivery, awaitLabel, cancelShipment, createShipment } from './steps/carrier';
import { acknowledgeOrder, reportCancelled, reportDelivered, reportShipped, reportTracking } from './steps/marketplace';
import { refundPayment, verifyPayment } from './steps/payment';
import { cancelSalesOrder, createSalesOrder, invoiceSalesOrder, registerPayment } from './steps/sales-order';
import { awaitPacking, cancelFulfilment, requestFulfilment } from './steps/warehouse';

/** One order, from the shop through ERP, warehouse and courier and back. Read the steps from top to bottom. */
export const orderFulfilmentFlow: AnyFlow = defineFlow<OrderSubject, OrderFact>({
  name: FULFILMENT_FLOW,
  priority: 10,
  steps: [
    verifyPayment,
    acknowledgeOrder,
    createSalesOrder,
    requestFulfilment,
    awaitPacking,
    createShipment,
    awaitLabel,
    reportTracking,
    awaitCollection,
    reportShipped,
    invoiceSalesOrder,
    registerPayment,
    awaitDelivery,
    reportDelivered,
    // Cancelled: undone in this order. The warehouse may refuse, and then everything above goes on.
    cancelFulfilment,
    cancelShipment,
    cancelSalesOrder,
    refundPayment,
    reportCancelled,
  ],
  load: loadOrders,
  apply: applyFacts,
  attention: applyTrouble,
  isHeld: ({ progress }) => isHeld(progress),
  finished: async (sql, subject, state, traceId) => {
    if (state === 'cancelled') await completeCancellation(sql, subject, traceId);
  },
});
