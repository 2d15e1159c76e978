import type { World } from '../../world/world';
import { fromGrosze, toGrosze } from './amounts';
import { dialog, type Json } from './answers';
import { removeOrder } from './orders';
import { day, moveStock, newRow, nextNumber, stateOf } from './state';
import { insert, rowsBy, update, type Row } from './tables';
import { noteChange } from './subscriptions';

const HEADER_FIELDS = [
  'externalDocumentNumber',
  'customerId',
  'customerNumber',
  'customerName',
  'shipToName',
  'shipToContact',
  'shipToAddressLine1',
  'shipToCity',
  'shipToPostCode',
  'shipToCountry',
  'currencyCode',
  'pricesIncludeTax',
  'totalAmountExcludingTax',
  'totalTaxAmount',
  'totalAmountIncludingTax',
  'phoneNumber',
  'email',
];

const headerOf = (order: Row): Json => Object.fromEntries(HEADER_FIELDS.map((field) => [field, order[field]]));

/** Ships what is open; the order stays. A person in the web client does this. */
export function ship(world: World, order: Row): Row {
  const state = stateOf(world);
  const lines = rowsBy(state.orderLines, 'documentId', order.id);
  const open = lines.filter((line) => Number(line.shippedQuantity) < Number(line.quantity));
  if (open.length === 0) throw dialog('There is nothing to post.');
  if (world.setting<boolean>('preventNegativeInventory', false)) assertEnough(world, open);
  const number = nextNumber(state, 'S-SHPT', 102_001);
  for (const line of open) shipLine(world, line, number);
  update(state.orders, order, { fullyShipped: true, status: 'Open' }, world.now());
  const fields = {
    ...headerOf(order),
    number,
    orderNumber: order.number,
    postingDate: day(world),
    shipmentMethodCode: '',
  };
  return insert(state.shipments, newRow(world, fields));
}

/** Posting is one transaction: it is refused before anything moves. */
function assertEnough(world: World, lines: readonly Row[]): void {
  for (const line of lines) {
    const item = itemOf(world, line);
    if (item === undefined || Number(item.inventory) >= Number(line.quantity) - Number(line.shippedQuantity)) continue;
    throw dialog(`You have insufficient quantity of Item ${String(item.number)} on inventory.`);
  }
}

const itemOf = (world: World, line: Row): Row | undefined =>
  line.movesStock === true ? rowsBy(stateOf(world).items, 'number', line.lineObjectNumber)[0] : undefined;

function shipLine(world: World, line: Row, documentNo: string): void {
  const state = stateOf(world);
  const quantity = Number(line.quantity) - Number(line.shippedQuantity);
  line.shippedQuantity = line.quantity;
  const item = itemOf(world, line);
  if (item === undefined) return;
  const locationCode = String(line.locationCode);
  moveStock(world, state, { item, locationCode, quantity: -quantity, entryType: 'Sale', documentNo });
}

/** A fully shipped and invoiced order is deleted; the invoice carries its number and id. */
export function shipAndInvoice(world: World, order: Row): Row {
  const state = stateOf(world);
  const lines = rowsBy(state.orderLines, 'documentId', order.id);
  if (lines.every(({ quantity }) => Number(quantity) === 0)) throw dialog('There is nothing to post.');
  if (order.fullyShipped !== true) ship(world, order);
  const number = nextNumber(state, 'PS-INV', 103_001);
  const invoice = newRow(world, {
    ...headerOf(order),
    number,
    orderId: order.id,
    orderNumber: order.number,
    invoiceDate: day(world),
    postingDate: day(world),
    dueDate: day(world),
    status: 'Open',
    remainingAmount: order.totalAmountIncludingTax,
  });
  insert(state.invoices, invoice);
  removeOrder(world, order);
  noteChange(world, 'salesInvoices', invoice.id, 'created');
  noteChange(world, 'salesOrders', order.id, 'deleted');
  return invoice;
}

/** A corrective credit memo takes the whole invoice back. */
export function cancelInvoice(world: World, invoice: Row): void {
  const state = stateOf(world);
  if (invoice.status !== 'Open') {
    throw dialog(
      'You cannot cancel this posted sales invoice because it is fully or partially paid or already cancelled.',
    );
  }
  update(state.invoices, invoice, { status: 'Canceled', remainingAmount: 0 }, world.now());
  noteChange(world, 'salesInvoices', invoice.id, 'updated');
}

/** Posts every line of the payment journal; payments are applied to their invoices and leave the journal. */
export function postPayments(world: World, lines: readonly Row[]): void {
  const state = stateOf(world);
  for (const line of lines) {
    const invoice = rowsBy(state.invoices, 'number', line.appliesToInvoiceNumber)[0];
    update(state.payments, line, { journalId: 'posted', posted: true }, world.now());
    if (invoice === undefined) continue;
    const left = Math.max(0, toGrosze(Number(invoice.remainingAmount)) + toGrosze(Number(line.amount)));
    const status = left === 0 ? 'Paid' : invoice.status;
    update(state.invoices, invoice, { remainingAmount: fromGrosze(left), status }, world.now());
    noteChange(world, 'salesInvoices', invoice.id, 'updated');
  }
}
