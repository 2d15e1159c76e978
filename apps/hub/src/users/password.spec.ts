import { hashPassword, isPassword } from './password';

describe('a password', () => {
  it('is kept as argon2id with a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('długie hasło 123'), hashPassword('długie hasło 123')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('is recognised, however its letters were typed', async () => {
    const stored = await hashPassword('zażółć gęślą jaźń'.normalize('NFD'));
    await expect(isPassword('zażółć gęślą jaźń'.normalize('NFC'), stored)).resolves.toBe(true);
    await expect(isPassword('zazolc gesla jazn', stored)).resolves.toBe(false);
  });

  it('is never right for nobody', async () => {
    await expect(isPassword('nobody signs in with this', null)).resolves.toBe(false);
  });
});
