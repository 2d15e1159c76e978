import type {
  Address,
  Customer,
  Fulfilment,
  Order,
  Product,
  RefundRequest,
  ShipmentRequest,
} from '@crossdock/canonical';
import type {
  ChannelOrder,
  ConnectorManifest,
  CustomerRecord,
  ExpectedPayment,
  OfferSummary,
  SalesOrderRequest,
  ShipmentReport,
  WriteOptions,
} from '@crossdock/connector-kit';
import type { GivenSamples } from './certify-config';

type SamplePayment = NonNullable<GivenSamples['payment']> | null;

const ADDRESS: Address = {
  firstName: 'Żaneta',
  lastName: 'Próbna-Gęśl',
  street: 'Prosta 51',
  city: 'Warszawa',
  postalCode: '00-838',
  country: 'PL',
  phone: '+48500600700',
  email: 'certification@example.com',
};
const CUSTOMER: Customer = {
  email: 'certification@example.com',
  phone: '+48500600700',
  firstName: 'Żaneta',
  lastName: 'Próbna-Gęśl',
  language: 'pl-PL',
};
/** Two mugs for 19.99 and delivery for 12.99. */
const TOTAL = '52.97';

/** Records that a system is tried with. Their references are new in every run and begin with `CERT-`. */
export class SampleRecords {
  readonly reference: string;
  /** Found by earlier checks of the run, used by later ones. */
  foundOrder: ChannelOrder | null = null;
  foundOffer: OfferSummary | null = null;

  constructor(
    readonly given: GivenSamples,
    private readonly manifest: ConnectorManifest,
    private readonly now: Date,
  ) {
    this.reference = `CERT-${now.getTime().toString(36).toUpperCase()}`;
  }

  /** A reference that nothing is ever written under. */
  get unknown(): string {
    return `${this.reference}-X`;
  }

  key(write: string): WriteOptions {
    return { key: `certify:${this.reference}:${write}` };
  }

  get sku(): string {
    return this.given.sku ?? 'MUG-1';
  }

  order(reference = this.reference): Order {
    const currency = this.given.currency ?? 'PLN';
    return {
      externalId: reference,
      currency,
      placedAt: this.now.toISOString(),
      customer: CUSTOMER,
      billingAddress: ADDRESS,
      shippingAddress: ADDRESS,
      delivery: { method: this.deliveryMethod, price: { gross: '12.99', currency, taxRate: '23' } },
      payment: {
        method: 'przelewy24',
        status: 'paid',
        amount: { amount: TOTAL, currency },
        transactionId: reference,
        paidAt: this.now.toISOString(),
        cashOnDelivery: false,
      },
      lines: [
        {
          id: '1',
          sku: this.sku,
          name: 'Próbka',
          quantity: '2',
          unitPrice: { gross: '19.99', currency, taxRate: '23' },
        },
      ],
      totals: { gross: TOTAL, currency },
      note: 'Certification of the connection. Please ignore.',
    };
  }

  salesOrder(reference: string): SalesOrderRequest {
    return { reference, channel: 'certify', order: this.order(reference) };
  }

  fulfilment(): Fulfilment {
    return {
      reference: `${this.reference}-F1`,
      orderReference: this.reference,
      warehouse: this.given.warehouse ?? 'MAIN',
      lines: [{ orderLineId: '1', sku: this.sku, name: 'Próbka', quantity: '2' }],
      shippingAddress: ADDRESS,
      deliveryMethod: this.deliveryMethod,
      note: 'Certification of the connection. Please ignore.',
    };
  }

  /** @param pointId of a pickup point, for delivery methods that need one */
  shipment(pointId: string | null): ShipmentRequest {
    const needsPoint = /locker|pickup|point/.test(this.deliveryMethod);
    const point = this.given.pickupPointId ?? (needsPoint ? pointId : null);
    return {
      reference: `${this.reference}-F1-S1`,
      orderReference: this.reference,
      receiver: { ...ADDRESS, email: CUSTOMER.email, phone: '+48500600700' },
      pickupPoint: point === null ? null : { carrier: this.manifest.system, id: point },
      deliveryMethod: this.deliveryMethod,
      packages: [{ reference: 'P1', weightGrams: 900, lengthMm: 300, widthMm: 200, heightMm: 100 }],
    };
  }

  shipmentReport(externalId: string): ShipmentReport {
    return { externalId, carrier: 'inpost', waybill: `${this.now.getTime()}`.padStart(24, '0'), lineIds: [] };
  }

  /** @param payment that exists; null asks for a made-up one */
  expectedPayment(payment: SamplePayment): ExpectedPayment {
    return payment === null
      ? { reference: this.unknown, amount: { amount: TOTAL, currency: 'PLN' } }
      : { reference: payment.reference, amount: payment.amount };
  }

  refund(payment: SamplePayment): RefundRequest {
    const { reference, amount } = this.expectedPayment(payment);
    return {
      reference: `${this.reference}-R1`,
      orderReference: this.reference,
      paymentReference: reference,
      transactionId: payment?.transactionId ?? this.unknown,
      amount,
      reason: 'Certification',
    };
  }

  customer(): CustomerRecord {
    // An address of its own, so that the sample is not found by that of an earlier run.
    const email = `${this.reference.toLowerCase()}@example.com`;
    return {
      reference: this.reference,
      customer: { ...CUSTOMER, email },
      billingAddress: { ...ADDRESS, email },
    };
  }

  product(): Product {
    return {
      sku: this.reference,
      gtin: '5901234123457',
      name: { 'pl-PL': 'Próbka', en: 'Sample' },
      price: { gross: '19.99', currency: this.given.currency ?? 'PLN', taxRate: '23' },
      active: false,
    };
  }

  private get deliveryMethod(): string {
    return this.given.deliveryMethod ?? courierMethodOf(this.manifest);
  }
}

/** A delivery method that the courier has a service for: one to the door where there is one. */
function courierMethodOf({ lookupTables }: ConnectorManifest): string {
  const methods = Object.keys(lookupTables.service?.defaults ?? {});
  return methods.find((method) => method.endsWith('-courier')) ?? methods[0] ?? 'courier';
}
