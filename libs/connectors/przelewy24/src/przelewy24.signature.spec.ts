import { sameSignature, signer } from './przelewy24.signature';

// Computed independently of this code for crc `example_crc_0001`, merchant and pos 999999.
const signs = signer('example_crc_0001');
const payment = {
  merchantId: 999999,
  posId: 999999,
  sessionId: 'hub-1001-a',
  amount: 12345,
  originAmount: 12345,
  currency: 'PLN',
  orderId: 3000000123,
  methodId: 154,
  statement: 'p24-A1B-C2D-E3F',
  sign: '',
};

describe('signatures of Przelewy24', () => {
  it('signs a verification', () => {
    const fields = { sessionId: 'hub-1001-a', orderId: 3000000123, amount: 12345, currency: 'PLN' };
    expect(signs.verification(fields)).toBe(
      'ca52523cbdc52d1a03b439e178cb994f56f27e1952bfb960d3f8a7442b4e674090e1707cb7c12c80a132c7f11d01e89f',
    );
  });

  it('signs a payment notification', () => {
    expect(signs.paymentNotification(payment)).toBe(
      'dec834dc6bcd22bf644a5f6d686f97f499c3ae454d19010aa6bb1e91ada6b3d2f50ee65449bc6ae3ca91081f35c7af58',
    );
  });

  it('signs a refund notification', () => {
    const refund = { orderId: 3000000123, sessionId: 'hub-1001-a', refundsUuid: 'r-77-1', merchantId: 999999 };
    expect(signs.refundNotification({ ...refund, amount: 2000, currency: 'PLN', status: 0, sign: '' })).toBe(
      '9fd34aceb16d1e2fe3a7d2bc30f1763ea24c6db6123caeb08250b42ef1bac1c56646df7f4e4d0e62c3b2768d331e1ce7',
    );
  });

  it('leaves slashes and Polish letters as they are and escapes line separators as PHP does', () => {
    const first = signs.paymentNotification({ ...payment, statement: 'zażółć/\u2028' });
    expect(first).toBe(
      'ddd1bb6125c4b8e20bea9d02563a489f692d53fbc041bede4be61f13fc8d123e075cc646c5af8d8870fabb9b9a0a25a7',
    );
    expect(signs.paymentNotification({ ...payment, statement: 'zażółć/\\u2028' })).not.toBe(first);
  });

  it('depends on the CRC key', () => {
    expect(signer('other').paymentNotification(payment)).not.toBe(signs.paymentNotification(payment));
  });

  it('is compared whole', () => {
    expect([sameSignature('ab', 'ab'), sameSignature('ab', 'ac'), sameSignature('', 'ab')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
