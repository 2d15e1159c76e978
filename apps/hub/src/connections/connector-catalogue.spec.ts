import { defineConnector, type Connector, type PortName } from '@crossdock/connector-kit';
import { defineFlow, type AnyFlow } from '@crossdock/flow-engine';
import { z } from 'zod';
import { ConnectorCatalogue, flowsByName } from './connector-catalogue';

const connector = (system: string, ...ports: PortName[]): Connector =>
  defineConnector({
    manifest: {
      system,
      name: system,
      category: 'custom',
      api: { version: '1', docs: 'https://example.com' },
      auth: 'none',
      ports,
      settings: z.object({}),
      credentials: z.object({}),
      limits: { requests: 1, perMs: 1_000, concurrency: 1 },
      operations: {},
      lookupTables: {},
      nativelyIdempotent: [],
    },
    open: () => ({}),
  });

const flow = (name: string, port: PortName): AnyFlow =>
  defineFlow<object, never>({
    name,
    priority: 1,
    load: async () => new Map(),
    apply: async (_sql, { subject }) => subject,
    steps: [
      {
        name: 'pack',
        kind: 'command',
        port,
        after: [],
        phase: 'forward',
        items: () => [],
        execute: async () => ({ kind: 'done' }),
      },
    ],
  });

describe('the catalogue of connectors', () => {
  it('finds a connector by its system', () => {
    const [wms, inpost] = [connector('wms', 'warehouse'), connector('inpost', 'carrier')];
    const catalogue = new ConnectorCatalogue([wms, inpost]);
    expect(catalogue.find('inpost')).toBe(inpost);
    expect(catalogue.find('ups')).toBeUndefined();
    expect(catalogue.all()).toEqual([wms, inpost]);
  });

  it('refuses two connectors of one system', () => {
    expect(() => new ConnectorCatalogue([connector('wms'), connector('wms')])).toThrow('Two connectors are named wms.');
  });

  it('refuses a connector that names a port twice', () => {
    expect(() => new ConnectorCatalogue([connector('wms', 'warehouse', 'warehouse')])).toThrow('names a port twice');
  });

  it('refuses a step that nobody could ever do', () => {
    const catalogue = new ConnectorCatalogue([connector('wms', 'warehouse')]);
    expect(() => {
      catalogue.assertServes([flow('fulfil', 'warehouse')]);
    }).not.toThrow();
    expect(() => {
      catalogue.assertServes([flow('fulfil', 'warehouse'), flow('send', 'carrier')]);
    }).toThrow('Step pack of flow send needs the port carrier, which no connector has.');
  });
});

describe('flows by name', () => {
  it('are found, and two of one name are refused', () => {
    const [fulfil, send] = [flow('fulfil', 'warehouse'), flow('send', 'carrier')];
    expect(flowsByName([fulfil, send]).get('send')).toBe(send);
    expect(() => flowsByName([fulfil, flow('fulfil', 'carrier')])).toThrow('same name');
  });
});
