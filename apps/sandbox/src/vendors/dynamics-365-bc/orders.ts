import type { World } from '../../world/world';
import { totalsOf, toGrosze, fromGrosze } from './amounts';
import { badRequest, dialog, listOr, missing, noRelation, notFound, objectOr, textOr, type Json } from './answers';
import { checked, LINE_FIELDS, ORDER_FIELDS } from './fields';
import {
  ACCOUNTS,
  addItem,
  CURRENCIES,
  day,
  LOCAL_CURRENCY,
  LOCATIONS,
  newRow,
  nextNumber,
  stateOf,
  TAX_CODES,
} from './state';
import { insert, remove, rowById, rowsBy, update, type Row } from './tables';

/** Header and lines in one transaction: nothing is kept when a line is refused. */
export function createOrder(world: World, body: Json): Row {
  const state = stateOf(world);
  checked('salesOrder', ORDER_FIELDS, body);
  const customer = customerOf(world, body);
  const currencyCode = currencyOf(body);
  const { salesOrderLines, ...fields } = body;
  const header = newRow(world, { ...emptyHeader(world), ...fromCustomer(customer), ...fields, currencyCode });
  const lines = listOr(salesOrderLines).map((line, index) =>
    newLine(world, header, objectOr(line), (index + 1) * 10_000),
  );
  header.number = nextNumber(state, 'S-ORD', 101_001);
  for (const line of lines) insert(state.orderLines, line);
  insert(state.orders, header);
  retotal(world, header);
  return header;
}

function emptyHeader(world: World): Json {
  return {
    number: '',
    externalDocumentNumber: '',
    orderDate: day(world),
    postingDate: day(world),
    pricesIncludeTax: false,
    requestedDeliveryDate: '0001-01-01',
    partialShipping: false,
    discountAmount: 0,
    totalAmountExcludingTax: 0,
    totalTaxAmount: 0,
    totalAmountIncludingTax: 0,
    fullyShipped: false,
    status: world.setting('orderStatus', 'Draft'),
    phoneNumber: '',
    email: '',
    shipToContact: '',
  };
}

/** What the document takes from the customer's card; the request overrides it. */
function fromCustomer(customer: Row): Json {
  const { addressLine1, addressLine2, city, country, state, postalCode, displayName } = customer;
  const address = (prefix: string): Json => ({
    [`${prefix}AddressLine1`]: addressLine1,
    [`${prefix}AddressLine2`]: addressLine2,
    [`${prefix}City`]: city,
    [`${prefix}Country`]: country,
    [`${prefix}State`]: state,
    [`${prefix}PostCode`]: postalCode,
  });
  return {
    customerId: customer.id,
    customerNumber: customer.number,
    customerName: displayName,
    shipToName: displayName,
    ...address('sellTo'),
    ...address('billTo'),
    ...address('shipTo'),
  };
}

function customerOf(world: World, body: Json): Row {
  const { customers } = stateOf(world);
  const id = textOr(body.customerId, '');
  const number = textOr(body.customerNumber, '').toUpperCase();
  if (id === '' && number === '') throw missing('customerId or customerNumber');
  const customer = id === '' ? rowsBy(customers, 'number', number)[0] : rowById(customers, id);
  if (customer == null)
    throw noRelation('Sell-to Customer No.', 'Sales Header', number === '' ? id : number, 'Customer');
  if (textOr(customer.blocked, ' ').trim() !== '') {
    throw dialog(
      `You cannot create this type of document when Customer ${String(customer.number)} is blocked with type All`,
    );
  }
  return customer;
}

/** The code of the local currency stands for an empty one. */
function currencyOf(body: Json): string {
  const code = textOr(body.currencyCode, '');
  if (code === '') return LOCAL_CURRENCY;
  if (!CURRENCIES.has(code)) throw noRelation('Currency Code', 'Sales Header', code, 'Currency');
  return code;
}

export function addLine(world: World, header: Row, body: Json): Row {
  const state = stateOf(world);
  if (header.status === 'Open') throw dialog("Status must be equal to 'Open'  in Sales Header.");
  const sequence = (rowsBy(state.orderLines, 'documentId', header.id).length + 1) * 10_000;
  const line = insert(state.orderLines, newLine(world, header, body, sequence));
  retotal(world, header);
  return line;
}

const LINE_TYPES = new Set(['Item', 'Account', 'Comment']);

