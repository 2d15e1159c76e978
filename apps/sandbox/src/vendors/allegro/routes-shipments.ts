import type { FastifyInstance } from 'fastify';
import type { World } from '../../world/world';
import { admitted } from './access';
import { answer, apiError, formNotFound, listOr, objectOr, refuse, textOr, type Json } from './answers';
import { CARRIER_IDS } from './carriers';
import { touch } from './routes-orders';
import { entry, stateOf, type ApiError, type OrderForm, type Shipment } from './state';

const MAX_WAYBILL = 64;
const MAX_CARRIER_NAME = 30;

interface Refusal {
  readonly status: 400 | 409 | 422;
  readonly error: ApiError;
}

export function shipmentRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Params: { id: string } }>('/order/checkout-forms/:id/shipments', async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const form = entry(stateOf(world).forms, request.params.id);
    if (form === null) return refuse(reply, 404, formNotFound(request.params.id));
    return answer(reply, 200, { shipments: form.shipments });
  });
  app.post<{ Params: { id: string } }>('/order/checkout-forms/:id/shipments', async (request, reply) => {
    if (!admitted(world, request, reply)) return reply;
    const form = entry(stateOf(world).forms, request.params.id);
    if (form === null) return refuse(reply, 404, formNotFound(request.params.id));
    const body = objectOr(request.body);
    const refusal = wrongCarrier(body) ?? wrongWaybill(world, body) ?? wrongLines(form, body);
    if (refusal !== null) return refuse(reply, refusal.status, refusal.error);
    return answer(reply, 201, add(world, form, body));
  });
}

function wrongCarrier({ carrierId, carrierName }: Json): Refusal | null {
  if (typeof carrierId !== 'string' || !CARRIER_IDS.has(carrierId)) {
    return { status: 400, error: apiError('CarrierNotFoundException', 'Unknown carrier id', 'carrierId') };
  }
  const name = textOr(carrierName, '');
  if (carrierId === 'OTHER' && name === '') {
    return { status: 400, error: apiError('VALIDATION_ERROR', 'carrierName is required for OTHER', 'carrierName') };
  }
  if (name.length <= MAX_CARRIER_NAME) return null;
  return { status: 400, error: apiError('VALIDATION_ERROR', 'carrierName is too long', 'carrierName') };
}

function wrongWaybill(world: World, { carrierId, waybill }: Json): Refusal | null {
  const number = textOr(waybill, '');
  if (number.trim() === '' || number.length > MAX_WAYBILL) {
    return { status: 400, error: apiError('VALIDATION_ERROR', 'waybill must have 1 to 64 characters', 'waybill') };
  }
  if (carrierId === 'INPOST' && !/^\d{24}$/.test(number)) {
    const message = 'Provided waybill is not valid for this carrier';
    return { status: 400, error: apiError('CarrierWaybillValidationException', message, 'waybill') };
  }
  const uses = entry(stateOf(world).waybillUses, number) ?? 0;
  if (uses < world.setting('waybillUses', 10)) return null;
  return { status: 409, error: apiError('WAYBILL_USAGE_EXCEEDED', 'Maximum waybill usage exceeded', 'waybill') };
}

function wrongLines({ lines }: OrderForm, body: Json): Refusal | null {
  const known = new Set(lines.map(({ id }) => id));
  const foreign = listOr(body.lineItems).find((item) => !known.has(textOr(objectOr(item).id, '')));
  if (foreign === undefined) return null;
  return { status: 422, error: apiError('VALIDATION_ERROR', 'Line item does not belong to the order', 'lineItems') };
}

/** Adds it as often as it is asked to: nothing here recognises a repetition. */
function add(world: World, form: OrderForm, body: Json): Shipment {
  const waybill = textOr(body.waybill, '');
  const carrierId = textOr(body.carrierId, '');
  const given = listOr(body.lineItems).map((item) => ({ id: textOr(objectOr(item).id, '') }));
  const shipment: Shipment = {
    id: Buffer.from(`${carrierId}:${waybill}`).toString('base64'),
    waybill,
    carrierId,
    ...(carrierId === 'OTHER' ? { carrierName: textOr(body.carrierName, '') } : {}),
    lineItems: given.length > 0 ? given : form.lines.map(({ id }) => ({ id })),
    createdAt: world.now().toISOString(),
  };
  form.shipments.push(shipment);
  const { waybillUses } = stateOf(world);
  waybillUses[waybill] = (entry(waybillUses, waybill) ?? 0) + 1;
  touch(world, form);
  return shipment;
}
