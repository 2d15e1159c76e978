import { defineConnector, RejectedByVendorError, secret, type Carrier, type Connector } from '@crossdock/connector-kit';
import { Database, defineFlow, OperatorActions, type AnyFlow } from '@crossdock/flow-engine';
import { Global, Module } from '@nestjs/common';
import { pino } from 'pino';
import { z } from 'zod';
import { ConnectionGateway } from '../../apps/hub/src/connections/connection-gateway';
import { ConnectorCatalogue } from '../../apps/hub/src/connections/connector-catalogue';
import { WorkSignal } from '../../apps/hub/src/engine/work-signal';
import { applyTrouble } from '../../apps/hub/src/orders/order-changes';
import { FULFILMENT_FLOW, OrderCancellation } from '../../apps/hub/src/orders/order-cancellation';
import type { OrderFact } from '../../apps/hub/src/orders/order-fact';
import { isHeld } from '../../apps/hub/src/orders/order-hold';
import { loadOrders } from '../../apps/hub/src/orders/order-store';
import type { OrderSubject } from '../../apps/hub/src/orders/order-subject';
import { SecretBox } from '../../apps/hub/src/platform/secrets/secret-box';

/** Two steps that no worker ever runs. The first makes a document, so one can be bound to it. */
export const flow: AnyFlow = defineFlow<OrderSubject, OrderFact>({
  name: FULFILMENT_FLOW,
  priority: 10,
  steps: [
    {
      name: 'create-sales-order',
      kind: 'command',
      port: 'salesDocuments',
      after: [],
      phase: 'forward',
      items: () => [{ key: '', connectionId: 'erp' }],
      execute: async () => ({ kind: 'done' }),
      bind: () => ({ kind: 'done' }),
    },
    {
      name: 'request-fulfilment',
      kind: 'command',
      port: 'warehouse',
      after: ['create-sales-order'],
      phase: 'forward',
      items: () => [{ key: 'F1', connectionId: 'wms' }],
      execute: async () => ({ kind: 'done' }),
    },
  ],
  load: loadOrders,
  apply: async (_sql, { subject }) => subject,
  attention: applyTrouble,
  isHeld: (subject) => isHeld(subject.progress),
});
const flows = new Map([[flow.name, flow]]);

const system = (slug: string, category: 'erp' | 'wms', answer: { ok: boolean; detail: string }): Connector =>
  defineConnector({
    manifest: {
      system: slug,
      name: slug.toUpperCase(),
      category,
      api: { version: '1', docs: 'https://example.com/docs' },
      auth: 'none',
      ports: ['healthCheck'],
      settings: z.object({ url: z.string() }),
      credentials: z.object({}),
      limits: { requests: 10, perMs: 1_000, concurrency: 2 },
      operations: {},
      lookupTables: {},
      nativelyIdempotent: [],
    },
    open: () => ({ healthCheck: { check: async () => answer } }),
  });

/** A system with everything that can be set up: settings, credentials, a lookup table, a sign-in. */
const courier = defineConnector({
  manifest: {
    system: 'a-courier',
    name: 'A courier',
    category: 'courier',
    api: { version: '1', docs: 'https://example.com/docs' },
    auth: 'api-key',
    ports: ['carrier', 'healthCheck'],
    settings: z.object({
      baseUrl: z.url().meta({ title: 'Address' }),
      pageSize: z.int().min(1).max(100).default(50).meta({ title: 'Page size' }),
    }),
    credentials: z.object({
      user: z.string().min(1).meta({ title: 'User' }),
      apiKey: secret().meta({ secret: true, title: 'Key' }),
    }),
    limits: { requests: 10, perMs: 1_000, concurrency: 2 },
    operations: {},
    lookupTables: { service: { title: 'Delivery method to service', defaults: { courier: 'STD', locker: 'LOC' } } },
    nativelyIdempotent: [],
  },
  open: ({ credentials, settings, lookups }) => ({
    carrier: {} as Carrier,
    healthCheck: {
      check: async () => {
        if (credentials.apiKey === 'wrong-key-1234') {
          const summary = `The key ${credentials.apiKey} is not known.`;
          throw new RejectedByVendorError({ code: 'courier.refused', summary });
        }
        return {
          ok: true,
          detail: `${settings.baseUrl} ${credentials.user} ${lookups.find('service', 'courier') ?? ''}`,
        };
      },
    },
  }),
  consent: ({ clock }) => ({
    authorizeUrl: ({ redirectUri, state, codeChallenge }) =>
      `https://login.example/authorize?${new URLSearchParams({ redirectUri, state, codeChallenge }).toString()}`,
    exchangeCode: async ({ code }) => {
      if (code !== 'good') throw new RejectedByVendorError({ code: 'courier.code', summary: 'The code is too old.' });
      return { accessToken: 'access', expiresAt: clock.now() + 3_600_000, refreshToken: 'refresh' };
    },
    startDevice: async () => ({
      deviceCode: 'device-secret',
      userCode: 'ABC-123',
      verificationUri: 'https://login.example/device',
      verificationUriComplete: null,
      expiresInMs: 60_000,
      pollEveryMs: 1,
    }),
    pollDevice: async () => ({ kind: 'refused' }),
  }),
}) as unknown as Connector;

@Global()
@Module({
  providers: [
    {
      provide: ConnectorCatalogue,
      useFactory: () =>
        new ConnectorCatalogue([
          system('an-erp', 'erp', { ok: true, detail: 'Signed in as hub.' }),
          system('a-wms', 'wms', { ok: false, detail: 'The key was refused.' }),
          courier,
        ]),
    },
    {
      provide: ConnectionGateway,
      inject: [Database, SecretBox, ConnectorCatalogue],
      useFactory: (database: Database, box: SecretBox, catalogue: ConnectorCatalogue) =>
        new ConnectionGateway(database, box, catalogue, pino({ level: 'silent' })),
    },
    {
      provide: OperatorActions,
      inject: [Database],
      useFactory: (database: Database) => new OperatorActions(database, flows),
    },
    {
      provide: OrderCancellation,
      inject: [OperatorActions],
      useFactory: (actions: OperatorActions) => new OrderCancellation(actions),
    },
    { provide: WorkSignal, inject: [Database], useFactory: (database: Database) => new WorkSignal(database) },
  ],
  exports: [ConnectorCatalogue, ConnectionGateway, OperatorActions, OrderCancellation, WorkSignal],
})
export class EnginePartsModule {}
