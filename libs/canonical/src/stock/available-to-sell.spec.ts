import fc from 'fast-check';
import { availableToSell, freeForChannel, SHOW_ALL, type Pool, type StockPolicy } from './available-to-sell';

const shown = (onHand: string, reserved: string, policy: Partial<StockPolicy> = {}, pools: Pool[] = []): number =>
  availableToSell([{ onHand, reserved }], { ...SHOW_ALL, ...policy }, pools).shown;

describe('what a channel may sell', () => {
  it.each<[string, number, string, string, Partial<StockPolicy>, Pool[]]>([
    ['everything that is free, without a policy', 7, '10', '3', {}, []],
    ['whole pieces, rounded down', 2, '2.9', '0', {}, []],
    ['less the buffer', 5, '10', '3', { buffer: 2 }, []],
    ['nothing when the buffer is larger than what is free', 0, '1', '0', { buffer: 2 }, []],
    ['its share', 3, '7', '0', { share: 50 }, []],
    ['its share first, then the buffer', 4, '10', '0', { share: 50, buffer: 1 }, []],
    ['no more than the cap', 4, '10', '0', { cap: 4 }, []],
    ['nothing below the threshold', 0, '2', '0', { stopBelow: 3 }, []],
    ['all of it from the threshold on', 3, '3', '0', { stopBelow: 3 }, []],
    ['what may be sold beyond, too', 12, '10', '0', { backOrder: 2 }, []],
    ['what may be sold beyond, less what was', 1, '1', '2', { backOrder: 2 }, []],
    ['nothing once all of that was sold', 0, '1', '4', { backOrder: 2 }, []],
    ['nothing of what is kept for others', 6, '10', '0', {}, [{ pool: 5, reserved: '1' }]],
    ['no less because others have sold more than their own', 9, '10', '1', {}, [{ pool: 5, reserved: '8' }]],
  ])('is %s', (_what, pieces, onHand, reserved, policy, pools) => {
    expect(shown(onHand, reserved, policy, pools)).toBe(pieces);
  });

  const pieces = fc.integer({ min: 0, max: 1_000 });
  const policies = fc.record({
    buffer: fc.nat(20),
    share: fc.integer({ min: 0, max: 100 }),
    cap: fc.option(fc.nat(500)),
    pool: fc.constant(0),
    stopBelow: fc.nat(20),
    backOrder: fc.nat(20),
  });

  it('is a whole number, never below nothing and never above the cap', () => {
    fc.assert(
      fc.property(pieces, pieces, policies, (onHand, reserved, policy) => {
        const number = shown(String(onHand), String(reserved), policy);
        expect(Number.isInteger(number) && number >= 0 && number <= (policy.cap ?? Infinity)).toBe(true);
      }),
    );
  });

  it('is never more than is free, where nothing may be sold beyond', () => {
    fc.assert(
      fc.property(pieces, pieces, policies, (onHand, reserved, policy) => {
        const number = shown(String(onHand), String(reserved), { ...policy, backOrder: 0 });
        expect(number).toBeLessThanOrEqual(Math.max(0, onHand - reserved));
      }),
    );
  });

  it('never falls because more is on hand', () => {
    fc.assert(
      fc.property(pieces, pieces, policies, (onHand, reserved, policy) => {
        const [before, after] = [onHand, onHand + 1].map((count) => shown(String(count), String(reserved), policy));
        expect(after).toBeGreaterThanOrEqual(before ?? 0);
      }),
    );
  });
});

describe('what an order may still take', () => {
  it('is not held back by buffers, but by what is kept for others, and is never below nothing', () => {
    expect(freeForChannel({ onHand: '10', reserved: '3' }, [{ pool: 4, reserved: '1' }])).toBe('4');
    expect(freeForChannel({ onHand: '1', reserved: '3' }, [])).toBe('0');
  });
});
