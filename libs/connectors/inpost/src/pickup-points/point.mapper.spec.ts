import payload from '../../fixtures/point.json';
import { point } from '../api/point';
import { toPickupPoint } from './point.mapper';

describe('a pickup point', () => {
  it('is read with its address and place', () => {
    expect(toPickupPoint(point.parse(payload))).toEqual({
      id: 'KRA010',
      name: 'Przy dworcu',
      street: 'Pawia 5',
      city: 'Kraków',
      postalCode: '31-154',
      latitude: 50.0671,
      longitude: 19.9468,
      acceptsCashOnDelivery: true,
      open: true,
    });
  });

  it('is closed unless it is operating, and takes its street from the address line where it has no other', () => {
    const closed = point.parse({ ...payload, status: 'Disabled', address_details: null, payment_available: null });
    expect(toPickupPoint(closed)).toMatchObject({ open: false, street: 'Pawia 5', acceptsCashOnDelivery: false });
  });
});
