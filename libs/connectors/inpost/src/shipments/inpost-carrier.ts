import type { LabelFormat, ShipmentLabel, ShipmentRequest } from '@crossdock/canonical';
import {
  AmbiguousMatchError,
  ConnectorError,
  RejectedByVendorError,
  type CancelResult,
  type Carrier,
  type ConnectorContext,
  type PickupPointDetails,
  type PickupPointQuery,
  type RemoteRecord,
  type ShipmentSnapshot,
} from '@crossdock/connector-kit';
import type { Shipment } from '../api/shipment';
import type { Tracking } from '../api/tracking';
import type { InpostClient, LabelQuery } from '../inpost.client';
import { ActionRefusedError } from '../inpost.errors';
import type { InpostCredentials, InpostSettings } from '../inpost.manifest';
import { findPickupPoints } from '../pickup-points/inpost-pickup-points';
import { fileOf } from './printed-files';
import { toShipmentState } from './shipment-status';
import { toCreateShipment } from './shipment.mapper';
import { toRemoteRecord, toSnapshot } from './snapshot.mapper';

const MANIFEST_SHIPMENTS = 100; // of one printout (fact sheet, section 4)

type Context = Pick<ConnectorContext<InpostSettings, InpostCredentials>, 'settings' | 'lookups' | 'rules' | 'logger'>;

export class InpostCarrier implements Carrier {
  constructor(
    private readonly client: InpostClient,
    private readonly context: Context,
  ) {}

  /** Cancelled shipments do not count: the same reference may be shipped again. */
  async findShipment(reference: string): Promise<RemoteRecord | null> {
    const found = (await this.client.searchShipments(reference)).filter(
      (shipment) => shipment.external_customer_id === reference && toShipmentState(shipment.status) !== 'cancelled',
    );
    const [only, another] = found;
    if (another !== undefined) throw ambiguous(reference, found);
    return only === undefined ? null : toRemoteRecord(only);
  }

  async createShipment(request: ShipmentRequest): Promise<RemoteRecord> {
    const { settings, lookups, rules } = this.context;
    const service = lookups.get('service', request.deliveryMethod);
    const body = await rules.apply('create-shipment', request, toCreateShipment(request, service, settings));
    // Whatever a rule does, the shipment must be found again by our reference.
    return toRemoteRecord(await this.client.createShipment({ ...body, external_customer_id: request.reference }));
  }

  async readShipment({ id }: RemoteRecord): Promise<ShipmentSnapshot> {
    const shipment = await this.client.readShipment(id);
    const known = toShipmentState(shipment.status) !== null;
    if (!known) this.context.logger.warn('InPost reports an unknown status.', { status: shipment.status });
    const history = this.context.settings.tracking === 'public' || !known;
    return toSnapshot(shipment, history ? await this.historyOf(shipment) : null);
  }

  async readLabel({ id }: RemoteRecord, format: LabelFormat): Promise<ShipmentLabel | null> {
    try {
      return { format, content: fileOf(await this.client.readLabel(id, this.labelQuery(format)), format) };
    } catch (error) {
      // Before `confirmed` there is no label yet; a cancelled shipment never gets one.
      const early = error instanceof ActionRefusedError && toShipmentState(error.shipmentStatus) === 'created';
      if (early) return null;
      throw error;
    }
  }

  async cancelShipment({ id }: RemoteRecord): Promise<CancelResult> {
    try {
      await this.client.cancelShipment(id);
      return { cancelled: true };
    } catch (error) {
      if (error instanceof ActionRefusedError) return refusedCancellation(error.shipmentStatus);
      throw error;
    }
  }

  async findPickupPoints(query: PickupPointQuery): Promise<readonly PickupPointDetails[]> {
    return findPickupPoints(this.client, query);
  }

  async createManifest(records: readonly RemoteRecord[]): Promise<Uint8Array> {
    if (records.length === 0 || records.length > MANIFEST_SHIPMENTS) {
      throw new RejectedByVendorError({
        code: 'manifest.rejected',
        summary: `An InPost hand-over list has 1 to ${MANIFEST_SHIPMENTS} shipments, not ${records.length}.`,
        fix: 'Print several lists.',
        field: 'shipment_ids',
      });
    }
    return fileOf(await this.client.readManifest(records.map(({ id }) => id)), 'pdf');
  }

  private labelQuery(format: LabelFormat): LabelQuery {
    const { pdfLabel, zplLabel } = this.context.settings;
    return format === 'pdf' ? { format: 'Pdf', type: pdfLabel } : { format: 'Zpl', type: zplLabel };
  }

  /** The history only adds to what the shipment says, so a failure to read it does not fail the whole read. */
  private async historyOf({ tracking_number: waybill }: Shipment): Promise<Tracking | null> {
    if (waybill === null || waybill === undefined) return null;
    try {
      return await this.client.readTracking(waybill);
    } catch (error) {
      const optional = error instanceof ConnectorError && error.errorClass === 'transient';
      if (optional) return null;
      throw error;
    }
  }
}

function ambiguous(reference: string, found: readonly Shipment[]): AmbiguousMatchError {
  return new AmbiguousMatchError({
    code: 'shipment.ambiguous',
    summary: `InPost has ${found.length} shipments for "${reference}": ${found.map(({ id }) => id).join(', ')}.`,
    fix: 'Cancel all but one in the InPost Manager, then retry.',
    field: 'external_customer_id',
  });
}

function refusedCancellation(status: string): CancelResult {
  if (toShipmentState(status) === 'cancelled') return { cancelled: true };
  if (status === 'confirmed') {
    return {
      cancelled: false,
      reason: 'InPost does not cancel a shipment that already has its waybill. Do not hand the parcel over.',
    };
  }
  return {
    cancelled: false,
    reason: `The parcel is already with InPost (status "${status}"); it can only come back as a return.`,
  };
}