function newLine(world: World, header: Row, body: Json, sequence: number): Row {
  checked('salesOrderLine', LINE_FIELDS, body);
  const lineType = textOr(body.lineType, 'Item');
  if (!LINE_TYPES.has(lineType))
    throw badRequest(
      `Cannot convert the literal '${lineType}' to the expected type 'Microsoft.NAV.invoiceLineAggLineType'.`,
    );
  if (body.itemId !== undefined && body.accountId !== undefined) {
    throw dialog('Both item Id and account Id cannot be specified.');
  }
  const base = { documentId: header.id, sequence, ...body, lineType, shippedQuantity: 0, invoicedQuantity: 0 };
  if (lineType === 'Comment')
    return newRow(world, { ...base, quantity: 0, unitPrice: 0, taxPercent: 0, lineAmount: 0 });
  const object = lineType === 'Item' ? itemOf(world, body) : accountOf(body);
  const quantity = Number(body.quantity ?? 0);
  const unitPrice = Number(body.unitPrice ?? object.unitPrice);
  checkNumbers(quantity, unitPrice);
  return newRow(world, {
    ...base,
    lineObjectNumber: object.number,
    description: textOr(body.description, object.name),
    quantity,
    unitPrice,
    taxCode: textOr(body.taxCode, object.taxCode),
    taxPercent: taxPercentOf(textOr(body.taxCode, object.taxCode)),
    lineAmount: fromGrosze(toGrosze(quantity * unitPrice) - toGrosze(Number(body.discountAmount ?? 0))),
    locationCode: locationOf(body),
    movesStock: object.movesStock,
  });
}

interface LineObject {
  readonly number: string;
  readonly name: string;
  readonly unitPrice: number;
  readonly taxCode: string;
  /** Posting moves stock. */
  readonly movesStock: boolean;
}

const UNKNOWN = 'UNKNOWN-';

/** Items are made as they are asked for, so that any shop can be tried; those of `UNKNOWN-...` only by `advance`. */
function itemOf(world: World, body: Json): LineObject {
  const state = stateOf(world);
  const number = textOr(body.lineObjectNumber, '').toUpperCase();
  const byId = typeof body.itemId === 'string' ? rowById(state.items, body.itemId) : null;
  if (byId === null && number === '') throw missing('itemId or lineObjectNumber');
  const known = byId ?? rowsBy(state.items, 'number', number)[0];
  if (known === undefined && number.startsWith(UNKNOWN)) throw noRelation('No.', 'Sales Line', number, 'Item');
  const displayName = textOr(body.description, number);
  const item = known ?? addItem(world, state, { number, displayName, unitPrice: Number(body.unitPrice ?? 0) });
  if (item.blocked === true)
    throw dialog(`Blocked must be equal to 'No'  in Item: No.=${String(item.number)}. Current value is 'Yes'.`);
  return {
    number: String(item.number),
    name: String(item.displayName),
    unitPrice: Number(item.unitPrice),
    taxCode: String(item.taxGroupCode),
    movesStock: item.type === 'Inventory',
  };
}

function accountOf(body: Json): LineObject {
  const number = textOr(body.lineObjectNumber, '');
  const name = ACCOUNTS[number];
  if (name === undefined) throw noRelation('No.', 'Sales Line', number, 'G/L Account');
  return { number, name, unitPrice: 0, taxCode: number === '8170' ? 'VAT0' : 'VAT23', movesStock: false };
}

function checkNumbers(quantity: number, unitPrice: number): void {
  if (quantity < 0) throw dialog(`Quantity must be positive in Sales Line.`);
  if (Number(quantity.toFixed(5)) !== quantity) throw dialog('Quantity has more than 5 decimal places.');
  if (Number(unitPrice.toFixed(5)) !== unitPrice) throw dialog('Unit Price has more than 5 decimal places.');
}

function taxPercentOf(code: string): number {
  const percent = TAX_CODES[code];
  if (percent === undefined)
    throw noRelation('VAT Prod. Posting Group', 'Sales Line', code, 'VAT Product Posting Group');
  return percent;
}

function locationOf(body: Json): string {
  if (body.locationId === undefined) return 'MAIN';
  const location = LOCATIONS.find(({ id }) => id === body.locationId);
  if (location === undefined) throw noRelation('Location Code', 'Sales Line', textOr(body.locationId, ''), 'Location');
  return location.code;
}

function retotal(world: World, header: Row): void {
  const state = stateOf(world);
  const lines = rowsBy(state.orderLines, 'documentId', header.id);
  const totals = totalsOf(
    lines.map(({ lineAmount, taxPercent }) => ({ amount: Number(lineAmount), taxPercent: Number(taxPercent) })),
    header.pricesIncludeTax === true,
  );
  const changes = {
    totalAmountExcludingTax: totals.net,
    totalTaxAmount: totals.tax,
    totalAmountIncludingTax: totals.gross,
  };
  update(state.orders, header, changes, world.now());
}

export function changeOrder(world: World, header: Row, body: Json): Row {
  checked('salesOrder', ORDER_FIELDS, body);
  if (header.status === 'Open') throw dialog("Status must be equal to 'Open'  in Sales Header.");
  return update(stateOf(world).orders, header, body, world.now());
}

export function deleteOrder(world: World, header: Row): void {
  const state = stateOf(world);
  if (rowsBy(state.shipments, 'orderNumber', header.number).length > 0) {
    throw dialog(
      `You cannot delete the order line because it is associated with posted shipment of order ${String(header.number)}.`,
    );
  }
  removeOrder(world, header);
}

export function removeOrder(world: World, header: Row): void {
  const state = stateOf(world);
  for (const line of rowsBy(state.orderLines, 'documentId', header.id)) remove(state.orderLines, line);
  remove(state.orders, header);
}

export function orderById(world: World, id: string): Row {
  const row = rowById(stateOf(world).orders, id);
  if (row === null) throw notFound('Sales Order', id);
  return row;
}
