import type { ShipmentReport } from '@crossdock/connector-kit';
import { toShipmentBody } from './shipment.mapper';

const report: ShipmentReport = { externalId: 'o', carrier: 'inpost', waybill: '620000000000000000000001', lineIds: [] };

describe('a parcel for Allegro', () => {
  it('holds the whole order when no lines are named', () => {
    expect(toShipmentBody(report, 'INPOST')).toEqual({ carrierId: 'INPOST', waybill: report.waybill });
  });

  it('names line items, but not what was only sold along with them', () => {
    const lineIds = ['7b1c2d10', '7b1c2d10/S1', '7b1c2d10/D'];
    expect(toShipmentBody({ ...report, lineIds }, 'INPOST').lineItems).toEqual([{ id: '7b1c2d10' }]);
  });

  it.each([
    ['OTHER', 'inpost'],
    ['OTHER:Kurier Żółw', 'Kurier Żółw'],
    [`OTHER:${'x'.repeat(40)}`, 'x'.repeat(30)],
  ])('of the carrier "%s" is shown under the name %s', (carrier, carrierName) => {
    expect(toShipmentBody(report, carrier)).toMatchObject({ carrierId: 'OTHER', carrierName });
  });

  it.each(['', '   ', 'x'.repeat(65)])('with the tracking number "%s" is refused, naming the field', (waybill) => {
    expect(() => toShipmentBody({ ...report, waybill }, 'INPOST')).toThrow(
      expect.objectContaining({ errorClass: 'rejected', field: 'waybill' }) as Error,
    );
  });
});
