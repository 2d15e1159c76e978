import { decodeCursor, encodeCursor } from './order-reader-cursor';

const POSITION = { receivedAt: '2026-11-20T10:00:00.123456Z', id: '01980c5e-7a54-7b9c-9d0a-2f3b4c5d6e7f' };
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('comes back as it was, to the microsecond', () => {
    expect(decodeCursor(encodeCursor(POSITION))).toEqual(POSITION);
  });

  it.each([
    '',
    'nonsense',
    encoded(null),
    encoded({ ...POSITION, id: '1' }),
    encoded({ ...POSITION, receivedAt: 'now()' }),
    encoded({ ...POSITION, receivedAt: '2026-13-01T10:00:00.000000Z' }),
    encoded({ ...POSITION, more: 1 }),
  ])('%s is none', (text) => {
    expect(decodeCursor(text)).toBeNull();
  });
});
