import { checkOrder, type Order } from '@crossdock/canonical';
import { lookupsFrom, UnexpectedResponseError, UnmappedValueError, type LookupRows } from '@crossdock/connector-kit';
import form from '../../fixtures/checkout-form.json';
import companyInvoice from '../../fixtures/invoice-company.json';
import { checkoutForm } from '../api/checkout-form';
import { allegroManifest } from '../allegro.manifest';
import { toChannelOrder } from './order.mapper';

const [item] = form.lineItems;
const settings = { otherDeliveryMethod: 'courier-international', deliveryTaxRate: '23', defaultTaxRate: '' };

function mapped(
  changes: object = {},
  options: { rows?: LookupRows; settings?: object } = {},
): ReturnType<typeof toChannelOrder> {
  return toChannelOrder(checkoutForm.parse({ ...form, ...changes }), {
    lookups: lookupsFrom(allegroManifest.lookupTables, options.rows),
    settings: { ...settings, ...options.settings },
  });
}

const order = (...input: Parameters<typeof mapped>): Order => mapped(...input).order;

describe('an Allegro order', () => {
  it('is an order that the hub takes as it is', () => {
    expect(checkOrder(order(), new Date('2026-02-02T11:00:00Z'))).toEqual([]);
  });

  it('has the id, revision and state of the checkout form', () => {
    expect(mapped()).toMatchObject({
      state: 'open',
      revision: '819b5836',
      order: { externalId: form.id, placedAt: '2026-02-02T10:12:00.000Z', currency: 'PLN' },
    });
  });

  it('goes to the receiver of the delivery, with the alias of the e-mail unchanged', () => {
    expect(order().shippingAddress).toEqual({
      firstName: 'Żaneta',
      lastName: 'Gęślą-Jaźń',
      company: null,
      street: 'Źródlana 17/4',
      city: 'Łódź',
      postalCode: '90-743',
      country: 'PL',
      phone: '500600700',
      email: 'abc+1@allegromail.pl',
    });
  });

  it('is billed to the buyer, or to the company that an invoice is wanted for', () => {
    expect(order().billingAddress).toMatchObject({ street: 'Prosta 1', postalCode: '00-001', company: null });
    const invoiced = order({ invoice: companyInvoice });
    expect(invoiced.billingAddress).toMatchObject({ company: 'Żółw i Spółka sp. z o.o.', postalCode: '00-838' });
    expect(invoiced.customer).toMatchObject({ company: 'Żółw i Spółka sp. z o.o.', taxId: '5260001246' });
    expect(invoiced.invoiceRequested).toBe(true);
  });

  it('was placed when the first of its offers was bought', () => {
    const lineItems = [item, { ...item, id: '2', boughtAt: '2026-02-01T08:00:00.000Z' }];
    expect(order({ lineItems }).placedAt).toBe('2026-02-01T08:00:00.000Z');
    const timeless = { lineItems: [], updatedAt: null, payment: null, status: 'BOUGHT' };
    expect(() => order(timeless)).toThrow(UnexpectedResponseError);
  });

  it('of a status that nobody documented is an error that carries the word', () => {
    expect(() => mapped({ status: 'ON_HOLD' })).toThrow(expect.objectContaining({ key: 'ON_HOLD' }) as Error);
  });

  it('that Allegro ships itself is never imported, but its cancellation is seen', () => {
    const fulfillment = { status: 'NEW', provider: { id: 'ALLEGRO' } };
    expect(mapped({ fulfillment }).state).toBe('incomplete');
    expect(mapped({ fulfillment, status: 'CANCELLED' }).state).toBe('cancelled');
  });

  it('that is not filled in yet can be read all the same', () => {
    const bought = mapped({ status: 'BOUGHT', delivery: null, payment: null, invoice: null });
    expect(bought).toMatchObject({ state: 'incomplete', order: { payment: { status: 'pending' } } });
  });
});

describe('the delivery of an Allegro order', () => {
  const delivery = (changes: object): object => ({ delivery: { ...form.delivery, ...changes } });
  const unknown = { id: '03f26351-f683-4db2-8895-f2c599280e3c', name: 'Allegro Kurier DPD' };

  it('to a locker of InPost names the point', () => {
    expect(order().delivery).toEqual({
      method: 'inpost-locker',
      price: { gross: '9.99', currency: 'PLN', taxRate: '23' },
    });
    expect(order().pickupPoint).toEqual({ carrier: 'inpost', id: 'WAW01A', name: 'Paczkomat WAW01A' });
  });

  it('by another courier is the method for all others', () => {
    const other = order(delivery({ method: unknown, pickupPoint: null }));
    expect(other.delivery.method).toBe('courier-international');
    expect(other.pickupPoint).toBeNull();
  });

  it('by another courier waits for a row where there is no method for all others', () => {
    const strict = { settings: { otherDeliveryMethod: '' } };
    expect(() => order(delivery({ method: unknown, pickupPoint: null }), strict)).toThrow(UnmappedValueError);
  });

  it('to a point of another courier waits for a row and names the method', () => {
    const refused = (): Order => order(delivery({ method: unknown }));
    expect(refused).toThrow(expect.objectContaining({ table: 'delivery-method', key: unknown.id }) as Error);
    expect(refused).toThrow(/Allegro Kurier DPD/);
  });

  it('follows the rows of the connection', () => {
    const rows = {
      'delivery-method': { [unknown.id]: 'dpd-pickup' },
      'pickup-point-carrier': { 'dpd-pickup': 'dpd' },
    };
    const toPoint = order(delivery({ method: unknown }), { rows });
    expect(toPoint.delivery.method).toBe('dpd-pickup');
    expect(toPoint.pickupPoint).toMatchObject({ carrier: 'dpd' });
  });
});

