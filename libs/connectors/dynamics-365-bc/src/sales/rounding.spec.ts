import { RejectedByVendorError } from '@crossdock/connector-kit';
import fixture from '../../fixtures/sales-order.json';
import { salesOrder } from '../api/sales-order';
import { roundingLine } from './rounding';

const created = salesOrder.parse(fixture);
const order = (gross: string, currency = 'PLN'): Parameters<typeof roundingLine>[1] => ({
  totals: { gross, currency },
  currency,
});
const settings = { roundingAccount: '8170', largestRounding: '0.05' };

describe('the total of a created order', () => {
  it('that is right needs nothing', () => {
    expect(roundingLine(created, order('52.97'), { ...settings, roundingAccount: '' })).toBeNull();
  });

  it.each([
    ['52.98', 0.01],
    ['52.92', -0.05],
  ])('that should be %s is made up for by %d', (gross, unitPrice) => {
    expect(roundingLine(created, order(gross), settings)).toMatchObject({ lineObjectNumber: '8170', unitPrice });
  });

  it('that differs by more, or in its currency, or without an account, is for a person', () => {
    expect(() => roundingLine(created, order('53.03'), settings)).toThrow(RejectedByVendorError);
    expect(() => roundingLine(created, order('52.97', 'EUR'), settings)).toThrow(RejectedByVendorError);
    expect(() => roundingLine(created, order('52.98'), { ...settings, roundingAccount: '' })).toThrow('S-ORD101005');
  });
});
