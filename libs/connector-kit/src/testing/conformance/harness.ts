import type {
  AvailableStock,
  Customer,
  Fulfilment,
  Money,
  Order,
  Product,
  RefundRequest,
  ShipmentRequest,
  StockLevel,
} from '@crossdock/canonical';
import type { ConnectorManifest } from '../../manifest/connector';
import type {
  CustomerRecord,
  PaymentRegistration,
  PortName,
  RawWebhook,
  SalesOrderRequest,
  ShipmentReport,
  ShopEvent,
} from '../../ports';
import type { TestConnection } from '../open-test-connection';
import type { ConformanceVendor } from './vendor';
import type { Registrar } from './registrar';

/** What is known of one kind of write, for every port that has one. */
export interface WriteSamples<Request> {
  /** Type of the vendor's records that the write makes; they are counted. */
  readonly recordType?: string;
  /** Part of the address of the call that writes; faults are planted on it, so that look-ups before it go well. */
  readonly match?: string;
  /** How many look-ups within the write go to an address with `match` in it, before the call that writes. Default 0. */
  readonly callsBefore?: number;
  /** A request that the vendor refuses because of its content. */
  readonly refused?: () => Request;
  /** Name of the operation, as the manifest lists it when the vendor repeats it without harm. */
  readonly operation?: string;
}

export interface OrderSourceSamples {
  /** A buyer with Polish letters places an order. Returns its id in the channel. */
  readonly place: () => Promise<string>;
  /** Something about the order changes. */
  readonly change: (externalId: string) => Promise<void>;
  /** Orders that fill one page of changes, as the connection is set up. Keep it small. */
  readonly pageSize: number;
  /** A cursor that the vendor has not reached yet. */
  readonly futureCursor?: string;
  /** An order with a word for its status that no documentation knows; `word` is that word. */
  readonly placeUnknownStatus?: () => Promise<{ readonly externalId: string; readonly word: string }>;
  readonly unknownOrderId?: string;
}

export interface FulfilmentReporterSamples extends WriteSamples<ShipmentReport> {
  /** An order of the channel that can be shipped. Returns its id there. */
  readonly place: () => Promise<string>;
  readonly report?: (externalId: string) => ShipmentReport;
  /** Part of the address of the call that sets the status. */
  readonly statusMatch?: string;
}

export interface SalesDocumentsSamples extends WriteSamples<SalesOrderRequest> {
  readonly request?: () => SalesOrderRequest;
  /** For an ERP that invoices in its own time: makes it do so. */
  readonly invoice?: (reference: string) => Promise<void>;
  readonly invoiceRecordType?: string;
  readonly invoiceMatch?: string;
  readonly paymentRecordType?: string;
  readonly paymentMatch?: string;
  readonly paymentCallsBefore?: number;
  /** A payment that the ERP refuses because of its content. */
  readonly refusedPayment?: () => PaymentRegistration;
}

export interface WarehouseSamples extends WriteSamples<Fulfilment> {
  readonly request?: () => Fulfilment;
  /** The warehouse packs the fulfilment with this reference. */
  readonly pack?: (reference: string) => Promise<void>;
}

export interface CarrierSamples extends WriteSamples<ShipmentRequest> {
  readonly request?: () => ShipmentRequest;
  /** The carrier gives a waybill to the shipment with this reference. */
  readonly confirm?: (reference: string) => Promise<void>;
  readonly deliver?: (reference: string) => Promise<void>;
  /** A town that has pickup points. */
  readonly pickupPointCity?: string;
}

export interface PaymentsSamples extends WriteSamples<RefundRequest> {
  /** A buyer has paid this amount. Returns the reference by which the payment is searched. */
  readonly pay: (amount: Money) => Promise<string>;
  readonly unknownReference?: string;
  /** Part of the address of the call that confirms. */
  readonly confirmMatch?: string;
  /** The gateway finishes the refunds of the payment with this reference. */
  readonly completeRefund?: (paymentReference: string) => Promise<void>;
}

export interface StockSinkSamples {
  /** At least three offers of the channel. */
  readonly offers: () => Promise<readonly Pick<AvailableStock, 'sku' | 'offerId'>[]>;
  /** What the channel shows now. */
  readonly quantityAt: (offerId: string) => Promise<number | null>;
  /** An offer that the channel refuses to change. */
  readonly refusedOffer?: Pick<AvailableStock, 'sku' | 'offerId'>;
  readonly match?: string;
}

