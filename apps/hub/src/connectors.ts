import type { Connector } from '@crossdock/connector-kit';
import { allegroConnector } from '@crossdock/connectors/allegro';
import { customHttpConnector } from '@crossdock/connectors/custom-http';
import { dynamics365BcConnector } from '@crossdock/connectors/dynamics-365-bc';
import { inpostConnector } from '@crossdock/connectors/inpost';
import { przelewy24Connector } from '@crossdock/connectors/przelewy24';

/** Every system that the hub can be connected to. The only file that names vendors: one import and one line each. */
export const connectors: readonly Connector[] = [
  allegroConnector,
  customHttpConnector,
  dynamics365BcConnector,
  inpostConnector,
  przelewy24Connector,
];
