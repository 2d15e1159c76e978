import type { World } from '../../world/world';
import { textOr, type Json } from './answers';
import { newCustomer, runJobQueue } from './entities';
import { deleteOrder } from './orders';
import { cancelInvoice, ship, shipAndInvoice } from './posting';
import { addItem, moveStock, stateOf } from './state';
import { rowsBy, update, type Row, type Table } from './tables';

type Action = (world: World, body: Json) => unknown;

const ACTIONS: Readonly<Record<string, Action>> = {
  ship: (world, body) => ship(world, find(stateOf(world).orders, body)).number,
  invoice: (world, body) => shipAndInvoice(world, find(stateOf(world).orders, body)).number,
  delete: (world, body) => {
    deleteOrder(world, find(stateOf(world).orders, body));
  },
  status: (world, body) =>
    update(
      stateOf(world).orders,
      find(stateOf(world).orders, body),
      { status: textOr(body.status, 'Open') },
      world.now(),
    ).status,
  'cancel-invoice': (world, body) => {
    cancelInvoice(world, find(stateOf(world).invoices, body));
  },
  'post-payments': (world) => {
    runJobQueue(world);
  },
  'adjust-stock': adjustStock,
  'add-customer': (world, body) =>
    newCustomer(world, { displayName: textOr(body.name, 'Klient'), email: textOr(body.email, '') }).number,
  'change-price': (world, body) => {
    const { items } = stateOf(world);
    const [item] = rowsBy(items, 'number', body.sku);
    if (item === undefined) throw badRequest('sku is missing or unknown');
    return update(items, item, { unitPrice: Number(body.price ?? 0) }, world.now()).unitPrice;
  },
};

function adjustStock(world: World, body: Json): Json {
  const state = stateOf(world);
  const number = textOr(body.sku, 'MUG-1');
  const item =
    rowsBy(state.items, 'number', number)[0] ??
    addItem(world, state, { number, displayName: number, unitPrice: 1, stock: 0 });
  const quantity = Number(body.quantity ?? 1);
  const locationCode = textOr(body.location, 'MAIN');
  const entryType = quantity < 0 ? 'Negative_x0020_Adjmt_x002E_' : 'Positive_x0020_Adjmt_x002E_';
  return moveStock(world, state, { item, locationCode, quantity, entryType });
}

/** `POST /__sandbox/dynamics-365-bc/advance`: what people in the web client and the job queue do. */
export function advance(world: World, body: Json): unknown {
  const action = ACTIONS[textOr(body.action, '')];
  if (action === undefined) throw badRequest(`action: ${Object.keys(ACTIONS).join(', ')}`);
  return action(world, body);
}

function find(table: Table, body: Json): Row {
  const [row] = rowsBy(table, 'externalDocumentNumber', body.reference);
  if (row === undefined) throw badRequest('reference is missing or unknown');
  return row;
}

const badRequest = (message: string): Error => Object.assign(new Error(message), { statusCode: 400 });
