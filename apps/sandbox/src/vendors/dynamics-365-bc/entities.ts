import type { World } from '../../world/world';
import { badRequest, changed, dialog, missing, noRelation, noResource, notFound, textOr, type Json } from './answers';
import { checked, CUSTOMER_FIELDS, PAYMENT_FIELDS, required } from './fields';
import { addLine, changeOrder, createOrder, deleteOrder, orderById } from './orders';
import { cancelInvoice, postPayments, shipAndInvoice } from './posting';
import { page, queryOf, rowsOf, view } from './query';
import type { Call, Result } from './call';
import { EMPTY_CUSTOMER, LOCATIONS, newRow, nextNumber, PAYMENT_JOURNAL, stateOf } from './state';
import { createSubscription, noteChange, renewSubscription } from './subscriptions';
import { etagOf, insert, rowById, rowsBy, update, type Row, type Table } from './tables';

type Entity = (call: Call, key: string | null) => Result | Promise<Result>;

export const ENTITIES: Readonly<Record<string, Entity>> = {
  salesOrders,
  salesInvoices,
  salesShipments: (call, key) => read(call, stateOf(call.world).shipments, 'Sales Shipment', key),
  customers,
  items: (call, key) => read(call, stateOf(call.world).items, 'Item', key),
  locations: (call) => listOf(call, LOCATIONS),
  customerPaymentJournals,
  journals,
  subscriptions,
};

const noContent: Result = { status: 204 };

function read(call: Call, table: Table, name: string, key: string | null): Result {
  const query = queryOf(call.request);
  if (key === null) return { status: 200, body: page(call.world, call.request, query, rowsOf(table, query).map(view)) };
  return { status: 200, body: view(byId(table, name, key)) };
}

const listOf = (call: Call, rows: readonly Json[]): Result => ({
  status: 200,
  body: page(call.world, call.request, { ...queryOf(call.request), filter: null }, rows),
});

function byId(table: Table, name: string, key: string): Row {
  const row = rowById(table, key);
  if (row === null) throw notFound(name, key);
  return row;
}

/** `If-Match` is asked for on PATCH and DELETE: the ETag that was read, or `*`. */
function matched(call: Call, row: Row): Row {
  const given = textOr(call.request.headers['if-match'], '');
  if (given === '') throw missing('If-Match header');
  if (given !== '*' && given !== etagOf(row)) throw changed();
  return row;
}

const actionOf = ({ segments }: Call): string => segments[1]?.name ?? '';

function salesOrders(call: Call, key: string | null): Result {
  const { world, request, body } = call;
  const state = stateOf(world);
  if (key === null && request.method === 'POST') {
    const order = createOrder(world, body);
    noteChange(world, 'salesOrders', order.id, 'created');
    return { status: 201, body: view(order) };
  }
  if (key === null) return read(call, state.orders, 'Sales Order', null);
  const order = orderById(world, key);
  const below = actionOf(call);
  if (below !== '') return belowOrder(call, order, below);
  if (request.method === 'GET') return { status: 200, body: withLines(call, order) };
  matched(call, order);
  if (request.method === 'PATCH') return { status: 200, body: view(changeOrder(world, order, body)) };
  deleteOrder(world, order);
  noteChange(world, 'salesOrders', order.id, 'deleted');
  return noContent;
}

function withLines(call: Call, order: Row): Json {
  const { expand } = queryOf(call.request);
  if (!expand.includes('salesOrderLines')) return view(order);
  const lines = rowsBy(stateOf(call.world).orderLines, 'documentId', order.id);
  return { ...view(order), salesOrderLines: lines.map(view) };
}

function belowOrder({ world, request, body }: Call, order: Row, name: string): Result {
  if (request.method === 'GET' && name === 'salesOrderLines') {
    return { status: 200, body: { value: rowsBy(stateOf(world).orderLines, 'documentId', order.id).map(view) } };
  }
  if (request.method !== 'POST') throw noResource(name);
  if (name === 'salesOrderLines') return { status: 201, body: view(addLine(world, order, body)) };
  if (name !== 'Microsoft.NAV.shipAndInvoice') throw noResource(name);
  if (world.setting<string>('invoicing', 'at-once') === 'refused') {
    throw dialog('You cannot post the document: the posting date is not within your range of allowed posting dates.');
  }
  shipAndInvoice(world, order);
  return noContent;
}

function salesInvoices(call: Call, key: string | null): Result {
  const { invoices } = stateOf(call.world);
  if (call.request.method === 'GET') return read(call, invoices, 'Sales Invoice', key);
  const invoice = byId(invoices, 'Sales Invoice', key ?? '');
  if (actionOf(call) !== 'Microsoft.NAV.cancel') throw noResource(actionOf(call));
  cancelInvoice(call.world, invoice);
  return noContent;
}

