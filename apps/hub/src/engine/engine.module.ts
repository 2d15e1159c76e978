import { Global, Inject, Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, OperatorActions, type AnyFlow } from '@crossdock/flow-engine';
import { ConnectionGateway } from '../connections/connection-gateway';
import { ConnectorCatalogue, flowsByName } from '../connections/connector-catalogue';
import { connectors } from '../connectors';
import { importOrderFlow } from '../flows/order-import/import-order.flow';
import { pullOrdersFlow } from '../flows/order-import/pull-orders.flow';
import { orderFulfilmentFlow } from '../flows/order-fulfilment/order-fulfilment.flow';
import { offerStockFlow } from '../flows/stock/offer-stock.flow';
import { readStockFlow } from '../flows/stock/read-stock.flow';
import { tellStockFlow } from '../flows/stock/tell-stock.flow';
import { notifyShopFlow } from '../flows/shop-notification/notify-shop.flow';
import { OrderCancellation } from '../orders/order-cancellation';
import { OrderIntake } from '../orders/order-intake';
import { LOGGER, type Logger } from '../platform/logging/logger';
import { SecretBox } from '../platform/secrets/secret-box';
import { SETTINGS, type Settings } from '../platform/settings/settings';
import { OutboxRelay } from '../shop-webhooks/outbox-relay';
import { shopWebhookConnector } from '../shop-webhooks/shop-webhook.connector';
import { EngineRuntime } from './engine-runtime';
import { Metrics } from './metrics';
import { OwnWorker } from './own-worker';
import { WorkSignal } from './work-signal';

/** Nest token: flows by name. */
export const FLOWS = Symbol('FLOWS');
type Flows = ReadonlyMap<string, AnyFlow>;

const parts = [
  { provide: ConnectorCatalogue, useFactory: () => new ConnectorCatalogue([...connectors, shopWebhookConnector]) },
  {
    provide: ConnectionGateway,
    inject: [Database, SecretBox, ConnectorCatalogue, LOGGER],
    useFactory: (database: Database, box: SecretBox, catalogue: ConnectorCatalogue, logger: Logger) =>
      new ConnectionGateway(database, box, catalogue, logger),
  },
  { provide: OrderIntake, useFactory: () => new OrderIntake(orderFulfilmentFlow) },
  {
    provide: FLOWS,
    inject: [OrderIntake, Database, ConnectorCatalogue],
    useFactory: (intake: OrderIntake, database: Database, catalogue: ConnectorCatalogue): Flows => {
      // The import cancels through the flows that it is one of, hence the look-up when it runs.
      const importing = importOrderFlow(intake, () => new OrderCancellation(new OperatorActions(database, flows)));
      const orders = [orderFulfilmentFlow, importing, pullOrdersFlow(importing), notifyShopFlow];
      const all = [...orders, readStockFlow, tellStockFlow, offerStockFlow];
      const flows: Flows = flowsByName(all);
      catalogue.assertServes(all);
      return flows;
    },
  },
  {
    provide: OperatorActions,
    inject: [Database, FLOWS],
    useFactory: (database: Database, flows: Flows) => new OperatorActions(database, flows),
  },
  {
    provide: OrderCancellation,
    inject: [OperatorActions],
    useFactory: (actions: OperatorActions) => new OrderCancellation(actions),
  },
  { provide: Metrics, useFactory: () => new Metrics() },
  { provide: WorkSignal, inject: [Database], useFactory: (database: Database) => new WorkSignal(database) },
  { provide: OwnWorker, useFactory: () => new OwnWorker() },
  {
    provide: OutboxRelay,
    inject: [Database, OwnWorker],
    useFactory: (database: Database, ownWorker: OwnWorker) => new OutboxRelay(database, notifyShopFlow, ownWorker),
  },
  {
    provide: EngineRuntime,
    inject: [SETTINGS, LOGGER, Database, FLOWS, ConnectionGateway, OutboxRelay, Metrics, WorkSignal, OwnWorker],
    useFactory: (
      settings: Settings,
      logger: Logger,
      database: Database,
      flows: Flows,
      gateway: ConnectionGateway,
      relay: OutboxRelay,
      metrics: Metrics,
      signal: WorkSignal,
      ownWorker: OwnWorker,
    ) => new EngineRuntime({ settings, logger, database, flows, gateway, relay, metrics, signal, ownWorker }),
  },
];

/** Connections, flows and what runs them. */
@Global()
@Module({
  providers: parts,
  exports: [
    ConnectorCatalogue,
    ConnectionGateway,
    OrderIntake,
    FLOWS,
    OperatorActions,
    OrderCancellation,
    Metrics,
    WorkSignal,
    OwnWorker,
    EngineRuntime,
  ],
})
export class EngineModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(EngineRuntime) private readonly runtime: EngineRuntime) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.runtime.start();
  }

  // Before the servers and pools are closed: running jobs end in good order.
  async beforeApplicationShutdown(): Promise<void> {
    await this.runtime.stop();
  }
}
