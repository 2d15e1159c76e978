import assert from 'node:assert/strict';
import type { Money, RefundRequest } from '@crossdock/canonical';
import { RejectedByVendorError, UnknownOutcomeError } from '../../../errors/connector-error';
import type { ExpectedPayment } from '../../../ports';
import { aRefundRequest } from '../../samples';
import { failsWith } from '../expectations';
import { describeFailures, plant } from '../failures';
import type { ConformanceHarness, PaymentsSamples } from '../harness';
import { describePort, needed, SHORT_DEADLINE_MS, type CaseContext, type Suite } from '../suite';
import { describeCreation } from '../writes';

type PaymentsContext = CaseContext<'payments'>;

const AMOUNT: Money = { amount: '123.45', currency: 'PLN' };
const PART: Money = { amount: '20.00', currency: 'PLN' };
const WRONG_AMOUNT: Money = { amount: '123.46', currency: 'PLN' };

export function describePayments(harness: ConformanceHarness): void {
  const samples = harness.samples.payments;
  describePort(harness, 'payments', 'payments', samples, (suite) => {
    if (samples === undefined) return;
    describeReading(suite, samples);
    describeConfirmation(suite, samples);
    describeRefunds(suite, samples);
  });
}

const paid = async (samples: PaymentsSamples): Promise<ExpectedPayment> => ({
  reference: await samples.pay(AMOUNT),
  amount: AMOUNT,
});

function describeReading(suite: Suite<'payments'>, samples: PaymentsSamples): void {
  suite.check('an unknown reference has no payment', async (context) => {
    const { port } = await context.open();
    assert.equal(await port.readPayment(samples.unknownReference ?? 'no-such-payment'), null);
  });
  describeFailures(suite, {
    what: 'reading a payment',
    write: false,
    arrange: async () => {
      const { reference } = await paid(samples);
      return { send: async (port) => port.readPayment(reference) };
    },
  });
}

function describeConfirmation(suite: Suite<'payments'>, samples: PaymentsSamples): void {
  suite.check('confirming the expected amount makes the payment paid', async (context) => {
    const expected = await paid(samples);
    const { port } = await context.open();
    const confirmed = await port.confirmPayment(expected);
    assert.equal(confirmed.state, 'paid');
    assert.equal(confirmed.reference, expected.reference);
    assert.deepEqual(confirmed.amount, AMOUNT);
    assert.ok(confirmed.transactionId !== null && confirmed.transactionId !== '', 'the gateway has a number for it');
    const read = await port.readPayment(expected.reference);
    assert.equal(read?.state, 'paid');
    assert.deepEqual(read.amount, AMOUNT);
  });
  suite.check('confirming twice is harmless', async (context) => {
    const expected = await paid(samples);
    const { port } = await context.open();
    const first = await port.confirmPayment(expected);
    const second = await port.confirmPayment(expected);
    assert.deepEqual([second.state, second.transactionId], ['paid', first.transactionId]);
  });
  suite.check('another amount is refused', async (context) => {
    const expected = await paid(samples);
    const { port } = await context.open();
    await failsWith(async () => port.confirmPayment({ ...expected, amount: WRONG_AMOUNT }), RejectedByVendorError);
  });
  suite.check(
    'confirmed but never answered, it is an unknown outcome and confirming again is harmless',
    async (context) => {
      const expected = await paid(samples);
      const { port } = await context.open({ deadlineMs: SHORT_DEADLINE_MS });
      await port.readPayment(expected.reference);
      await plant(
        context.vendor,
        { kind: 'timeout-after-commit' },
        { match: needed(samples.confirmMatch, 'confirmMatch') },
      );
      await failsWith(async () => port.confirmPayment(expected), UnknownOutcomeError);
      await context.vendor.clearFaults();
      assert.equal((await port.confirmPayment(expected)).state, 'paid');
    },
  );
}

function describeRefunds(suite: Suite<'payments'>, samples: PaymentsSamples): void {
  const request = async (context: PaymentsContext): Promise<RefundRequest> => {
    const expected = await paid(samples);
    const { port } = await context.open();
    const { transactionId } = await port.confirmPayment(expected);
    return aRefundRequest({
      paymentReference: expected.reference,
      transactionId: transactionId ?? '',
      amount: PART,
    });
  };
  describeCreation<'payments', RefundRequest>(suite, {
    what: 'refunding',
    samples,
    request,
    withLongerReference: (short) => ({ ...short, reference: `${short.reference}1` }),
    send: async (port, sent, key) => port.refund(sent, { key }),
    find: async (port, sent) => port.findRefund(sent),
  });
  suite.check('a refund is of the amount that was asked for, and completes', async (context) => {
    const sent = await request(context);
    const { port } = await context.open();
    const made = await port.refund(sent, { key: 'key-1' });
    assert.equal(made.reference, sent.reference);
    assert.deepEqual(made.amount, PART);
    assert.notEqual(made.state, 'rejected');
    await needed(samples.completeRefund, 'completeRefund')(sent.paymentReference);
    assert.equal((await port.findRefund(sent))?.state, 'completed');
  });
}