function customers(call: Call, key: string | null): Result {
  const { world, request, body } = call;
  const { customers: table } = stateOf(world);
  if (request.method === 'GET') return read(call, table, 'Customer', key);
  checked('customer', CUSTOMER_FIELDS, body);
  if (request.method === 'POST') return { status: 201, body: view(newCustomer(world, body)) };
  if (request.method !== 'PATCH') throw noResource('customers');
  const row = matched(call, byId(table, 'Customer', key ?? ''));
  return { status: 200, body: view(update(table, row, body, world.now())) };
}

export function newCustomer(world: World, body: Json): Row {
  const state = stateOf(world);
  required(body, 'displayName');
  const type = textOr(body.type, 'Person');
  if (type !== 'Person' && type !== 'Company')
    throw badRequest(`Cannot convert the literal '${type}' to the expected type 'Microsoft.NAV.contactType'.`);
  const asked = textOr(body.number, '').toUpperCase();
  if (asked !== '' && rowsBy(state.customers, 'number', asked).length > 0) {
    throw badRequestKey(asked);
  }
  const number = asked === '' ? nextNumber(state, 'C', 10_010) : asked;
  return insert(state.customers, newRow(world, { ...EMPTY_CUSTOMER, ...body, number }));
}

const badRequestKey = (number: string): Error =>
  Object.assign(dialog(`The Customer already exists. Identification fields and values: No.='${number}'`), {
    code: 'Internal_EntityWithSameKeyExists',
  });

function customerPaymentJournals(call: Call, key: string | null): Result {
  if (key === null) return journalList(call);
  if (key !== PAYMENT_JOURNAL.id) throw notFound('Gen. Journal Batch', key);
  if (actionOf(call) !== 'customerPayments') return { status: 200, body: PAYMENT_JOURNAL };
  const { payments } = stateOf(call.world);
  if (call.request.method === 'POST') return { status: 201, body: view(newPayment(call.world, call.body)) };
  const query = queryOf(call.request);
  const rows = rowsOf(payments, query).filter(({ journalId }) => journalId === key);
  return { status: 200, body: page(call.world, call.request, query, rows.map(view)) };
}

function journalList(call: Call): Result {
  const wanted = textOr((call.request.query as Json).$filter, '');
  const match = wanted === '' || wanted.includes(`'${PAYMENT_JOURNAL.code}'`);
  return listOf(
    call,
    match ? [{ ...PAYMENT_JOURNAL, displayName: 'Wpłaty z huba', balancingAccountNumber: '2920' }] : [],
  );
}

function newPayment(world: World, body: Json): Row {
  const state = stateOf(world);
  checked('customerPayment', PAYMENT_FIELDS, body);
  const number = required(body, 'customerNumber');
  if (rowsBy(state.customers, 'number', number).length === 0) {
    throw noRelation('Account No.', 'Gen. Journal Line', number, 'Customer');
  }
  const invoice = textOr(body.appliesToInvoiceNumber, '');
  if (invoice !== '' && rowsBy(state.invoices, 'number', invoice).length === 0) {
    throw noRelation('Applies-to Doc. No.', 'Gen. Journal Line', invoice, 'Sales Invoice Header');
  }
  if (Number(body.amount ?? 0) >= 0) throw dialog('Amount must be negative in Gen. Journal Line.');
  const fields = { documentNumber: '', externalDocumentNumber: '', ...body, journalId: PAYMENT_JOURNAL.id };
  const row = insert(state.payments, newRow(world, fields));
  armJobQueue(world);
  return row;
}

/** Many installations leave posting to a job queue; the demo company does. */
function armJobQueue(world: World): void {
  const state = stateOf(world);
  const pause = world.setting<number | null>('jobQueueMs', 1_000);
  if (pause === null || state.jobQueueArmed) return;
  state.jobQueueArmed = true;
  world.after(pause, 'job-queue', {});
}

export function runJobQueue(world: World): void {
  const state = stateOf(world);
  state.jobQueueArmed = false;
  postPayments(world, rowsBy(state.payments, 'journalId', PAYMENT_JOURNAL.id));
}

function journals(call: Call, key: string | null): Result {
  if (key !== PAYMENT_JOURNAL.id) throw notFound('Gen. Journal Batch', key ?? '');
  if (actionOf(call) !== 'Microsoft.NAV.post' || call.request.method !== 'POST') throw noResource(actionOf(call));
  const lines = rowsBy(stateOf(call.world).payments, 'journalId', key);
  if (lines.length === 0) throw dialog('There is nothing to post.');
  postPayments(call.world, lines);
  return noContent;
}

async function subscriptions(call: Call, key: string | null): Promise<Result> {
  const { world, request, body } = call;
  const { subscriptions: table } = stateOf(world);
  if (request.method === 'GET') return read(call, table, 'Webhook Subscription', key);
  if (request.method === 'POST') return { status: 201, body: view(await createSubscription(world, body)) };
  const row = matched(call, byId(table, 'Webhook Subscription', (key ?? '').replaceAll("'", '')));
  if (request.method === 'PATCH') return { status: 200, body: view(await renewSubscription(world, row)) };
  Reflect.deleteProperty(table.rows, row.id);
  return noContent;
}
