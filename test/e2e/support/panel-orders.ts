import { demo } from './demo';

interface Placed {
  readonly id: string;
  readonly externalId: string;
}

/** Places an order for one product with the demo key, as a shop would. */
export async function placeOrder(sku: string, externalId = newNumber()): Promise<Placed> {
  const { hubUrl, apiKey } = demo();
  const answer = await fetch(`${hubUrl}/api/v1/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(orderOf(externalId, sku)),
  });
  if (answer.status !== 202) throw new Error(`The order was answered with ${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  return { id, externalId };
}

/** A number that no order has. */
export function newNumber(): string {
  return `P-${Date.now().toString(36)}-${Math.floor(Math.random() * 1_000_000).toString(36)}`;
}

/** Makes a simulated system fail. `match` is a part of the path. */
export async function breakSystem(system: string, fault: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await fetch(`${demo().sandboxUrl}/__sandbox/${system}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to the fault.`);
}

function orderOf(externalId: string, sku: string): object {
  const address = { street: 'Świętokrzyska 14', city: 'Łódź', postalCode: '90-001', country: 'PL' };
  return {
    externalId,
    currency: 'PLN',
    placedAt: new Date().toISOString(),
    customer: { email: 'zofia@example.com', phone: '+48500600700', firstName: 'Żaneta', lastName: 'Wójcik' },
    billingAddress: address,
    shippingAddress: address,
    delivery: { method: 'inpost-courier', price: { gross: '12.99', currency: 'PLN', taxRate: '23' } },
    payment: {
      method: 'card',
      status: 'paid',
      amount: { amount: '52.97', currency: 'PLN' },
      transactionId: null,
      cashOnDelivery: false,
    },
    lines: [
      { id: '1', sku, name: 'Kubek', quantity: '2', unitPrice: { gross: '19.99', currency: 'PLN', taxRate: '23' } },
    ],
    totals: { gross: '52.97', currency: 'PLN' },
  };
}
