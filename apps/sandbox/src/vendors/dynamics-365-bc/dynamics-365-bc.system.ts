import type { FaultKind } from '../../control/faults';
import type { SandboxRecord, SimulatedSystem } from '../../world/simulated-system';
import type { World } from '../../world/world';
import { throttled, tokenRoute } from './access';
import { advance } from './advance';
import { errorBody, textOr, unauthorized } from './answers';
import { runJobQueue } from './entities';
import { apiRoutes } from './routes';
import { stateOf } from './state';
import { sendNotification } from './subscriptions';
import { rowsBy, type Row, type Table } from './tables';

/** Our reference is the order number; fulfilments of it would end with `-F1`. */
const orderNumberOf = (reference: unknown): string | null => {
  const text = typeof reference === 'string' ? reference.replace(/-F\d+(-.*)?$/, '') : '';
  return text === '' ? null : text;
};

function record(type: string, row: Row): SandboxRecord {
  const fields = Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'version'));
  const reference = orderNumberOf(row.externalDocumentNumber);
  // Items and customers have a `type` of their own.
  const vendorType = row.type;
  return { ...fields, vendorType, type, id: row.id, reference, createdAt: row.lastModifiedDateTime };
}

function orderRecord(world: World, row: Row): SandboxRecord {
  const lines = rowsBy(stateOf(world).orderLines, 'documentId', row.id);
  return {
    ...record('sales-order', row),
    lines: lines.map(({ lineType, lineObjectNumber, quantity, unitPrice, description }) => ({
      lineType,
      lineObjectNumber,
      quantity,
      unitPrice,
      description,
    })),
  };
}

/** Business Central deletes an order when all of it is invoiced; whoever counts orders still wants to see it. */
function postedOrder(invoice: Row): SandboxRecord {
  const { id, reference, createdAt } = record('invoice', invoice);
  const { orderId, orderNumber, number } = invoice;
  return {
    type: 'sales-order',
    id: textOr(orderId, id),
    number: orderNumber,
    status: 'Invoiced',
    invoice: number,
    reference,
    createdAt,
  };
}

function records(world: World, type: string | undefined): SandboxRecord[] {
  const state = stateOf(world);
  const some = (kind: string, table: Table): SandboxRecord[] =>
    type === undefined || type === kind ? Object.values(table.rows).map((row) => record(kind, row)) : [];
  const orders = type === undefined || type === 'sales-order' ? Object.values(state.orders.rows) : [];
  const posted = type === undefined || type === 'sales-order' ? Object.values(state.invoices.rows) : [];
  return [
    ...orders.map((row) => orderRecord(world, row)),
    ...posted.map(postedOrder),
    ...some('invoice', state.invoices),
    ...some('shipment', state.shipments),
    ...some('payment', state.payments),
    ...some('customer', state.customers),
    ...some('item', state.items),
    ...some('subscription', state.subscriptions),
  ];
}

const VENDOR_FAULTS: Partial<Record<FaultKind, Record<string, unknown>>> = {
  auth: errorBody(unauthorized().code, unauthorized().message),
  'http-500': errorBody('Internal_ServerError', 'An unexpected error occurred on the server.'),
  'http-429': errorBody(throttled().code, throttled().message),
};

/** Microsoft Dynamics 365 Business Central online: API v2.0, the analytics queries for stock, Entra ID tokens. */
export const dynamics365BcSystem: SimulatedSystem = {
  slug: 'dynamics-365-bc',
  name: 'Dynamics 365 Business Central',
  routes: (app, world) => {
    tokenRoute(app, world);
    apiRoutes(app, world);
  },
  records,
  onTimer: (world, kind, payload) => {
    if (kind === 'job-queue') runJobQueue(world);
    if (kind === 'notify') sendNotification(world, String(payload.subscription));
  },
  advance,
  errorBody: (kind) => VENDOR_FAULTS[kind],
};
