import { AmbiguousMatchError, NotFoundAtVendorError, RejectedByVendorError } from '@crossdock/connector-kit';
import { aPayment, aRequest, anOrder, BcDemo } from './dynamics-365-bc-demo';

describe('Business Central over HTTP: sales documents', () => {
  let bc: BcDemo;

  beforeAll(async () => {
    bc = await BcDemo.start();
  });
  afterAll(async () => bc.stop());
  beforeEach(async () => bc.restart());

  describe('a sales order', () => {
    it('gets its number, its customer and an amount that is right to the grosz', async () => {
      const record = await bc.create('1001');
      expect(record.number).toMatch(/^S-ORD\d+$/);
      await expect(bc.documents.readSalesOrder(record, '1001')).resolves.toEqual({
        ...record,
        state: 'open',
        total: { amount: '52.97', currency: 'PLN' },
        invoice: null,
      });
      expect(await bc.customers()).toMatchObject([{ displayName: 'Żaneta Gęślą-Jaźń' }]);
      expect(await bc.records('sales-order')).toMatchObject([
        {
          reference: '1001',
          shipToName: 'Żaneta Gęślą-Jaźń',
          orderDate: '2026-11-24',
          lines: [
            { lineType: 'Item', lineObjectNumber: 'MUG-1', unitPrice: 19.99 },
            { lineType: 'Item', lineObjectNumber: 'DOSTAWA', unitPrice: 12.99 },
            { lineType: 'Comment', description: 'inpost-locker WAW01A / przelewy24' },
          ],
        },
      ]);
    });

    it('costs three calls for a new buyer, two for a known one, one for the shared customer', async () => {
      await bc.create('1001');
      expect(bc.calls.slice(2)).toEqual(['find-customer', 'create-customer', 'create-sales-order']);
      await bc.create('1002');
      expect(bc.calls.slice(5)).toEqual(['find-customer', 'create-sales-order']);
      await bc.reopen({ settings: { customerNumber: 'WEB' } });
      await bc.create('1003');
      expect(bc.calls.slice(2)).toEqual(['create-sales-order']);
    });

    it('of a company has its own customer, even where private buyers share one', async () => {
      await bc.reopen({ settings: { customerNumber: 'WEB' } });
      const customer = { ...anOrder().customer, company: 'Żółw i Spółka sp. z o.o.', taxId: '5260001246' };
      await bc.create('1001', { customer });
      expect(await bc.customers()).toMatchObject([
        { displayName: 'Żółw i Spółka sp. z o.o.', taxRegistrationNumber: '5260001246' },
      ]);
    });

    it('of one buyer at the same time makes one customer', async () => {
      await Promise.all(['1001', '1002', '1003'].map(async (reference) => bc.create(reference)));
      expect(await bc.customers()).toHaveLength(1);
    });

    it('has no charge where delivery is free, and an account where that is set', async () => {
      await bc.reopen({ settings: { deliveryLineType: 'Account' }, lookups: { 'delivery-charge': { dpd: '6410' } } });
      const delivery = { method: 'dpd', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } };
      await bc.create('1001', { delivery });
      const free = { ...delivery, price: { ...delivery.price, gross: '0.00' } };
      await bc.create('1002', { delivery: free, totals: { gross: '39.98', currency: 'PLN' } });
      const types = (await bc.records('sales-order')).map(({ lines }) => lines!.map(({ lineType }) => lineType));
      expect(types).toEqual([
        ['Item', 'Account', 'Comment'],
        ['Item', 'Comment'],
      ]);
    });

    it('with net prices is made up for by a rounding line', async () => {
      await bc.reopen({ settings: { pricesIncludeTax: false, roundingAccount: '8170' } });
      const unitPrice = { gross: '9.99', currency: 'PLN', taxRate: '23' };
      const line = { ...anOrder().lines[0]!, quantity: '3', unitPrice };
      const record = await bc.create('1001', { lines: [line], totals: { gross: '42.96', currency: 'PLN' } });
      await expect(bc.documents.readSalesOrder(record, '1001')).resolves.toMatchObject({ total: { amount: '42.96' } });
      expect(bc.calls.at(-2)).toBe('add-rounding-line');
    });

    it('whose amount differs does not stay', async () => {
      const differing = bc.create('1001', { totals: { gross: '60.00', currency: 'PLN' } });
      await expect(differing).rejects.toMatchObject({ code: 'dynamics-365-bc.total-differs' });
      expect(await bc.records('sales-order')).toEqual([]);
    });

    it('with an unknown item is refused in the words of Business Central, and nothing is made', async () => {
      const line = { ...anOrder().lines[0]!, sku: 'UNKNOWN-1' };
      const refused = bc.create('1001', { lines: [line] });
      await expect(refused).rejects.toBeInstanceOf(RejectedByVendorError);
      await expect(refused).rejects.toMatchObject({ vendorCode: 'Internal_InvalidTableRelation', field: 'No.' });
      expect(await bc.records('sales-order')).toEqual([]);
    });

    it('with a SKU over twenty characters is refused before anything is sent', async () => {
      const line = { ...anOrder().lines[0]!, sku: 'A-SKU-OF-OVER-TWENTY-CHARACTERS' };
      await expect(bc.create('1001', { lines: [line] })).rejects.toMatchObject({ field: 'lineObjectNumber' });
      expect(bc.calls).toEqual([]);
    });

    it('is found by our reference, and only by it', async () => {
      const record = await bc.create('1001');
      await bc.create('1001-B');
      await expect(bc.documents.findSalesOrder('1001')).resolves.toEqual(record);
      await expect(bc.documents.findSalesOrder("10'01")).resolves.toBeNull();
    });

    it('that is there twice is for a person', async () => {
      await bc.create('1001');
      await bc.create('1001');
      await expect(bc.documents.findSalesOrder('1001')).rejects.toBeInstanceOf(AmbiguousMatchError);
    });
  });

  describe('invoicing', () => {
    it('ships, gives the invoice, and leaves the order to be found by its invoice', async () => {
      const record = await bc.create('1001');
      const invoice = (await bc.documents.invoiceSalesOrder(record, '1001'))!;
      expect(invoice.number).toMatch(/^PS-INV\d+$/);
      expect(invoice).toMatchObject({ total: { amount: '52.97' }, remaining: { amount: '52.97' } });
      await expect(bc.documents.findSalesOrder('1001')).resolves.toEqual(record);
      await expect(bc.documents.readSalesOrder(record, '1001')).resolves.toMatchObject({ state: 'invoiced', invoice });
    });

    it('asked for again gives the same invoice', async () => {
      const record = await bc.create('1001');
      const first = await bc.documents.invoiceSalesOrder(record, '1001');
      await expect(bc.documents.invoiceSalesOrder(record, '1001')).resolves.toEqual(first);
      expect(await bc.records('invoice')).toHaveLength(1);
    });

    it('that Business Central refuses is refused in its words', async () => {
      const record = await bc.create('1001');
      await bc.settings({ invoicing: 'refused' });
      const refused = bc.documents.invoiceSalesOrder(record, '1001');
      await expect(refused).rejects.toMatchObject({ vendorCode: 'Application_DialogException' });
    });

    it('of an order that somebody deleted says so', async () => {
      const record = await bc.create('1001');
      await bc.advance({ action: 'delete', reference: '1001' });
      await expect(bc.documents.invoiceSalesOrder(record, '1001')).rejects.toBeInstanceOf(NotFoundAtVendorError);
    });

    it('by a person is seen, and so is a shipment', async () => {
      const record = await bc.create('1001');
      await bc.advance({ action: 'ship', reference: '1001' });
      await expect(bc.documents.readSalesOrder(record, '1001')).resolves.toMatchObject({ state: 'shipped' });
      await bc.advance({ action: 'invoice', reference: '1001' });
      await expect(bc.documents.readSalesOrder(record, '1001')).resolves.toMatchObject({ state: 'invoiced' });
    });
  });

  describe('cancelling', () => {
    it('deletes the order, and does no harm the second time', async () => {
      const record = await bc.create('1001');
      await expect(bc.documents.cancelSalesOrder(record, '1001')).resolves.toEqual({ cancelled: true });
      await expect(bc.documents.cancelSalesOrder(record, '1001')).resolves.toEqual({ cancelled: true });
      await expect(bc.documents.readSalesOrder(record, '1001')).resolves.toMatchObject({ state: 'cancelled' });
      await expect(bc.documents.findSalesOrder('1001')).resolves.toBeNull();
    });

    it('is refused with a reason when the goods have left', async () => {
      const record = await bc.create('1001');
      await bc.advance({ action: 'ship', reference: '1001' });
      await expect(bc.documents.cancelSalesOrder(record, '1001')).resolves.toMatchObject({ cancelled: false });
    });

    it('of an invoice is left to a person, or done where that is set', async () => {
      const record = await bc.create('1001');
      const invoice = (await bc.documents.invoiceSalesOrder(record, '1001'))!;
      const reason = `The order is invoiced already (${invoice.number}).`;
      await expect(bc.documents.cancelSalesOrder(record, '1001')).resolves.toEqual({ cancelled: false, reason });
      await bc.reopen({ settings: { cancelPostedInvoices: true } });
      await expect(bc.documents.cancelSalesOrder(record, '1001')).resolves.toEqual({ cancelled: true });
      await expect(bc.documents.readSalesOrder(record, '1001')).resolves.toMatchObject({ state: 'cancelled' });
    });
  });

  describe('a payment', () => {
    it('is entered for its invoice in one call, and found in the journal', async () => {
      const record = await bc.create('1001');
      const invoice = (await bc.documents.invoiceSalesOrder(record, '1001'))!;
      const payment = aPayment('1001', record, invoice);
      const before = bc.calls.length;
      const entered = await bc.register(payment);
      expect(bc.calls.slice(before)).toEqual(['find-payment-journal', 'register-payment']);
      await expect(bc.documents.findPayment(payment)).resolves.toEqual(entered);
      expect(await bc.records('payment')).toMatchObject([{ reference: '1001', amount: -52.97 }]);
    });

    it('that is posted is found by its invoice, which asks for nothing more', async () => {
      const record = await bc.create('1001');
      const invoice = (await bc.documents.invoiceSalesOrder(record, '1001'))!;
      const payment = aPayment('1001', record, invoice);
      await expect(bc.documents.findPayment(payment)).resolves.toBeNull();
      await bc.register(payment);
      await bc.advance({ action: 'post-payments' });
      await expect(bc.documents.findPayment(payment)).resolves.toEqual({ id: invoice.id, number: invoice.number });
      const { invoice: paid } = await bc.documents.readSalesOrder(record, '1001');
      expect(paid?.remaining).toEqual({ amount: '0.00', currency: 'PLN' });
    });

    it('is posted at once where that is set', async () => {
      await bc.reopen({ settings: { postPayments: true } });
      const record = await bc.create('1001');
      const invoice = (await bc.documents.invoiceSalesOrder(record, '1001'))!;
      await bc.register(aPayment('1001', record, invoice));
      expect(await bc.records('invoice')).toMatchObject([{ status: 'Paid' }]);
    });

    it('needs a journal', async () => {
      const record = await bc.create('1001');
      const invoice = (await bc.documents.invoiceSalesOrder(record, '1001'))!;
      for (const paymentJournal of ['', 'OTHER']) {
        await bc.reopen({ settings: { paymentJournal } });
        const registering = bc.register(aPayment('1001', record, invoice));
        await expect(registering).rejects.toMatchObject({ code: 'dynamics-365-bc.no-payment-journal' });
      }
    });
  });

  it('a reference of 35 characters is taken', async () => {
    const reference = 'A'.repeat(35);
    const record = await bc.documents.createSalesOrder(aRequest(reference), { key: 'k' });
    await expect(bc.documents.findSalesOrder(reference)).resolves.toEqual(record);
  });
});
