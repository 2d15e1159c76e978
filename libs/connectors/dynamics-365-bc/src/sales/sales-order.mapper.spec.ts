import type { Order } from '@crossdock/canonical';
import { RejectedByVendorError, UnmappedValueError, type Lookups } from '@crossdock/connector-kit';
import { anOrder, anOrderLine } from '@crossdock/connector-kit/testing';
import { toSalesOrderBody, type OrderWriting } from './sales-order.mapper';

const WRITING: OrderWriting = {
  pricesIncludeTax: true,
  deliveryLineType: 'Item',
  deliveryNumber: 'DOSTAWA',
  locationId: '',
  commentLine: true,
  timeZone: 'Europe/Warsaw',
};

function lookups(rows: Record<string, Record<string, string>> = {}): Lookups {
  const find = (table: string, key: string): string | null => rows[table]?.[key] ?? null;
  return {
    find,
    get: (table, key) => {
      const value = find(table, key);
      if (value === null) throw new UnmappedValueError(table, key);
      return value;
    },
  };
}

const bodyOf = (
  changes: Partial<Order> = {},
  writing: Partial<OrderWriting> = {},
  rows: Record<string, Record<string, string>> = {},
): ReturnType<typeof toSalesOrderBody> =>
  toSalesOrderBody(
    { reference: '1001', channel: 'shop', order: anOrder(changes) },
    'C10010',
    { ...WRITING, ...writing },
    lookups(rows),
  );

describe('a sales order for Business Central', () => {
  it('has the day of the buyer, gross prices and our reference', () => {
    expect(bodyOf({ placedAt: '2026-11-23T23:15:00Z' })).toMatchObject({
      customerNumber: 'C10010',
      externalDocumentNumber: '1001',
      orderDate: '2026-11-24',
      currencyCode: 'PLN',
      pricesIncludeTax: true,
    });
  });

  it('sends every part of an address, so that none of the card stays', () => {
    expect(bodyOf()).toMatchObject({
      sellToAddressLine2: '',
      sellToState: '',
      shipToAddressLine2: '',
      shipToState: '',
    });
  });

  it('goes to the company where there is one, with the person as its contact', () => {
    const shippingAddress = { ...anOrder().shippingAddress, company: 'Żółw i Spółka' };
    expect(bodyOf({ shippingAddress })).toMatchObject({
      shipToName: 'Żółw i Spółka',
      shipToContact: expect.stringContaining('Żaneta') as string,
    });
  });

  it('continues long names and streets in their second lines', () => {
    const name = `${'Bardzo długa nazwa '.repeat(6)}koniec`;
    const street = `${'Ulica '.repeat(18)}12/4`;
    const body = bodyOf({ lines: [anOrderLine({ name })], billingAddress: { ...anOrder().billingAddress, street } });
    const [line] = body.salesOrderLines;
    expect(`${line!.description!}${name[100] === ' ' ? ' ' : ''}${line!.description2!}`.length).toBeLessThanOrEqual(
      150,
    );
    expect(`${body.sellToAddressLine1!} ${body.sellToAddressLine2!}`).toBe(street);
  });

  it.each<[string, Partial<Order>]>([
    ['lineObjectNumber', { lines: [anOrderLine({ sku: 'X'.repeat(21) })] }],
    ['sellToCity', { billingAddress: { ...anOrder().billingAddress, city: 'Ł'.repeat(31) } }],
    ['email', { customer: { ...anOrder().customer, email: `${'a'.repeat(80)}@example.com` } }],
  ])('is refused when its %s is too long', (field, changes) => {
    expect(() => bodyOf(changes)).toThrow(RejectedByVendorError);
    expect(() => bodyOf(changes)).toThrow(expect.objectContaining({ field }) as Error);
  });

  it('charges delivery by the row of its method, then by the setting, and otherwise names the missing row', () => {
    const numberOf = (writing: Partial<OrderWriting>, rows = {}): string | undefined =>
      bodyOf({}, writing, rows).salesOrderLines[2]?.lineObjectNumber;
    expect(numberOf({}, { 'delivery-charge': { courier: 'KURIER' } })).toBe('KURIER');
    expect(numberOf({})).toBe('DOSTAWA');
    expect(() => numberOf({ deliveryNumber: '' })).toThrow(UnmappedValueError);
  });

  it('takes the codes of its methods, rates and channel from lookup tables', () => {
    const id = '0c1de2c1-0d2b-ee11-bdfb-6045bdc8c111';
    const body = bodyOf(
      {},
      { locationId: id },
      {
        'shipment-method': { courier: id },
        'payment-terms': { przelewy24: id },
        'tax-code': { '5': 'VAT5' },
        'dimension-1': { shop: 'INTERNET' },
      },
    );
    expect(body).toMatchObject({ shipmentMethodId: id, paymentTermsId: id, shortcutDimension1Code: 'INTERNET' });
    expect(body.salesOrderLines[1]).toMatchObject({ taxCode: 'VAT5', locationId: id });
    expect(body.salesOrderLines[0]).not.toHaveProperty('taxCode');
  });

  it('with net prices takes the tax out, and needs the rate for it', () => {
    expect(bodyOf({}, { pricesIncludeTax: false }).salesOrderLines[0]).toMatchObject({ unitPrice: 16.25 });
    const unknown = anOrderLine({ unitPrice: { gross: '19.99', currency: 'PLN', taxRate: null } });
    expect(() => bodyOf({ lines: [unknown] }, { pricesIncludeTax: false })).toThrow(RejectedByVendorError);
  });

  it('leaves a telephone number out rather than cutting it', () => {
    const customer = { ...anOrder().customer, phone: '+48 600 700 800 wewnętrzny 12345' };
    expect(bodyOf({ customer }).phoneNumber).toBe('');
  });
});
