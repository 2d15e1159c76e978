import { readSettings, WrongSettings } from './settings';

const KEY = Buffer.alloc(32, 7).toString('base64');
const GOOD = { DATABASE_URL: 'postgres://hub:pa55word@db:5432/hub', CROSSDOCK_SECRET_KEY: KEY };
const complaint = (changes: Record<string, string | undefined>): string => {
  try {
    readSettings({ ...GOOD, ...changes });
  } catch (error) {
    if (error instanceof WrongSettings) return error.message;
    throw error;
  }
  return '';
};

describe('the settings of the hub', () => {
  it('need a database and a key, everything else has a default', () => {
    expect(readSettings(GOOD)).toMatchObject({
      port: 3000,
      host: '0.0.0.0',
      databaseUrl: GOOD.DATABASE_URL,
      redisUrl: null,
      role: 'all',
      sandboxUrl: null,
      publicUrl: 'http://localhost:3000',
      trustedProxies: null,
      logLevel: 'info',
      apiRequestsPerMinute: 6_000,
    });
    expect(readSettings(GOOD).secretKey).toHaveLength(32);
  });

  it('take an empty value as none', () => {
    const empty = { REDIS_URL: '', PUBLIC_URL: '', CROSSDOCK_TRUSTED_PROXIES: '', SANDBOX_URL: '' };
    expect(readSettings({ ...GOOD, ...empty })).toMatchObject({
      redisUrl: null,
      publicUrl: 'http://localhost:3000',
      trustedProxies: null,
    });
  });

  it('know the sandbox only where it is switched on', () => {
    const url = { SANDBOX_URL: 'http://127.0.0.1:3100' };
    expect(readSettings({ ...GOOD, ...url }).sandboxUrl).toBeNull();
    expect(readSettings({ ...GOOD, ...url, CROSSDOCK_SANDBOX: '1' }).sandboxUrl).toBe(url.SANDBOX_URL);
    expect(complaint({ CROSSDOCK_SANDBOX: '1' })).toBe('SANDBOX_URL is needed when CROSSDOCK_SANDBOX is 1');
  });

  it('have a public address without a slash at its end', () => {
    expect(readSettings({ ...GOOD, PUBLIC_URL: 'https://hub.example/' }).publicUrl).toBe('https://hub.example');
  });
});

describe('wrong settings', () => {
  it.each([
    [{ DATABASE_URL: undefined }, 'DATABASE_URL must start with postgres://'],
    [{ DATABASE_URL: 'mysql://hub:pa55word@db/hub' }, 'DATABASE_URL must start with postgres://'],
    [{ REDIS_URL: 'http://:pa55word@cache' }, 'REDIS_URL must start with redis://'],
    [
      { CROSSDOCK_SECRET_KEY: undefined },
      'CROSSDOCK_SECRET_KEY must be 32 random bytes in base64; make one with: openssl rand -base64 32',
    ],
    [{ CROSSDOCK_SECRET_KEY: 'cGE1NXdvcmQ=' }, 'CROSSDOCK_SECRET_KEY must be 32 bytes in base64'],
  ])('%j are told in one line: %s', (changes, line) => {
    expect(complaint(changes)).toBe(line);
  });

  it.each([
    ['PORT', 'pa55word'],
    ['PORT', '70000'],
    ['CROSSDOCK_ROLE', 'pa55word'],
    ['CROSSDOCK_SANDBOX', 'pa55word'],
    ['CROSSDOCK_LOG_LEVEL', 'pa55word'],
    ['CROSSDOCK_POOL', '1'],
    ['CROSSDOCK_API_RATE', '-5'],
  ])('begin their line with the name %s and do not repeat the value "%s"', (name, value) => {
    const lines = complaint({ [name]: value }).split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} .{5,}`));
    expect(lines[0]).not.toContain(value === '1' ? ' 1 ' : value);
  });

  it('are told all at once', () => {
    const lines = complaint({ DATABASE_URL: 'x', PORT: 'x', CROSSDOCK_ROLE: 'x' }).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['PORT', 'DATABASE_URL', 'CROSSDOCK_ROLE']);
  });
});
