import type { ShipmentRequest } from '@crossdock/canonical';
import { RejectedByVendorError } from '@crossdock/connector-kit';
import { createShipmentBody } from '../api/create-shipment';
import { inpostSettings } from '../inpost.manifest';
import { toCreateShipment } from './shipment.mapper';

const settings = inpostSettings.parse({ organizationId: '1234' });

const lockerRequest: ShipmentRequest = {
  reference: '1001-F1-S1',
  orderReference: '1001',
  receiver: {
    firstName: 'Łucja',
    lastName: 'Żółć',
    street: 'Prosta 51',
    city: 'Warszawa',
    postalCode: '00-838',
    country: 'PL',
    email: 'lucja@example.com',
    phone: '+48 500 600 700',
  },
  pickupPoint: { carrier: 'inpost', id: 'WAW01A' },
  deliveryMethod: 'inpost-locker',
  packages: [{ weightGrams: 900, lengthMm: 300, widthMm: 200, heightMm: 70 }],
};
const courierRequest: ShipmentRequest = {
  ...lockerRequest,
  pickupPoint: null,
  deliveryMethod: 'inpost-courier',
  packages: [
    { weightGrams: 1_234, lengthMm: 300, widthMm: 200, heightMm: 70 },
    { weightGrams: 20_000, lengthMm: 600, widthMm: 500, heightMm: 450 },
  ],
};

const locker = (change: Partial<ShipmentRequest> = {}, set = settings) =>
  toCreateShipment({ ...lockerRequest, ...change }, 'inpost_locker_standard', set);
const courier = (change: Partial<ShipmentRequest> = {}, set = settings) =>
  toCreateShipment({ ...courierRequest, ...change }, 'inpost_courier_standard', set);

