import {
  AmbiguousMatchError,
  NotFoundAtVendorError,
  RejectedByVendorError,
  UnexpectedResponseError,
  UnknownOutcomeError,
  UnmappedValueError,
  type Ports,
} from '@crossdock/connector-kit';
import { PreparedSystem } from './testing/prepared-system';

const WAREHOUSE = {
  createFulfilment: {
    method: 'POST',
    path: '/orders',
    headers: { 'Idempotency-Key': '{key}' },
    request: '{"ref": record.reference, "via": $code("delivery-method", record.deliveryMethod)}',
    response: 'body.{"id": no}',
  },
  findFulfilment: {
    method: 'GET',
    path: '/orders',
    query: { ref: '{record.reference}', state: '{record.state}' },
    response: 'body.found',
  },
  readFulfilment: {
    method: 'GET',
    path: '/orders/{record.id}',
    response: 'body.{"id": no, "state": $code("state", state)}',
  },
};
const fulfilment = { reference: '1001-F1', deliveryMethod: 'courier' } as never;

let system: PreparedSystem;
const open = (warehouse: unknown = WAREHOUSE, more: Record<string, unknown> = {}): Partial<Ports> =>
  system.open({ ports: { warehouse }, tables: { state: { NEW: 'requested' } }, ...more });

beforeEach(() => {
  system = new PreparedSystem();
});

describe('a configured write', () => {
  it('sends the mapped request through the field rules, with the key', async () => {
    system.answers.push({ body: { no: 7 } });
    await expect(open().warehouse!.createFulfilment(fulfilment, { key: 'k-1' })).resolves.toMatchObject({ id: '7' });
    expect(system.requests[0]).toMatchObject({
      operation: 'create-fulfilment',
      method: 'POST',
      path: '/orders',
      headers: { 'Idempotency-Key': 'k-1' },
      json: { ref: '1001-F1', via: 'K', ruled: true },
      write: true,
    });
    expect(system.applied).toEqual([['create-fulfilment', fulfilment, { ref: '1001-F1', via: 'K' }]]);
  });

  it('takes what the system says at once along', async () => {
    const response = 'body.{"id": no, "state": "packed", "packages": [{"reference": box}]}';
    const createFulfilment = { ...WAREHOUSE.createFulfilment, response };
    system.answers.push({ body: { no: 7, box: 'B-1' } });
    await expect(
      open({ ...WAREHOUSE, createFulfilment }).warehouse!.createFulfilment(fulfilment, { key: 'k' }),
    ).resolves.toMatchObject({ id: '7', state: 'packed', packages: [{ reference: 'B-1' }] });
  });

  it('takes the label of a shipment along as bytes', async () => {
    const carrier = {
      createShipment: {
        method: 'POST',
        path: '/parcels',
        idempotent: true,
        request: '{"ref": record.reference}',
        response:
          'body.{"id": no, "state": "confirmed", "waybill": waybill, "label": {"format": "pdf", "content": pdf}}',
      },
      readShipment: { method: 'GET', path: '/parcels/{record.id}' },
      readLabel: { method: 'GET', path: '/parcels/{record.id}/label', accept: 'bytes' },
    };
    system.answers.push({ body: { no: 7, waybill: 620, pdf: 'JVBERg==' } });
    const { carrier: courier } = system.open({ ports: { carrier } });
    await expect(courier!.createShipment({ reference: '1001-F1-S1' } as never, { key: 'k' })).resolves.toMatchObject({
      id: '7',
      waybill: '620',
      label: { format: 'pdf', content: Buffer.from('%PDF') },
    });
  });

  it('has an unknown outcome when the answer cannot be understood', async () => {
    const warehouse = open().warehouse!;
    system.answers.push({ body: { other: 1 } });
    await expect(warehouse.createFulfilment(fulfilment, { key: 'k' })).rejects.toThrow(UnknownOutcomeError);
  });

  it('sends nothing when the request cannot be mapped', async () => {
    const warehouse = open().warehouse!;
    const unknown = { reference: 'x', deliveryMethod: 'pigeon' } as never;
    await expect(warehouse.createFulfilment(unknown, { key: 'k' })).rejects.toThrow(UnmappedValueError);
    expect(system.requests).toHaveLength(0);
  });

  it('fails when the system says no with 200', async () => {
    const createFulfilment = {
      ...WAREHOUSE.createFulfilment,
      success: 'body.ok',
      errors: '{"class": "rejected", "message": body.why, "field": "ref"}',
    };
    const warehouse = open({ ...WAREHOUSE, createFulfilment }).warehouse!;
    system.answers.push({ body: { ok: false, why: 'closed' } });
    await expect(warehouse.createFulfilment(fulfilment, { key: 'k' })).rejects.toMatchObject({
      errorClass: 'rejected',
      code: 'vendor.rejected',
      field: 'ref',
      message: 'create-fulfilment: ref: closed',
    });
    const plain = open({ ...WAREHOUSE, createFulfilment: { ...createFulfilment, errors: undefined } }).warehouse!;
    system.answers.push({ body: { ok: false } });
    await expect(plain.createFulfilment(fulfilment, { key: 'k' })).rejects.toThrow(RejectedByVendorError);
  });
});

