import type { ShipmentState } from '@crossdock/canonical';

/**
 * Every status word of ShipX (fact sheet, section 8). `exception` is a parcel under way that a person should look at.
 * `canceled_redirect_to_box` cancels the redirection alone: the parcel goes on.
 */
const STATE_OF = {
  created: 'created',
  offers_prepared: 'created',
  offer_selected: 'created',
  confirmed: 'confirmed',
  dispatched_by_sender: 'shipped',
  dispatched_by_sender_to_pok: 'shipped',
  collected_from_sender: 'shipped',
  taken_by_courier: 'shipped',
  taken_by_courier_from_pok: 'shipped',
  taken_by_courier_from_customer_service_point: 'shipped',
  adopted_at_source_branch: 'shipped',
  sent_from_source_branch: 'shipped',
  adopted_at_sorting_center: 'shipped',
  sent_from_sorting_center: 'shipped',
  adopted_at_target_branch: 'shipped',
  out_for_delivery: 'shipped',
  out_for_delivery_to_address: 'shipped',
  ready_to_pickup: 'shipped',
  ready_to_pickup_from_pok: 'shipped',
  ready_to_pickup_from_pok_registered: 'shipped',
  ready_to_pickup_from_branch: 'shipped',
  pickup_reminder_sent: 'shipped',
  pickup_reminder_sent_address: 'shipped',
  redirect_to_box: 'shipped',
  canceled_redirect_to_box: 'shipped',
  readdressed: 'shipped',
  stack_in_box_machine: 'shipped',
  unstack_from_box_machine: 'shipped',
  stack_in_customer_service_point: 'shipped',
  unstack_from_customer_service_point: 'shipped',
  courier_avizo_in_customer_service_point: 'shipped',
  avizo: 'shipped',
  delay_in_delivery: 'shipped',
  oversized: 'shipped',
  delivered: 'delivered',
  canceled: 'cancelled',
  returned_to_sender: 'returned',
  return_pickup_confirmation_to_sender: 'returned',
  pickup_time_expired: 'exception',
  stack_parcel_pickup_time_expired: 'exception',
  stack_parcel_in_box_machine_pickup_time_expired: 'exception',
  rejected_by_receiver: 'exception',
  undelivered: 'exception',
  undelivered_wrong_address: 'exception',
  undelivered_incomplete_address: 'exception',
  undelivered_unknown_receiver: 'exception',
  undelivered_cod_cash_receiver: 'exception',
  undelivered_no_mailbox: 'exception',
  undelivered_not_live_address: 'exception',
  undelivered_lack_of_access_letterbox: 'exception',
  missing: 'exception',
  claimed: 'exception',
  other: 'exception',
} as const satisfies Readonly<Record<string, ShipmentState>>;

const STATES: ReadonlyMap<string, ShipmentState> = new Map(Object.entries(STATE_OF));

/** Null for a word that is not in the vendor's list. */
export function toShipmentState(status: string): ShipmentState | null {
  return STATES.get(status) ?? null;
}

/**
 * The state that is certain whatever the unknown word means: a shipment with a waybill is at least confirmed. Neither
 * of the two ends a wait for "shipped" or "delivered", so an unknown word changes nothing until a known one follows.
 */
export function certainState(waybill: string | null): ShipmentState {
  return waybill === null ? 'created' : 'confirmed';
}
