import { initialProgress, type OrderProgress } from '../order-progress';
import { planFulfilments } from '@crossdock/canonical';
import { anOrder, ROUTES } from '../testing/an-order-in-progress';
import {
  changedParts,
  correctedFulfilments,
  frozenProblems,
  isSensitive,
  withoutPersonalData,
} from './correction-rules';
import type { Change } from './document-diff';

const change = (pointer: string, before: unknown = 'a', after: unknown = 'b'): Change => ({ pointer, before, after });

describe('what a correction may change', () => {
  it.each(['/externalId', '/currency', '/placedAt', '/payment/amount/amount', '/payment', ''])(
    'is never %j',
    (pointer) => {
      expect(frozenProblems([change(pointer)])).toMatchObject([{ pointer, code: 'field.frozen' }]);
    },
  );

  it('is everything else', () => {
    expect(frozenProblems([change('/lines/0/sku'), change('/paymentNote'), change('/note')])).toEqual([]);
  });
});

describe('what needs a right of its own', () => {
  it.each([
    '/shippingAddress/street',
    '/billingAddress',
    '/customer/phone',
    '/pickupPoint/id',
    '/totals/gross',
    '/delivery/price/gross',
    '/lines/0/unitPrice/gross',
    '/attributes/bankAccount',
    '/attributes/IBAN',
    '/attributes/numerKonta',
  ])('is %s', (pointer) => {
    expect(isSensitive(change(pointer))).toBe(true);
  });

  it('is a line that comes or goes, for it has a price', () => {
    expect(isSensitive(change('/lines/1', null, { sku: 'A', unitPrice: { gross: '1.00' } }))).toBe(true);
  });

  it.each(['/lines/0/sku', '/lines/0/ean', '/lines/0/name', '/delivery/method', '/note'])('is not %s', (pointer) => {
    expect(isSensitive(change(pointer, 'PRICE-1', 'BANK-2'))).toBe(false);
  });
});

describe('what is kept for ever', () => {
  it('has the values of products and prices', () => {
    const plain = [change('/lines/0/sku', 'A', 'B'), change('/totals/gross', '1.00', '2.00')];
    expect(withoutPersonalData(plain)).toEqual(plain);
  });

  it.each([
    '/shippingAddress/city',
    '/customer/email',
    '/pickupPoint/id',
    '/note',
    '/attributes/x',
    '/lines/3/attributes/text',
  ])('only says that %s differs', (pointer) => {
    expect(withoutPersonalData([change(pointer, 'Zofia', 'Anna')])).toEqual([
      { pointer, before: '[personal]', after: '[personal]' },
    ]);
  });

  it('does not look into what comes or goes as a whole', () => {
    expect(withoutPersonalData([change('/lines/1', null, { attributes: { engraving: 'Zofia' } })])).toEqual([
      { pointer: '/lines/1', before: null, after: '[personal]' },
    ]);
  });

  it('names the parts', () => {
    expect(changedParts([change('/lines/0/sku'), change('/lines/1/sku'), change('/note')])).toEqual(['lines', 'note']);
  });
});

describe('what warehouses are asked for, after a correction', () => {
  const order = anOrder();
  const [line] = order.lines;
  const split = [{ warehouse: 'wms', lines: order.lines.map(({ id, quantity }) => ({ orderLineId: id, quantity })) }];
  const before = initialProgress(ROUTES, planFulfilments(order, '1001', split));
  const requested: OrderProgress = {
    ...before,
    fulfilments: before.fulfilments.map((found) => ({
      ...found,
      state: 'requested',
      remote: { connectionId: 'wms', id: 'r', number: null },
    })),
  };
  const otherSku = anOrder({ lines: [{ ...line!, sku: 'CUP-9' }] });
  const otherCity = anOrder({ shippingAddress: { ...order.shippingAddress, city: 'Kraków' } });

  it('is the corrected order while nobody was asked', () => {
    expect(correctedFulfilments(otherSku, '1001', before)).toMatchObject([
      { key: 'F1', fulfilment: { reference: '1001-F1', warehouse: 'wms', lines: [{ sku: 'CUP-9' }] } },
    ]);
  });

  it('is the same for another receiver once it was asked, who is then told to the courier', () => {
    const corrected = correctedFulfilments(otherCity, '1001', requested);
    expect(corrected).toMatchObject([{ state: 'requested', fulfilment: { shippingAddress: { city: 'Kraków' } } }]);
    expect(corrected?.[0]?.fulfilment.lines).toEqual(requested.fulfilments[0]?.fulfilment.lines);
  });

  it('cannot be other products once it was asked', () => {
    expect(correctedFulfilments(otherSku, '1001', requested)).toBeNull();
    expect(correctedFulfilments(anOrder({ lines: [{ ...line!, quantity: '1' }] }), '1001', requested)).toBeNull();
    expect(correctedFulfilments(anOrder({ lines: [{ ...line!, id: 'other' }] }), '1001', requested)).toBeNull();
  });
});