describe('the expressions of a connection', () => {
  it('are compiled when it opens and never again', async () => {
    const warehouse = open({
      ...WAREHOUSE,
      createFulfilment: { ...WAREHOUSE.createFulfilment, success: 'true', errors: 'body.problem' },
    }).warehouse!;
    const compiled = [...system.compiled];
    expect(compiled).toHaveLength(6);
    for (let no = 1; no <= 3; no += 1) {
      system.answers.push({ body: {} }, { body: { no } }, { body: { no, state: 'NEW' } });
      await warehouse.findFulfilment(`r-${no}`);
      await warehouse.createFulfilment(fulfilment, { key: `k-${no}` });
      await warehouse.readFulfilment({ id: String(no) });
    }
    expect(system.compiled).toEqual(compiled);
  });
});

describe('a configured look-up', () => {
  it('compares the reference itself', async () => {
    system.answers.push({
      body: {
        found: [
          { id: 1, reference: '1001-F10' },
          { id: 2, number: 'A', reference: '1001-F1' },
        ],
      },
    });
    await expect(open().warehouse!.findFulfilment('1001-F1')).resolves.toEqual({ id: '2', number: 'A' });
    expect(system.requests[0]?.query).toEqual({ ref: '1001-F1' });
  });

  it('is nothing for no candidate, for none that is equal, and for the statuses that say so', async () => {
    const warehouse = open({
      ...WAREHOUSE,
      findFulfilment: { ...WAREHOUSE.findFulfilment, notFound: [404] },
    }).warehouse!;
    system.answers.push({ body: {} }, { body: { found: { id: 1, reference: 'other' } } }, { status: 404 });
    await expect(warehouse.findFulfilment('1001-F1')).resolves.toBeNull();
    await expect(warehouse.findFulfilment('1001-F1')).resolves.toBeNull();
    await expect(warehouse.findFulfilment('1001-F1')).resolves.toBeNull();
    expect(system.requests[0]).toMatchObject({ alsoAccept: [404], write: false });
  });

  it('asks a person when two are equal', async () => {
    system.answers.push({
      body: {
        found: [
          { id: 1, reference: 'r' },
          { id: 2, reference: 'r' },
        ],
      },
    });
    await expect(open().warehouse!.findFulfilment('r')).rejects.toThrow(AmbiguousMatchError);
  });
});

describe('a configured read', () => {
  it('puts the id into the path, whatever is in it', async () => {
    system.answers.push({ body: { no: 'a', state: 'NEW' } });
    await expect(open().warehouse!.readFulfilment({ id: 'a/b c' })).resolves.toMatchObject({
      state: 'requested',
      packages: [],
    });
    expect(system.requests[0]?.path).toBe('/orders/a%2Fb%20c');
    await expect(open().warehouse!.readFulfilment({ id: '..' })).rejects.toThrow(RejectedByVendorError);
  });

  it('names a status word that has no entry', async () => {
    system.answers.push({ body: { no: 'a', state: 'LOST' } });
    await expect(open().warehouse!.readFulfilment({ id: 'a' })).rejects.toMatchObject({ table: 'state', key: 'LOST' });
  });

  it('is an unexpected answer when the result does not fit, naming the field', async () => {
    const readFulfilment = { ...WAREHOUSE.readFulfilment, response: 'body' };
    system.answers.push({ body: { id: '1', state: 'strange' } });
    const failure = open({ ...WAREHOUSE, readFulfilment }).warehouse!.readFulfilment({ id: '1' });
    await expect(failure).rejects.toThrow(UnexpectedResponseError);
    await expect(failure).rejects.toThrow(/"state"/);
  });

  it('says that there is none where one was expected', async () => {
    const readFulfilment = { ...WAREHOUSE.readFulfilment, notFound: [404] };
    system.answers.push({ status: 404 });
    await expect(open({ ...WAREHOUSE, readFulfilment }).warehouse!.readFulfilment({ id: '1' })).rejects.toThrow(
      NotFoundAtVendorError,
    );
  });
});

