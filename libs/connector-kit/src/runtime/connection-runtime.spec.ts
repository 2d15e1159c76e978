import { z } from 'zod';
import { ConfigurationError } from '../errors/connector-error';
import { defineConnector, secret } from '../manifest/connector';
import { openTestConnection } from '../testing/open-test-connection';
import { json, startTestServer } from '../testing/test-server';
import { currentCallScope, runInCallScope } from './call-scope';

const acme = defineConnector({
  manifest: {
    system: 'acme',
    name: 'Acme',
    category: 'shop',
    api: { version: '1', docs: 'https://acme.example' },
    auth: 'api-key',
    ports: ['healthCheck'],
    settings: z.object({ baseUrl: z.url(), pageSize: z.number().default(100) }),
    credentials: z.object({ key: secret(), other: secret().optional() }),
    limits: { requests: 10, perMs: 1_000, concurrency: 2 },
    operations: {},
    lookupTables: { carrier: { title: 'Carriers', defaults: { inpost: 'INPOST' } } },
    nativelyIdempotent: [],
  },
  open: (context) => {
    const http = context.http({ baseUrl: context.settings.baseUrl });
    return {
      healthCheck: {
        check: async () => {
          await http.request({
            operation: 'check',
            method: 'GET',
            path: `/${context.settings.pageSize}/${context.lookups.get('carrier', 'inpost')}`,
            write: false,
            headers: { 'x-odd': context.credentials.key, 'x-even': context.credentials.other ?? '' },
          });
          return { ok: true, detail: 'fine' };
        },
      },
    };
  },
});

describe('opening a connection', () => {
  it('gives the ports that the connector made, with settings filled in by the schema', async () => {
    const server = await startTestServer(json({}));
    const connection = openTestConnection(acme, {
      settings: { baseUrl: server.baseUrl },
      credentials: { key: 'SECRETMARK1', other: 'SECRETMARK2' },
      lookups: { carrier: { inpost: 'X' } },
    });
    expect(await connection.ports.healthCheck!.check()).toEqual({ ok: true, detail: 'fine' });
    expect(server.requests[0]).toMatchObject({ url: '/100/X', headers: { 'x-odd': 'SECRETMARK1' } });
    expect(JSON.stringify(connection.exchanges)).not.toContain('SECRETMARK');
    await connection.close();
    await server.close();
  });

  it('names the field that is wrong', () => {
    const open = (settings: unknown, credentials: unknown): unknown =>
      openTestConnection(acme, { settings, credentials });
    expect(() => open({ baseUrl: 'x' }, { key: 'k' })).toThrow(ConfigurationError);
    expect(() => open({ baseUrl: 'http://a' }, {})).toThrow(
      expect.objectContaining({ code: 'connection.credentials-invalid', field: 'key' }),
    );
  });
});

describe('the scope of a call', () => {
  it('is seen in everything that the call does, and nowhere else', async () => {
    const scope = { traceId: 'a'.repeat(32) };
    expect(await runInCallScope(scope, async () => Promise.resolve().then(() => currentCallScope()))).toBe(scope);
    expect(currentCallScope()).toBeUndefined();
  });
});
