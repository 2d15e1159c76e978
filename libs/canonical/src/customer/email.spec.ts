import { isPlausibleEmail } from './email';

describe('e-mail address', () => {
  it.each([
    'jan@example.com',
    'jan.kowalski+sklep@poczta.example.pl',
    'a@b.pl',
    'żółw@przykład.pl',
    'x@xn--e1afmkfd.com',
  ])('accepts %s', (text) => {
    expect(isPlausibleEmail(text)).toBe(true);
  });

  it.each([
    '',
    'jan',
    'jan@',
    '@example.com',
    'jan@example',
    'jan kowalski@example.com',
    'a@b@c.pl',
    '.a@b.pl',
    'a..b@c.pl',
    'jan@-x.pl',
    'jan@example.com\n',
    `${'a'.repeat(65)}@b.pl`,
    `a@${'b.'.repeat(130)}pl`,
  ])('refuses %j', (text) => {
    expect(isPlausibleEmail(text)).toBe(false);
  });
});
