import Big from 'big.js';
import fc from 'fast-check';
import { aLine, anOrder } from '../testing/an-order';
import { assignWhole, OverAllocatedError, planFulfilments, UnderAllocatedError } from './split';

const order = anOrder({ lines: [aLine({ id: 'a', quantity: '3' }), aLine({ id: 'b', sku: 'TEA', quantity: '1.5' })] });

describe('planning fulfilments', () => {
  it('gives a whole order to one warehouse', () => {
    expect(planFulfilments(order, '1001', assignWhole(order, 'WAW'))).toEqual([
      expect.objectContaining({
        reference: '1001-F1',
        orderReference: '1001',
        warehouse: 'WAW',
        deliveryMethod: 'inpost-locker',
        pickupPoint: { carrier: 'inpost', id: 'WAW01A' },
        lines: [
          { orderLineId: 'a', sku: 'MUG-1', ean: '5901234123457', name: 'Kubek „Żółw”', quantity: '3' },
          { orderLineId: 'b', sku: 'TEA', ean: '5901234123457', name: 'Kubek „Żółw”', quantity: '1.5' },
        ],
      }),
    ]);
  });

  it('splits a line over warehouses and numbers only those that get something', () => {
    const planned = planFulfilments(order, '1001', [
      { warehouse: 'WAW', lines: [{ orderLineId: 'a', quantity: '2' }] },
      { warehouse: 'GDN', lines: [{ orderLineId: 'a', quantity: '0' }] },
      { warehouse: 'KRK', lines: [{ orderLineId: 'a', quantity: '1' }, { orderLineId: 'b', quantity: '1.5' }] }, // prettier-ignore
    ]);
    expect(
      planned.map(({ reference, warehouse, lines }) => [reference, warehouse, lines.map((line) => line.quantity)]),
    ).toEqual([
      ['1001-F1', 'WAW', ['2']],
      ['1001-F2', 'KRK', ['1', '1.5']],
    ]);
  });

  it('refuses to ship more than was ordered', () => {
    const assignment = [
      ...assignWhole(order, 'WAW'),
      { warehouse: 'KRK', lines: [{ orderLineId: 'b', quantity: '0.001' }] },
    ];
    expect(() => planFulfilments(order, '1001', assignment)).toThrow(new OverAllocatedError('b', '1.5', '1.501'));
  });

  it('refuses a line that was not ordered', () => {
    const assignment = [{ warehouse: 'WAW', lines: [{ orderLineId: 'x', quantity: '1' }] }];
    expect(() => planFulfilments(order, '1001', assignment)).toThrow(OverAllocatedError);
  });

  it('refuses to forget a line', () => {
    const assignment = [{ warehouse: 'WAW', lines: [{ orderLineId: 'a', quantity: '3' }] }];
    expect(() => planFulfilments(order, '1001', assignment)).toThrow(new UnderAllocatedError('b', '1.5', '0'));
  });

  it('refuses negative quantities, even when they add up', () => {
    const assignment = [
      ...assignWhole(order, 'WAW'),
      { warehouse: 'KRK', lines: [{ orderLineId: 'a', quantity: '-1' }] },
    ];
    expect(() => planFulfilments(order, '1001', assignment)).toThrow(RangeError);
  });

  it('keeps the quantity of every line over any split', () => {
    const cuts = fc.array(fc.record({ warehouse: fc.nat(3), milli: fc.integer({ min: 0, max: 5_000 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(cuts, (parts) => {
        const total = parts.reduce((sum, part) => sum.plus(new Big(part.milli).div(1000)), new Big(0));
        const ordered = anOrder({ lines: [aLine({ id: 'a', quantity: total.toFixed() })] });
        const assignment = parts.map(({ warehouse, milli }) => ({
          warehouse: `W${warehouse}`,
          lines: [{ orderLineId: 'a', quantity: new Big(milli).div(1000).toFixed() }],
        }));
        const planned = planFulfilments(ordered, 'R', assignment).flatMap(({ lines }) => lines);
        const shipped = planned.reduce((sum, line) => sum.plus(line.quantity), new Big(0));
        return shipped.eq(total) && planned.every((line) => new Big(line.quantity).gt(0));
      }),
    );
  });
});
