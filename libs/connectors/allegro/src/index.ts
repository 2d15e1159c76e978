import { defineConnector } from '@crossdock/connector-kit';
import { AllegroHealthCheck } from './allegro-health-check';
import { allegroConsent } from './allegro.auth';
import { AllegroClient } from './allegro.client';
import { allegroManifest } from './allegro.manifest';
import { AllegroOfferCatalogue } from './offers/allegro-offer-catalogue';
import { AllegroOffersClient } from './offers/allegro-offers.client';
import { AllegroStockSink } from './offers/allegro-stock-sink';
import { OfferCommands } from './offers/offer-commands';
import { AllegroOrderSource } from './orders/allegro-order-source';
import { AllegroFulfilmentReporter } from './shipments/allegro-fulfilment-reporter';

/** Allegro, the marketplace of Poland, Czechia, Slovakia and Hungary. */
export const allegroConnector = defineConnector({
  manifest: allegroManifest,
  open: (context) => {
    const client = new AllegroClient(context);
    const offers = new AllegroOffersClient(client);
    const commands = new OfferCommands(offers, context);
    return {
      orderSource: new AllegroOrderSource(client, context),
      fulfilmentReporter: new AllegroFulfilmentReporter(client, context),
      offerCatalogue: new AllegroOfferCatalogue(offers, commands, context),
      stockSink: new AllegroStockSink(offers, commands, context),
      healthCheck: new AllegroHealthCheck(client),
    };
  },
  consent: allegroConsent,
});
