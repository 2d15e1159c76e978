import { newOrigins } from './addresses';

describe('new addresses in settings', () => {
  const before = { baseUrl: 'https://erp.example/api', auth: { tokenUrl: 'https://login.example/token' } };

  it('are none while only paths change', () => {
    expect(newOrigins(before, { ...before, baseUrl: 'https://erp.example/v2' })).toEqual([]);
  });

  it('are found however deep they are, also where only scheme or port differ', () => {
    expect(newOrigins(before, { auth: [{ tokenUrl: 'https://evil.example/token' }] })).toEqual([
      'https://evil.example',
    ]);
    expect(newOrigins(before, { baseUrl: 'http://erp.example:8080/api' })).toEqual(['http://erp.example:8080']);
    expect(newOrigins(before, { baseUrl: 'HTTPS://EVIL.example' })).toEqual(['https://evil.example']);
  });

  it('are not looked for in other texts', () => {
    expect(newOrigins({}, { note: 'see https://docs.example', path: '/orders' })).toEqual([]);
  });
});
