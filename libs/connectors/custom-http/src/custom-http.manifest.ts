import type { ConnectorManifest, OperationFacts } from '@crossdock/connector-kit';
import { credentials } from './custom-http.auth';
import { CATALOGUE, OPERATION_PORTS } from './ports/port-catalogue';
import { settings } from './settings/settings';

const operations: Record<string, OperationFacts> = Object.fromEntries(
  CATALOGUE.filter(({ facts }) => facts.write).map(({ name, port, facts }) => [name, { title: facts.title, port }]),
);

/** A system without a connector of its own, described by the settings of its connection. */
export const customHttpManifest = {
  system: 'custom-http',
  name: 'Custom HTTP',
  category: 'custom',
  api: { version: 'JSON over HTTP', docs: 'https://docs.jsonata.org' },
  auth: 'configurable',
  ports: [...OPERATION_PORTS, 'webhookReceiver'],
  settings,
  credentials,
  // What a small system of one's own stands; the connection's limits are set in the panel.
  limits: { requests: 1_000, perMs: 1_000, concurrency: 64 },
  operations,
  lookupTables: {},
  // Whether a repeated write is harmless is said per operation (`idempotent`): then its look-up may be left out.
  nativelyIdempotent: [],
} satisfies ConnectorManifest<typeof settings, typeof credentials>;
