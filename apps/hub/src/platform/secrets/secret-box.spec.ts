import fc from 'fast-check';
import { SecretBox } from './secret-box';

const box = new SecretBox(Buffer.alloc(32, 7));
const PURPOSE = 'credentials:allegro';

describe('a sealed secret', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })), (value) => {
        expect(box.open(box.seal(value, PURPOSE), PURPOSE)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('shows nothing of itself, and looks different every time', () => {
    const secret = { token: 'zażółć-gęślą-jaźń' };
    const [first, second] = [box.seal(secret, PURPOSE), box.seal(secret, PURPOSE)];
    expect(first.includes('zażółć')).toBe(false);
    expect(first.equals(second)).toBe(false);
  });

  it('cannot be opened for another purpose', () => {
    expect(() => box.open(box.seal({ a: 1 }, PURPOSE), 'credentials:inpost')).toThrow();
    expect(() => box.open(box.seal({ a: 1 }, 'token:allegro'), PURPOSE)).toThrow();
  });

  it('cannot be opened with another key', () => {
    expect(() => new SecretBox(Buffer.alloc(32, 8)).open(box.seal({ a: 1 }, PURPOSE), PURPOSE)).toThrow();
  });

  it('cannot be opened when any byte of it was changed, or some are missing', () => {
    const sealed = box.seal({ token: 'abc' }, PURPOSE);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => box.open(changed, PURPOSE)).toThrow();
      expect(() => box.open(sealed.subarray(0, index), PURPOSE)).toThrow();
    }
  });

  it('of an unknown version says so', () => {
    const sealed = box.seal({ a: 1 }, PURPOSE);
    sealed.writeUInt8(2, 0);
    expect(() => box.open(sealed, PURPOSE)).toThrow('unknown version');
  });

  it('needs a key of 32 bytes', () => {
    expect(() => new SecretBox(Buffer.alloc(31))).toThrow('32 bytes');
  });
});
