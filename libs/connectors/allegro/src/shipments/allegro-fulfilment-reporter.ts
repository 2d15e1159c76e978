import type { OrderStatus } from '@crossdock/canonical';
import {
  AmbiguousMatchError,
  ConflictError,
  NotFoundAtVendorError,
  type ConnectorContext,
  type FulfilmentReporter,
  type RemoteRecord,
  type ShipmentReport,
} from '@crossdock/connector-kit';
import type { CheckoutForm } from '../api/checkout-form';
import type { OrderShipment } from '../api/shipment';
import type { AllegroClient } from '../allegro.client';
import { statusToSet } from './fulfilment-status';
import { carrierIdOf, toShipmentBody } from './shipment.mapper';

/** The form changes now and then while we write; more often in a row than this it is a matter for a later try. */
const TRIES_PER_REVISION = 3;

type Context = Pick<ConnectorContext, 'lookups' | 'rules'>;

export class AllegroFulfilmentReporter implements FulfilmentReporter {
  constructor(
    private readonly client: AllegroClient,
    private readonly context: Context,
  ) {}

  /** A stale revision is answered by reading the form again. @throws {ConflictError} when it changes all the time */
  async reportStatus(externalId: string, status: OrderStatus): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const form = await this.existingForm(externalId);
      try {
        await this.setStatus(form, status);
        return;
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt >= TRIES_PER_REVISION) throw error;
      }
    }
  }

  /** Carriers add tracking numbers by themselves, so the same waybill may be there under another carrier. */
  async findShipmentReport(report: ShipmentReport): Promise<RemoteRecord | null> {
    const shipments = await this.client.readShipments(report.externalId);
    const same = shipments.filter(({ waybill }) => waybill === report.waybill.trim());
    if (same.length <= 1) return same[0] === undefined ? null : toRemoteRecord(same[0]);
    const carrier = carrierIdOf(this.context.lookups.find('carrier', report.carrier) ?? '');
    const ours = same.filter(({ carrierId }) => carrierId === carrier);
    if (ours[0] !== undefined && ours.length === 1) return toRemoteRecord(ours[0]);
    throw new AmbiguousMatchError({
      code: 'shipment-report.ambiguous',
      summary: `Allegro shows the tracking number ${report.waybill} ${same.length} times at the order ${report.externalId}.`,
      fix: 'Nothing is missing at Allegro: close the step.',
      field: 'waybill',
    });
  }

  async reportShipment(report: ShipmentReport): Promise<RemoteRecord> {
    const { lookups, rules } = this.context;
    const body = toShipmentBody(report, lookups.get('carrier', report.carrier));
    const ruled = await rules.apply('report-shipment', report, body);
    // Whatever a rule does, the parcel must be found again by its tracking number.
    return toRemoteRecord(await this.client.addShipment(report.externalId, { ...ruled, waybill: body.waybill }));
  }

  private async setStatus(form: CheckoutForm, status: OrderStatus): Promise<void> {
    const wanted = statusToSet(form, status);
    if (wanted === null) return;
    const body = await this.context.rules.apply('report-status', { externalId: form.id, status }, { status: wanted });
    await this.client.setFulfilment(form.id, form.revision ?? null, body);
  }

  private async existingForm(externalId: string): Promise<CheckoutForm> {
    const form = await this.client.readCheckoutForm(externalId);
    if (form !== null) return form;
    throw new NotFoundAtVendorError({
      code: 'order.not-found',
      summary: `Allegro does not know the order ${externalId}: it was put together with another one, or is older than a year.`,
      field: 'id',
    });
  }
}

const toRemoteRecord = ({ id, waybill }: OrderShipment): RemoteRecord => ({ id, number: waybill });
