import { receiverOf, splitGross, type GrossPrice, type Order, type OrderLine } from '@crossdock/canonical';
import { RejectedByVendorError, type Lookups, type SalesOrderRequest } from '@crossdock/connector-kit';
import type { SalesOrderBody, SalesOrderLineBody } from '../api/sales-order';
import { toBcAddress } from '../customers/address.mapper';
import { personOf, toEmail, toPhone } from '../customers/customer.mapper';
import { cut, fitting } from '../text-limits';
import { dayIn } from './dates';

/** The settings that decide how an order is written. */
export interface OrderWriting {
  readonly pricesIncludeTax: boolean;
  readonly deliveryLineType: 'Item' | 'Account';
  readonly deliveryNumber: string;
  readonly locationId: string;
  readonly commentLine: boolean;
  readonly timeZone: string;
}

/** Header and lines in one request: Business Central makes all of it or nothing. */
export function toSalesOrderBody(
  request: SalesOrderRequest,
  customerNumber: string,
  writing: OrderWriting,
  lookups: Lookups,
): SalesOrderBody {
  const { order, reference, channel } = request;
  const dimension = lookups.find('dimension-1', channel);
  return {
    customerNumber,
    externalDocumentNumber: fitting('externalDocumentNumber', reference, 35),
    orderDate: dayIn(writing.timeZone, order.placedAt),
    currencyCode: order.currency,
    pricesIncludeTax: writing.pricesIncludeTax,
    ...sellTo(order),
    ...shipTo(order),
    ...codes(order, lookups),
    ...(dimension === null ? {} : { shortcutDimension1Code: dimension }),
    salesOrderLines: [
      ...order.lines.map((line) => itemLine(line, writing, lookups)),
      ...deliveryLine(order, writing, lookups),
      ...commentLine(order, writing),
    ],
  };
}

/** All parts are sent, so that nothing of the customer's card stays where the buyer gave nothing. */
function sellTo(order: Order): Partial<SalesOrderBody> {
  const address = toBcAddress(order.billingAddress, 'sellTo');
  return {
    sellToAddressLine1: address.line1,
    sellToAddressLine2: address.line2,
    sellToCity: address.city,
    sellToState: address.state,
    sellToPostCode: address.postCode,
    sellToCountry: address.country,
    phoneNumber: toPhone(order.customer.phone ?? order.billingAddress.phone),
    email: toEmail(order.customer.email),
  };
}

function shipTo(order: Order): Partial<SalesOrderBody> {
  const receiver = receiverOf(order, order.shippingAddress);
  const address = toBcAddress(receiver, 'shipTo');
  const company = receiver.company ?? '';
  const person = personOf(receiver);
  return {
    shipToName: cut(company === '' ? person : company, 100),
    shipToContact: company === '' ? '' : cut(person, 100),
    shipToAddressLine1: address.line1,
    shipToAddressLine2: address.line2,
    shipToCity: address.city,
    shipToState: address.state,
    shipToPostCode: address.postCode,
    shipToCountry: address.country,
  };
}

function codes(order: Order, lookups: Lookups): Partial<SalesOrderBody> {
  const shipmentMethodId = lookups.find('shipment-method', order.delivery.method);
  const paymentTermsId = lookups.find('payment-terms', order.payment.method);
  return {
    ...(shipmentMethodId === null ? {} : { shipmentMethodId }),
    ...(paymentTermsId === null ? {} : { paymentTermsId }),
  };
}

function itemLine(line: OrderLine, writing: OrderWriting, lookups: Lookups): SalesOrderLineBody {
  return {
    lineType: 'Item',
    lineObjectNumber: fitting('lineObjectNumber', line.sku, 20),
    ...descriptions(line.name),
    quantity: Number(line.quantity),
    unitPrice: unitPrice(line.unitPrice, writing),
    ...taxCode(line.unitPrice, lookups),
    ...(writing.locationId === '' ? {} : { locationId: writing.locationId }),
  };
}

/** A name goes on in the second description; what is longer than both is cut. */
function descriptions(name: string): Partial<SalesOrderLineBody> {
  const rest = name.slice(100).trim();
  return { description: cut(name, 100), ...(rest === '' ? {} : { description2: cut(rest, 50) }) };
}

function deliveryLine({ delivery }: Order, writing: OrderWriting, lookups: Lookups): SalesOrderLineBody[] {
  if (Number(delivery.price.gross) === 0) return [];
  const set = lookups.find('delivery-charge', delivery.method) ?? writing.deliveryNumber;
  return [
    {
      lineType: writing.deliveryLineType,
      // Without a row and without the setting this names the missing row.
      lineObjectNumber: fitting(
        'lineObjectNumber',
        set === '' ? lookups.get('delivery-charge', delivery.method) : set,
        20,
      ),
      description: cut(delivery.method, 100),
      quantity: 1,
      unitPrice: unitPrice(delivery.price, writing),
      ...taxCode(delivery.price, lookups),
    },
  ];
}

function commentLine(order: Order, writing: OrderWriting): SalesOrderLineBody[] {
  if (!writing.commentLine) return [];
  const point = order.pickupPoint == null ? '' : ` ${order.pickupPoint.id}`;
  const text = `${order.delivery.method}${point} / ${order.payment.method}`;
  return [{ lineType: 'Comment', description: cut(text, 100) }];
}

/** Prices are gross; without `pricesIncludeTax` the tax is taken out of one unit. */
function unitPrice(price: GrossPrice, { pricesIncludeTax }: OrderWriting): number {
  if (pricesIncludeTax) return Number(price.gross);
  if (price.taxRate !== null) {
    return Number(splitGross({ amount: price.gross, currency: price.currency }, price.taxRate).net);
  }
  throw new RejectedByVendorError({
    code: 'dynamics-365-bc.no-tax-rate',
    summary: 'A price has no tax rate, so that no net price can be sent to Business Central.',
    fix: 'Give the tax rate of the line, or let the connection send prices that include tax.',
    field: 'unitPrice',
  });
}

function taxCode({ taxRate }: GrossPrice, lookups: Lookups): Partial<SalesOrderLineBody> {
  const code = taxRate === null ? null : lookups.find('tax-code', taxRate);
  return code === null ? {} : { taxCode: code };
}
