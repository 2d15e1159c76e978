import { ORDER_STATUSES, type OrderStatus } from '@crossdock/canonical';
import { ApiProperty } from '@nestjs/swagger';
import { OrderDto } from './order-document/order.dto';

// What this API answers, for its documentation. The values come from `OrderReader` and are not copied into these.

const ID = '01980c5e-7a54-7b9c-9d0a-2f3b4c5d6e7f';

interface Shape {
  readonly format?: string;
  readonly nullable?: boolean;
  readonly required?: boolean;
  readonly description?: string;
  readonly example?: string;
}

function Shown(type: StringConstructor | BooleanConstructor, options: Shape = {}): PropertyDecorator {
  return ApiProperty({ type, ...options });
}

function ShownPart(part: () => unknown, options: Shape = {}): PropertyDecorator {
  // The name of this very function, `type`, tells Nest that the class is to be asked for later.
  return ApiProperty({ type: () => part(), ...options });
}

const NULLABLE = { nullable: true };
const TIME = { format: 'date-time' };

export class OrderLinksAnswer {
  @Shown(String, { example: `/api/v1/orders/${ID}` }) self!: string;
  @Shown(String, { example: `/api/v1/orders/${ID}/timeline` }) timeline!: string;
  @Shown(String, { example: `/api/v1/orders/${ID}/cancel` }) cancel!: string;
}

export class PlacedOrderAnswer {
  @Shown(String, { format: 'uuid', example: ID }) id!: string;
  @Shown(String, { example: 'web-shop' }) channel!: string;
  @Shown(String, { example: '1001' }) externalId!: string;
  @ApiProperty({ enum: [...ORDER_STATUSES], example: 'received' }) status!: OrderStatus;
  @ShownPart(() => OrderLinksAnswer) links!: OrderLinksAnswer;
}

export class StepErrorAnswer {
  @Shown(String) summary!: string;
  @Shown(String, NULLABLE) fix!: string | null;
}

export class StepAnswer {
  @Shown(String, { example: 'create-sales-order' }) step!: string;
  @Shown(String, { description: 'Fulfilment or parcel: "F1", "F1/S1"; empty for the whole order.' }) item!: string;
  @Shown(String, { description: 'ready, queued, running, waiting, done, skipped, dead, in-doubt or cancelled.' })
  state!: string;
  @Shown(String, { description: 'Id of the connection.', example: 'erp' }) system!: string;
  @Shown(String, NULLABLE) note!: string | null;
  @ShownPart(() => StepErrorAnswer, NULLABLE) error!: StepErrorAnswer | null;
  @Shown(String, TIME) startedAt!: string;
  @Shown(String, { ...TIME, ...NULLABLE }) finishedAt!: string | null;
}

export class DocumentAnswer {
  @ApiProperty({ enum: ['sales-order', 'fulfilment', 'invoice', 'payment', 'refund'] }) kind!: string;
  @Shown(String, NULLABLE) system!: string | null;
  @Shown(String) id!: string;
  @Shown(String, { ...NULLABLE, description: 'The number that people know it by.' }) number!: string | null;
}

export class TrackingEventAnswer {
  @Shown(String, TIME) at!: string;
  @Shown(String, { example: 'shipped' }) state!: string;
  @Shown(String, { description: "The carrier's own word." }) carrierStatus!: string;
  @Shown(String, { ...NULLABLE, required: false }) description?: string | null;
}

export class ShipmentAnswer {
  @Shown(String, { example: '1001-F1-S1' }) reference!: string;
  @Shown(String, { example: 'F1' }) fulfilment!: string;
  @Shown(String, { description: 'Id of the connection.' }) carrier!: string;
  @Shown(String, { description: 'planned, created, confirmed, shipped, delivered, returned, cancelled or exception.' })
  state!: string;
  @Shown(String, NULLABLE) waybill!: string | null;
  @Shown(String, NULLABLE) trackingUrl!: string | null;
  @ShownPart(() => [TrackingEventAnswer]) events!: TrackingEventAnswer[];
  @Shown(String, { ...NULLABLE, description: 'Where the label can be read; null while there is none.' })
  labelUrl!: string | null;
}