describe('reading in pages', () => {
  const changes = { method: 'GET', path: '/changes', response: '[body.items.{"externalId": id, "changeId": rev}]' };
  const source = (paging: unknown): NonNullable<Ports['orderSource']> =>
    system.open({
      ports: {
        orderSource: {
          readChanges: { ...changes, paging },
          fetchOrder: { method: 'GET', path: '/orders/{record.externalId}', notFound: [404] },
        },
      },
    }).orderSource!;
  const page = { items: [{ id: 1, rev: 'a' }] };

  it('follows links', async () => {
    const orders = source({ kind: 'next-link', next: 'body.next' });
    system.answers.push({ body: { ...page, next: 'https://own.example/api/changes?p=2' } }, { body: page });
    const first = await orders.readChanges(null);
    expect(first).toEqual({
      changes: [{ externalId: '1', changeId: 'a' }],
      next: 'https://own.example/api/changes?p=2',
      more: true,
    });
    await expect(orders.readChanges(first.next)).resolves.toMatchObject({ next: null, more: false });
    expect(system.requests[1]).toMatchObject({ path: 'https://own.example/api/changes?p=2', query: {} });
  });

  it('counts pages', async () => {
    const orders = source({ kind: 'page-number', parameter: 'page', first: 0, more: 'body.last = false' });
    system.answers.push({ body: { ...page, last: false } }, { body: { ...page, last: true } });
    const first = await orders.readChanges(null);
    expect(first).toMatchObject({ next: '1', more: true });
    await expect(orders.readChanges(first.next)).resolves.toMatchObject({ next: null, more: false });
    expect(system.requests.map(({ query }) => query)).toEqual([{ page: '0' }, { page: '1' }]);
  });

  it('keeps the cursor when nothing was new', async () => {
    const orders = source({ kind: 'cursor', parameter: 'after', next: 'body.items[-1].rev' });
    system.answers.push({ body: page }, { body: { items: [] } });
    await expect(orders.readChanges(null)).resolves.toMatchObject({ next: 'a', more: false });
    await expect(orders.readChanges('a')).resolves.toEqual({ changes: [], next: 'a', more: false });
    expect(system.requests.map(({ query }) => query)).toEqual([{}, { after: 'a' }]);
  });

  it('gives an order that the channel does not know as nothing', async () => {
    system.answers.push({ status: 404 });
    await expect(source({ kind: 'next-link', next: 'body.next' }).fetchOrder('1')).resolves.toBeNull();
  });
});

describe('other ports', () => {
  it('set stock with one result per item', async () => {
    const { stockSink } = system.open({
      ports: {
        stockSink: {
          setStock: {
            method: 'PUT',
            path: '/stock',
            request: '{"items": [record.items.{"sku": sku, "qty": quantity}]}',
            response: '[body.results.{"key": sku, "ok": ok, "retryable": false, "code": "refused", "message": why}]',
          },
        },
      },
    });
    system.answers.push({
      body: {
        results: [
          { sku: 'A', ok: true },
          { sku: 'B', ok: false, why: 'unknown' },
        ],
      },
    });
    const items = [{ sku: 'A', offerId: '1', quantity: 3, version: '1' }];
    await expect(stockSink!.setStock(items, { key: 'k' })).resolves.toMatchObject([
      { ok: true },
      { ok: false, message: 'unknown' },
    ]);
  });

  it('read a payment and refund it by a form', async () => {
    const payment = { method: 'GET', path: '/payments/{record.reference}', notFound: [404], response: 'body' };
    const { payments } = system.open({
      ports: {
        payments: {
          readPayment: payment,
          confirmPayment: { ...payment, method: 'POST', path: '/payments/{record.reference}/confirm' },
          findRefund: { method: 'GET', path: '/refunds', response: 'body' },
          refund: {
            method: 'POST',
            path: '/refunds',
            encoding: 'form',
            request: '{"units": $minorUnits(record.amount.amount, record.amount.currency)}',
            response: 'body',
          },
        },
      },
    });
    const amount = { amount: '12.50', currency: 'PLN' };
    system.answers.push({ body: { reference: 'P', transactionId: 5, state: 'paid', amount } });
    await expect(payments!.readPayment('P')).resolves.toMatchObject({ transactionId: '5', state: 'paid' });
    system.answers.push({ body: { reference: 'R', id: 1, state: 'pending', amount } });
    await payments!.refund({ reference: 'R', amount } as never, { key: 'k' });
    expect(system.requests[1]?.form).toEqual({ units: '1250', ruled: 'true' });
  });

  it('are only those that are configured', () => {
    expect(Object.keys(open())).toEqual(['warehouse']);
  });

  it('say which operation is not configured', async () => {
    await expect(open().warehouse!.cancelFulfilment({ id: '1' })).rejects.toMatchObject({
      code: 'connection.operation-missing',
    });
  });
});
