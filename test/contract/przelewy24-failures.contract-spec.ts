import { NotFoundAtVendorError, UnknownOutcomeError } from '@crossdock/connector-kit';
import { openTestConnection } from '@crossdock/connector-kit/testing';
import { przelewy24Connector } from '@crossdock/connectors/przelewy24';
import { aRefund, BASIC, CREDENTIALS, pln, Przelewy24Demo } from './przelewy24-demo';

let demo: Przelewy24Demo;
beforeAll(async () => {
  demo = await Przelewy24Demo.start();
});
beforeEach(async () => demo.restart());
afterAll(async () => demo.stop());

describe('Przelewy24 when things go wrong', () => {
  const expected = { reference: '1001-a', amount: pln('1.00') };

  it('does not take a page of another server for an unknown payment', async () => {
    const elsewhere = openTestConnection(przelewy24Connector, {
      settings: { baseUrl: `${demo.address}/nowhere`, merchantId: 999999, posId: 999999 },
      credentials: CREDENTIALS,
    });
    await expect(elsewhere.ports.payments!.readPayment('1001-a')).rejects.toThrow(NotFoundAtVendorError);
    await elsewhere.close();
  });

  it('confirms once, however often the answer is lost', async () => {
    await demo.fault('malformed', { match: '/verify' });
    await expect(demo.payments.confirmPayment(expected)).rejects.toThrow(UnknownOutcomeError);
    expect(await demo.payments.confirmPayment(expected)).toMatchObject({ state: 'paid' });
    expect(await demo.records('transaction')).toMatchObject([{ verifyCount: 1 }]);
  });

  it('keeps no secret and nothing of the buyer in what operators see', async () => {
    await demo.register('1001-a', 2500);
    await demo.advance({ action: 'pay', sessionId: '1001-a' });
    const orderId = await demo.paidAndVerified('1001-a', '25.00');
    await demo.payments.refund(aRefund(orderId), { key: 'k' });
    const seen = JSON.stringify(demo.connection.exchanges);
    const hidden = [...Object.values(CREDENTIALS), BASIC, 'zaneta@example.com', 'Żaneta', 'Łęcka'];
    expect(hidden.filter((text) => seen.includes(text))).toEqual([]);
    expect(seen).toContain('1001-a');
  });
});

describe('the simulated Przelewy24', () => {
  it.each<[string, object]>([
    ['a wrong signature', { sign: 'f'.repeat(96) }],
    ['another shop', { posId: 111111 }],
    ['an amount as text', { amount: '12345' }],
    ['a missing e-mail address', { email: undefined }],
    ['too long an e-mail address', { email: 'x'.repeat(51) }],
  ])('refuses a registration with %s', async (_what, changes) => {
    const answer = await demo.register('1001-a', 12345, changes);
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'Invalid input data', code: 400 }]);
  });

  it('sends the buyer back from the payment page, having paid', async () => {
    const { data } = (await (await demo.register('1001-a', 12345)).json()) as { data: { token: string } };
    const page = await fetch(`${demo.address}/przelewy24/trnRequest/${data.token}`, { redirect: 'manual' });
    expect([page.status, page.headers.get('location')]).toEqual([302, 'https://shop.example/dziekujemy']);
    expect(await demo.records('transaction')).toMatchObject([{ status: 1 }]);
  });

  it('lets a session wait that asks for it', async () => {
    expect(await demo.payments.readPayment('PENDING-1')).toMatchObject({ state: 'pending', transactionId: null });
    await demo.advance({ action: 'pay', sessionId: 'PENDING-1' });
    expect(await demo.payments.confirmPayment({ reference: 'PENDING-1', amount: pln('9.99') })).toMatchObject({
      state: 'paid',
    });
  });
});