function refusedField(act: () => unknown): string | null {
  try {
    act();
  } catch (error) {
    if (error instanceof RejectedByVendorError) return error.field;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('a locker shipment', () => {
  it('carries our reference to search by and the order number to print', () => {
    expect(locker()).toEqual({
      receiver: { first_name: 'Łucja', last_name: 'Żółć', email: 'lucja@example.com', phone: '500600700' },
      parcels: { template: 'small' },
      service: 'inpost_locker_standard',
      custom_attributes: { target_point: 'WAW01A', sending_method: 'dispatch_order' },
      reference: '1001',
      external_customer_id: '1001-F1-S1',
    });
  });

  it('fits the schema of the operation', () => {
    expect(createShipmentBody.parse(locker())).toEqual(locker());
    expect(createShipmentBody.parse(courier())).toEqual(courier());
  });

  it.each([
    [{ lengthMm: 640, widthMm: 380, heightMm: 80 }, 'small'],
    [{ lengthMm: 80, widthMm: 640, heightMm: 380 }, 'small'],
    [{ lengthMm: 640, widthMm: 380, heightMm: 81 }, 'medium'],
    [{ lengthMm: 640, widthMm: 191, heightMm: 380 }, 'large'],
    [{ lengthMm: 410, widthMm: 380, heightMm: 640 }, 'large'],
    [{ lengthMm: 410 }, 'small'],
  ])('chooses the smallest template for %j', (parcel, template) => {
    expect(locker({ packages: [parcel] }).parcels).toEqual({ template });
  });

  it('takes the default template when nothing was measured', () => {
    const set = { ...settings, defaultTemplate: 'medium' as const };
    expect(locker({ packages: [] }, set).parcels).toEqual({ template: 'medium' });
  });

  it.each([
    ['a parcel too big', { packages: [{ lengthMm: 641, widthMm: 100, heightMm: 100 }] }, 'parcels.template'],
    ['a parcel too heavy', { packages: [{ weightGrams: 25_001 }] }, 'parcels.weight'],
    ['two parcels', { packages: [{}, {}] }, 'parcels'],
    ['no pickup point', { pickupPoint: null }, 'custom_attributes.target_point'],
    ['a point of another carrier', { pickupPoint: { carrier: 'orlen', id: '1' } }, 'custom_attributes.target_point'],
    ['a foreign phone', { receiver: { ...lockerRequest.receiver, phone: '+49 151 2345678' } }, 'receiver.phone'],
    ['no phone', { receiver: { ...lockerRequest.receiver, phone: null } }, 'receiver.phone'],
    ['no e-mail', { receiver: { ...lockerRequest.receiver, email: ' ' } }, 'receiver.email'],
    ['a long reference', { reference: 'x'.repeat(101) }, 'external_customer_id'],
    ['an amount in euro', { cashOnDelivery: { amount: '10', currency: 'EUR' } }, 'cod.currency'],
  ])('refuses %s, naming the field', (_what, change, field) => {
    expect(refusedField(() => locker(change))).toBe(field);
  });

  it.each(['500600700', '+48500600700', '0048 500 600 700', '48 500-600-700', '(+48) 500.600.700'])(
    'reads the phone number "%s"',
    (phone) => {
      expect(locker({ receiver: { ...lockerRequest.receiver, phone } }).receiver.phone).toBe('500600700');
    },
  );
});

describe('cash on delivery', () => {
  const cashOnDelivery = { amount: '123.45', currency: 'PLN' };

  it('is insured to its amount', () => {
    expect(locker({ cashOnDelivery })).toMatchObject({ cod: { amount: 123.45 }, insurance: { amount: 123.45 } });
  });

  it('keeps a higher insurance', () => {
    const insurance = { amount: '500', currency: 'PLN' };
    expect(locker({ cashOnDelivery, insurance }).insurance).toEqual({ amount: 500, currency: 'PLN' });
  });

  it('is not insured where the connection says so', () => {
    expect(locker({ cashOnDelivery }, { ...settings, insureCashOnDelivery: false }).insurance).toBeUndefined();
  });

  it('is left out when there is nothing to collect', () => {
    expect(locker({ cashOnDelivery: { amount: '0.00', currency: 'PLN' } })).not.toHaveProperty('cod');
  });
});

describe('a courier shipment', () => {
  it('takes the street apart and sends every parcel with its measures', () => {
    const receiver = { ...courierRequest.receiver, street: 'ul. 3 Maja 5/7 m. 12', postalCode: '31154' };
    expect(courier({ receiver })).toMatchObject({
      receiver: {
        address: {
          street: 'ul. 3 Maja',
          building_number: '5/7 m. 12',
          city: 'Warszawa',
          post_code: '31-154',
          country_code: 'PL',
        },
      },
      parcels: [
        { dimensions: { length: 300, width: 200, height: 70, unit: 'mm' }, weight: { amount: 1.234, unit: 'kg' } },
        { dimensions: { length: 600, width: 500, height: 450, unit: 'mm' }, weight: { amount: 20, unit: 'kg' } },
      ],
      custom_attributes: { sending_method: 'dispatch_order' },
    });
  });

  it('reads the number from the second line, and puts any other second line into the remarks', () => {
    const numbered = { ...courierRequest.receiver, street: 'Prosta', street2: '51' };
    expect(courier({ receiver: numbered }).receiver.address).toMatchObject({ street: 'Prosta', building_number: '51' });
    const remark = { ...courierRequest.receiver, street2: 'brama od podwórza' };
    expect(courier({ receiver: remark, note: 'szkło' }).comments).toBe('szkło; brama od podwórza');
  });

  it('takes what was not measured from the defaults', () => {
    const set = {
      ...settings,
      defaultLengthMm: 300,
      defaultWidthMm: 200,
      defaultHeightMm: 100,
      defaultWeightGrams: 2_000,
    };
    expect(courier({ packages: [] }, set).parcels).toEqual([
      expect.objectContaining({ weight: { amount: 2, unit: 'kg' } }),
    ]);
  });

  it.each([
    ['a street without number', { street: 'Prosta' }, 'receiver.address.building_number'],
    ['a broken post code', { postalCode: '123' }, 'receiver.address.post_code'],
    ['another country', { country: 'DE' }, 'receiver.address.country_code'],
    ['a nameless receiver', { firstName: null }, 'receiver.first_name'],
  ])('refuses %s, naming the field', (_what, change, field) => {
    expect(refusedField(() => courier({ receiver: { ...courierRequest.receiver, ...change } }))).toBe(field);
  });

  it('refuses a parcel that nobody measured when there is no default', () => {
    expect(refusedField(() => courier({ packages: [{}] }))).toBe('parcels.dimensions.length');
  });
});
