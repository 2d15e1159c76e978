import fc from 'fast-check';
import { assignWhole, planFulfilments } from '../fulfilment/split';
import { sumMoney, toMinorUnits } from '../money/money';
import { aLine, anOrder } from '../testing/an-order';
import { goodsValue, planShipments } from './shipment-plan';

const onDelivery = anOrder({
  payment: { ...anOrder().payment, status: 'pending', cashOnDelivery: true },
  lines: [aLine({ id: 'a', quantity: '1' }), aLine({ id: 'b', quantity: '1' })],
});
const [whole] = planFulfilments(onDelivery, '1001', assignWhole(onDelivery, 'WAW'));
const boxes = [{ weightGrams: 500 }, { weightGrams: 700 }, { weightGrams: 900 }];

describe('planning shipments', () => {
  it('sends all packages of a fulfilment as one shipment', () => {
    expect(planShipments(onDelivery, whole!, boxes)).toEqual([
      expect.objectContaining({
        reference: '1001-F1-S1',
        orderReference: '1001',
        packages: boxes,
        deliveryMethod: 'inpost-locker',
      }),
    ]);
  });

  it('sends one package per shipment where the carrier takes one, and collects cash once', () => {
    const planned = planShipments(onDelivery, whole!, boxes, { packagesPerShipment: 1 });
    expect(planned.map(({ reference, cashOnDelivery }) => [reference, cashOnDelivery])).toEqual([
      ['1001-F1-S1', { amount: '52.97', currency: 'PLN' }],
      ['1001-F1-S2', null],
      ['1001-F1-S3', null],
    ]);
  });

  it('collects cash with the first fulfilment only', () => {
    const [first, second] = planFulfilments(onDelivery, '1001', [
      { warehouse: 'WAW', lines: [{ orderLineId: 'a', quantity: '1' }] },
      { warehouse: 'KRK', lines: [{ orderLineId: 'b', quantity: '1' }] },
    ]);
    expect(planShipments(onDelivery, first!, boxes)[0]!.cashOnDelivery).toEqual({ amount: '52.97', currency: 'PLN' });
    expect(planShipments(onDelivery, second!, boxes)[0]!.cashOnDelivery).toBeNull();
  });

  it('collects nothing that was paid', () => {
    const paid = { ...onDelivery, payment: { ...onDelivery.payment, status: 'paid' as const } };
    expect(planShipments(paid, whole!, boxes)[0]!.cashOnDelivery).toBeNull();
  });

  it('takes name and contacts of the customer where the address has none', () => {
    const receiver = planShipments(onDelivery, whole!, boxes)[0]!.receiver;
    expect(receiver).toMatchObject({
      firstName: 'Jan',
      lastName: 'Kowalski',
      email: 'jan@example.com',
      phone: '+48500600700',
    });
  });

  it('keeps the name of the address where it has one', () => {
    const address = { ...onDelivery.shippingAddress, company: 'Żółw sp. z o.o.', phone: '+48111222333' };
    const [shipment] = planShipments(onDelivery, { ...whole!, shippingAddress: address }, boxes);
    expect(shipment!.receiver).toMatchObject({ firstName: null, company: 'Żółw sp. z o.o.', phone: '+48111222333' });
  });

  it('makes one package of unknown size when the warehouse says nothing', () => {
    expect(planShipments(onDelivery, whole!, [])[0]!.packages).toEqual([{}]);
  });

  it('declares the value of the goods in shares that add up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (count) => {
        const packages = Array.from({ length: count }, () => ({}));
        const planned = planShipments(onDelivery, whole!, packages, { packagesPerShipment: 1, insured: true });
        const sum = sumMoney(planned.map(({ insurance }) => insurance!), 'PLN'); // prettier-ignore
        return toMinorUnits(sum) === toMinorUnits(goodsValue(onDelivery, whole!));
      }),
    );
    expect(planShipments(onDelivery, whole!, boxes)[0]!.insurance).toBeNull();
  });
});
