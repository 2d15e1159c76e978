import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WrongUse } from '../outcome';
import { readSetupFile } from './setup-file';
import { SetupRefused, type SetupProblem } from './setup-problem';

describe('A set-up file', () => {
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'crossdock-setup-'));
    file = path.join(folder, 'setup.json');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function read(content: unknown, env: NodeJS.ProcessEnv = {}) {
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return readSetupFile(file, env);
  }

  function problemsOf(content: unknown, env?: NodeJS.ProcessEnv): readonly SetupProblem[] {
    try {
      read(content, env);
    } catch (error) {
      if (error instanceof SetupRefused) return error.problems;
      throw error;
    }
    return [];
  }

  const wms = { id: 'wms', system: 'custom-http', name: 'Warehouse' };

  it('may leave out every part', () => {
    expect(read({})).toEqual({ connections: [], channels: [], webhookEndpoints: [] });
  });

  it('allows no private address and sets no limits unless it says so', () => {
    expect(read({ connections: [wms] }).connections).toEqual([
      { ...wms, settings: {}, credentials: {}, allowPrivateAddresses: false },
    ]);
  });

  it('fills in the routes that a channel leaves out', () => {
    const { channels } = read({ channels: [{ id: 'shop', name: 'Shop', routes: { warehouse: 'wms' } }] });
    expect(channels[0]).toMatchObject({ kind: 'shop', routes: { warehouse: 'wms', erp: null, invoicing: true } });
  });

  it('takes texts from the environment, at any depth', () => {
    const settings = { baseUrl: '{{env.WMS_URL}}/v1', tables: [{ name: '{{env.NAME}}' }] };
    const { connections } = read(
      { connections: [{ ...wms, settings }] },
      { WMS_URL: 'https://wms.example', NAME: 'x' },
    );
    expect(connections[0]?.settings).toEqual({ baseUrl: 'https://wms.example/v1', tables: [{ name: 'x' }] });
  });

  it('says where a variable is missing', () => {
    const credentials = { 'api/key': '{{env.WMS_KEY}}' };
    expect(problemsOf({ connections: [{ ...wms, credentials }] })).toEqual([
      { pointer: '/connections/0/credentials/api~1key', message: 'WMS_KEY is not set.' },
    ]);
  });

  it('names a field that nobody knows by its own place', () => {
    expect(problemsOf({ connections: [{ ...wms, setings: {} }], chanels: [] })).toEqual([
      { pointer: '/connections/0/setings', message: 'There is no such field.' },
      { pointer: '/chanels', message: 'There is no such field.' },
    ]);
  });

  it('names everything that is wrong at once', () => {
    const pointers = problemsOf({
      connections: [{ ...wms, id: 'w m s', limits: { requests: 0, perMs: 1_000, concurrency: 1.5 } }],
      channels: [{ id: 'market', name: 'Market', kind: 'marketplace' }],
      webhookEndpoints: [
        { id: 'hook', channel: 'shop', url: 'ftp://shop', secret: 'whsec_short', events: ['order.eaten'] },
      ],
    }).map(({ pointer }) => pointer);
    expect(pointers).toEqual([
      '/connections/0/id',
      '/connections/0/limits/requests',
      '/connections/0/limits/concurrency',
      '/channels/0/connectionId',
      '/webhookEndpoints/0/url',
      '/webhookEndpoints/0/secret',
      '/webhookEndpoints/0/events/0',
    ]);
  });

  it('repeats nothing of a secret that is wrong', () => {
    const endpoint = { id: 'hook', channel: 'shop', url: 'https://shop.example', events: ['order.shipped'] };
    const problems = problemsOf({ webhookEndpoints: [{ ...endpoint, secret: 'not-for-others' }] });
    expect(JSON.stringify(problems)).not.toContain('not-for-others');
  });

  it('is wrong use when it is not there', () => {
    expect(() => readSetupFile(path.join(folder, 'none.json'), {})).toThrow(WrongUse);
  });

  it('is wrong use when it is not JSON, and none of it is repeated', () => {
    expect(() => read('{"credentials": secret')).toThrow(new WrongUse(`${file} is not JSON.`));
  });
});
