import type { PaymentSnapshot } from '@crossdock/canonical';
import type { GivenSamples } from '../certify-config';
import { NotAsExpected, type Expectation } from '../check';
import { nothingUnder } from '../expectations';
import type { Bench } from './bench';

type Payment = NonNullable<GivenSamples['payment']>;
type OnlyWithPayment = Pick<Expectation<unknown>, 'refusalIsAnswer'>;

/**
 * A payment that exists must be given (`samples.payment`): nothing in a payment system can be paid from here. Without one
 * the system is asked about a made-up one, which test gateways either do not know or accept as paid.
 */
export async function certifyPayments(bench: Bench<'payments'>): Promise<void> {
  const { port, checks, samples } = bench;
  const payment = samples.given.payment ?? (await madeUpPayment(bench));
  const onlyWithPayment: OnlyWithPayment =
    payment === null ? { refusalIsAnswer: 'samples.payment is needed to try a real payment.' } : {};
  if (samples.given.payment !== undefined) await readGiven(bench, samples.given.payment);
  await checks.run('confirmPayment', async () => port.confirmPayment(samples.expectedPayment(payment)), {
    describe: (snapshot) => {
      if (payment === null) throw new NotAsExpected('a payment was confirmed that there is not');
      return inWords(snapshot);
    },
    ...onlyWithPayment,
  });
  await refund(bench, payment, onlyWithPayment);
}

async function readGiven({ port, checks }: Bench<'payments'>, { reference }: Payment): Promise<void> {
  await checks.run('readPayment', async () => port.readPayment(reference), {
    describe: (snapshot) => {
      if (snapshot === null) throw new NotAsExpected(`there is no payment ${reference}`);
      return inWords(snapshot);
    },
  });
}

async function madeUpPayment({ port, checks, samples }: Bench<'payments'>): Promise<Payment | null> {
  const reference = samples.unknown;
  const read = await checks.run('readPayment', async () => port.readPayment(reference), {
    describe: (snapshot) =>
      snapshot === null
        ? `nothing under ${reference}, as expected`
        : `a test gateway that accepts any reference: ${inWords(snapshot)}`,
  });
  if (!read.ok || read.result === null) return null;
  const { transactionId, amount } = read.result;
  const sample = samples.expectedPayment(null).amount;
  // Such a gateway does not say an amount before one is confirmed.
  return { reference, transactionId: transactionId ?? reference, amount: Number(amount.amount) > 0 ? amount : sample };
}

async function refund(
  { port, checks, samples }: Bench<'payments'>,
  payment: Payment | null,
  onlyWithPayment: OnlyWithPayment,
): Promise<void> {
  const request = samples.refund(payment);
  await checks.run('findRefund', async () => port.findRefund(request), {
    ...nothingUnder(request.reference),
    ...onlyWithPayment,
  });
  const refunded = await checks.run('refund', async () => port.refund(request, samples.key('refund')), {
    describe: ({ id, state }) => {
      if (payment === null) throw new NotAsExpected('a payment was refunded that there is not');
      return `refund ${id}: ${state}`;
    },
    ...onlyWithPayment,
  });
  if (!refunded.ok) return;
  await checks.run('findRefund', async () => port.findRefund(request), {
    describe: (found) => {
      if (found === null) throw new NotAsExpected('the refund is not found again');
      return `found refund ${found.id} again: ${found.state}`;
    },
  });
}

function inWords({ state, amount }: PaymentSnapshot): string {
  return `${state}, ${amount.amount} ${amount.currency}`;
}
