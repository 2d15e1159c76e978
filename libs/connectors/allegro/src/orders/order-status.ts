import { UnmappedValueError, type ChannelOrder } from '@crossdock/connector-kit';

interface OrderAtAllegro {
  readonly status: string;
  readonly fulfillment: { readonly provider: { readonly id: string | null } | null } | null;
}

type CheckoutFormStatus = 'BOUGHT' | 'FILLED_IN' | 'READY_FOR_PROCESSING' | 'CANCELLED';

// BOUGHT: the form is not filled in. FILLED_IN: it is, but not paid, and its data may still change, even its id. Only
// Allegro sets this word; the seller's own status does not count here (fact sheet, sections 5 and 8).
const STATE: Readonly<Record<CheckoutFormStatus, ChannelOrder['state']>> = {
  BOUGHT: 'incomplete',
  FILLED_IN: 'incomplete',
  READY_FOR_PROCESSING: 'open',
  CANCELLED: 'cancelled',
};

/**
 * State of an order in the hub's words. Orders that Allegro's own warehouse fulfils are none of ours to ship: they stay
 * `incomplete` and are never imported.
 * @throws {UnmappedValueError} carrying the word when it is not in the vendor's list
 */
export function orderState({ status, fulfillment }: OrderAtAllegro): ChannelOrder['state'] {
  if (!isKnown(status)) {
    throw new UnmappedValueError('checkout form status', status, {
      summary: `Allegro gives the order the status "${status}", which is not in its documentation.`,
      fix: 'The connector must be brought up to date.',
      field: 'status',
    });
  }
  const ours = fulfillment?.provider?.id !== 'ALLEGRO';
  return ours || STATE[status] === 'cancelled' ? STATE[status] : 'incomplete';
}

function isKnown(word: string): word is CheckoutFormStatus {
  return Object.hasOwn(STATE, word);
}