describe('the payment of an Allegro order', () => {
  const paidBy = (type: string, changes: object = {}): Order['payment'] =>
    order({ payment: { ...form.payment, type, ...changes } }).payment;

  it('online is paid when the money arrived', () => {
    expect(order().payment).toEqual({
      method: 'allegro',
      status: 'paid',
      amount: { amount: '59.79', currency: 'PLN' },
      transactionId: form.payment.id,
      paidAt: '2026-02-02T10:14:55.000Z',
      cashOnDelivery: false,
    });
    expect(paidBy('ONLINE', { finishedAt: null, paidAmount: null }).status).toBe('pending');
  });

  it('on delivery is the total, to be collected, although Allegro calls it finished', () => {
    expect(paidBy('CASH_ON_DELIVERY', { paidAmount: null })).toMatchObject({
      method: 'cash-on-delivery',
      status: 'pending',
      amount: { amount: '59.79', currency: 'PLN' },
      paidAt: null,
      cashOnDelivery: true,
    });
  });

  it('at extended terms counts as paid when Allegro releases the order', () => {
    expect(paidBy('EXTENDED_TERM', { finishedAt: null, paidAmount: null }).status).toBe('paid');
  });

  it('of an unknown kind is an error that carries the word', () => {
    expect(() => paidBy('BARTER')).toThrow(expect.objectContaining({ key: 'BARTER' }) as Error);
  });
});

describe('the lines of an Allegro order', () => {
  const lines = (changes: object, ...options: [Parameters<typeof mapped>[1]?]): Order['lines'] =>
    order({ lineItems: [{ ...item, ...changes }] }, ...options).lines;

  it('carry our SKU, the offer and the price after discounts', () => {
    expect(order().lines).toEqual([
      {
        id: item!.id,
        externalId: item!.id,
        sku: 'MUG-1',
        offerId: '15401091914',
        name: 'Kubek „Żółw”',
        quantity: '2',
        unitPrice: { gross: '24.90', currency: 'PLN', taxRate: '23' },
      },
    ]);
  });

  it('of an offer without our SKU take it from the lookup table', () => {
    const offer = { id: '15401091914', name: 'Kubek', external: null };
    expect(() => lines({ offer })).toThrow(expect.objectContaining({ table: 'offer-sku', key: offer.id }) as Error);
    expect(lines({ offer }, { rows: { 'offer-sku': { [offer.id]: 'MUG-9' } } })[0]!.sku).toBe('MUG-9');
  });

  it.each([
    ['23.00', '', '23'],
    ['5.50', '', '5.5'],
    ['8', '', '8'],
    [null, '23', '23'],
    [null, '', null],
  ])('with the rate %s and the default "%s" have the rate %s', (rate, defaultTaxRate, expected) => {
    expect(lines({ tax: { rate } }, { settings: { defaultTaxRate } })[0]!.unitPrice.taxRate).toBe(expected);
  });

  it('that are exempt have no rate, whatever the default', () => {
    const [line] = lines({ tax: { rate: null, exemption: 'ZW' } }, { settings: { defaultTaxRate: '23' } });
    expect(line).toMatchObject({ unitPrice: { taxRate: null }, attributes: { taxExemption: 'ZW' } });
  });

  it('include additional services and deposits, so that the total adds up', () => {
    const changes = {
      selectedAdditionalServices: [
        { definitionId: 'gift', name: 'Pakowanie', price: { amount: '5.00', currency: 'PLN' }, quantity: 1 },
      ],
      deposit: { price: { amount: '0.50', currency: 'PLN' } },
    };
    const rows = { 'additional-service': { gift: 'GIFT-WRAP', DEPOSIT: 'DEPOSIT-CAN' } };
    const summary = { totalToPay: { amount: '65.79', currency: 'PLN' } };
    const whole = order({ lineItems: [{ ...item, ...changes }], summary }, { rows });
    expect(whole.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['MUG-1', '2'],
      ['GIFT-WRAP', '1'],
      ['DEPOSIT-CAN', '2'],
    ]);
    expect(checkOrder(whole, new Date('2026-02-02T11:00:00Z'))).toEqual([]);
  });
});