export interface StockSourceSamples {
  /** What the source has, at least in part. */
  readonly expected: () => Promise<readonly Pick<StockLevel, 'sku' | 'warehouse' | 'onHand'>[]>;
  /** One level changes; returns it as it is then. */
  readonly change?: () => Promise<Pick<StockLevel, 'sku' | 'warehouse' | 'onHand'>>;
}

export interface WebhookSamples {
  /** A call exactly as the vendor makes it. */
  readonly genuine: () => Promise<RawWebhook> | RawWebhook;
  /** Genuine, but not what the documentation says. */
  readonly genuineUnreadable?: () => Promise<RawWebhook> | RawWebhook;
  /** Takes the proof away: without signature, or without the secret in the address. */
  readonly unproved?: (webhook: RawWebhook) => RawWebhook;
}

export interface CustomerSinkSamples extends WriteSamples<CustomerRecord> {
  readonly request?: () => CustomerRecord;
}

export interface OfferCatalogueSamples {
  /** Offers that the channel has. */
  readonly offers: () => Promise<readonly { readonly sku: string; readonly offerId: string }[]>;
  readonly product?: () => Product;
  /** Price that the channel shows now, decimal text. */
  readonly priceAt?: (offerId: string) => Promise<string | null>;
}

export interface FeedSamples {
  /** SKUs that the system has, at least in part. */
  readonly skus: () => Promise<readonly string[]>;
}

export interface SalesRecorderSamples extends WriteSamples<{ readonly reference: string; readonly order: Order }> {
  readonly request?: () => { readonly reference: string; readonly order: Order };
}

export interface AudienceSinkSamples {
  readonly subscriber?: () => Customer;
  readonly match?: string;
}

export interface EventReceiverSamples {
  readonly event?: () => ShopEvent;
  readonly match?: string;
}

/** What each suite needs to know of the vendor. What is missing makes the cases that need it fail. */
export interface PortSamples {
  readonly orderSource: OrderSourceSamples;
  readonly fulfilmentReporter: FulfilmentReporterSamples;
  readonly salesDocuments: SalesDocumentsSamples;
  readonly warehouse: WarehouseSamples;
  readonly carrier: CarrierSamples;
  readonly payments: PaymentsSamples;
  readonly stockSink: StockSinkSamples;
  readonly stockSource: StockSourceSamples;
  readonly webhookReceiver: WebhookSamples;
  readonly customerSink: CustomerSinkSamples;
  readonly offerCatalogue: OfferCatalogueSamples;
  readonly productSource: FeedSamples;
  readonly priceSource: FeedSamples;
  readonly salesRecorder: SalesRecorderSamples;
  readonly audienceSink: AudienceSinkSamples;
  readonly eventSink: { readonly match?: string };
  readonly eventReceiver: EventReceiverSamples;
}

export interface OpenOverrides {
  readonly credentials?: unknown;
  readonly deadlineMs?: number;
}

export interface ConformanceHarness {
  readonly connector: { readonly manifest: Pick<ConnectorManifest, 'name' | 'ports' | 'nativelyIdempotent'> };
  /** Opens a new connection: nothing learnt before is known to it. */
  readonly open: (overrides?: OpenOverrides) => TestConnection | Promise<TestConnection>;
  readonly vendor: ConformanceVendor;
  /** Runs before every case, after the vendor was reset. */
  readonly prepare?: () => Promise<void>;
  readonly samples: Partial<PortSamples>;
  /** Credentials that have the right form and that the vendor refuses. */
  readonly wrongCredentials: unknown;
  /** Every real secret of the connection: none may be seen in a transcript. */
  readonly secrets: readonly string[];
  /** Connectors that are nothing but configuration: which of their ports this connection has, and why not the others. */
  readonly only?: { readonly ports: readonly PortName[]; readonly reason: string };
  /** Name of a case, or `port: name of the case`, to a reason in a whole sentence. */
  readonly skip?: Readonly<Record<string, string>>;
  /** Default: Jest. */
  readonly registrar?: Registrar;
}