export class PaymentAnswer {
  @Shown(String, { example: 'przelewy24' }) method!: string;
  @Shown(String, { ...NULLABLE, description: 'Payment connection that has the last word; null: the shop is believed.' })
  system!: string | null;
  @Shown(String, { description: 'As it was handed in: pending, paid, refunded or failed.' }) statedAs!: string;
  @Shown(String, { description: 'unchecked, not-needed, pending, confirmed, failed or refunded.' }) state!: string;
  @ApiProperty({ type: 'object', properties: { amount: { type: 'string' }, currency: { type: 'string' } } })
  amount!: object;
  @Shown(String, NULLABLE) transactionId!: string | null;
  @Shown(String, { ...TIME, ...NULLABLE }) paidAt!: string | null;
  @Shown(Boolean) cashOnDelivery!: boolean;
}

export class CancellationAnswer {
  @Shown(String, TIME) requestedAt!: string;
  @Shown(String) reason!: string;
  @ApiProperty({ enum: ['requested', 'done', 'refused'] }) state!: string;
  @ShownPart(() => [String], { description: 'What could not be undone, in words.' }) notes!: string[];
}

/** The order as it was handed in, and everything that has happened to it. */
export class OrderAnswer extends OrderDto {
  @Shown(String, { format: 'uuid', example: ID }) id!: string;
  @Shown(String, { example: 'web-shop' }) channel!: string;
  @Shown(String, { description: 'Under this the order is known in other systems.', example: '1001' })
  reference!: string;
  @ApiProperty({ enum: [...ORDER_STATUSES] }) status!: OrderStatus;
  @Shown(Boolean, { description: 'A person is needed.' }) attention!: boolean;
  @Shown(String, NULLABLE) attentionReason!: string | null;
  @Shown(String, TIME) receivedAt!: string;
  @Shown(String, TIME) updatedAt!: string;
  @ShownPart(() => [StepAnswer]) steps!: StepAnswer[];
  @ShownPart(() => [DocumentAnswer]) documents!: DocumentAnswer[];
  @ShownPart(() => [ShipmentAnswer]) shipments!: ShipmentAnswer[];
  @ShownPart(() => [PaymentAnswer]) payments!: PaymentAnswer[];
  @ShownPart(() => CancellationAnswer, NULLABLE) cancellation!: CancellationAnswer | null;
  @ShownPart(() => OrderLinksAnswer) links!: OrderLinksAnswer;
}

export class OrderPageAnswer {
  @ShownPart(() => [OrderAnswer]) items!: OrderAnswer[];
  @Shown(String, { ...NULLABLE, description: 'Send it as `cursor` for the next page; null on the last one.' })
  nextCursor!: string | null;
}

export class TimelineEntryAnswer {
  @Shown(String, TIME) at!: string;
  @Shown(String, { example: 'fulfilment.packed' }) code!: string;
  @Shown(String, { ...NULLABLE, example: 'wms' }) system!: string | null;
  @Shown(String, { ...NULLABLE, example: 'Warehouse Łódź' }) systemName!: string | null;
  @Shown(String, { example: 'The warehouse packed the products.' }) text!: string;
}

export class TimelineAnswer {
  @ApiProperty({ enum: ['en', 'pl'] }) language!: string;
  @ShownPart(() => [TimelineEntryAnswer]) items!: TimelineEntryAnswer[];
}

export class CancelAnswer {
  @Shown(String, { format: 'uuid', example: ID }) id!: string;
  @ApiProperty({ enum: ['requested', 'cancelled'], description: 'Whether it is being cancelled or is it already.' })
  cancellation!: string;
  @ShownPart(() => OrderLinksAnswer) links!: OrderLinksAnswer;
}
