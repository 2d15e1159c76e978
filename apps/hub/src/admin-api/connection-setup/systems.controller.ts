import { Get, Inject, Param } from '@nestjs/common';
import type { ConnectorManifest } from '@crossdock/connector-kit';
import { formOf, type ConnectionForm } from '../../connections/connection-form';
import { ConnectorCatalogue } from '../../connections/connector-catalogue';
import { SHOP_WEBHOOK_SYSTEM } from '../../shop-webhooks/shop-webhook.connector';
import { AdminController, Needs } from '../access/admin-controller';
import { nothingThere } from '../access/checked-input';

interface SystemRow {
  /** Slug: `allegro`. */
  readonly id: string;
  readonly name: string;
  readonly category: ConnectorManifest['category'];
  readonly auth: ConnectorManifest['auth'];
  readonly ports: readonly string[];
  readonly api: ConnectorManifest['api'];
}

interface SystemView extends SystemRow {
  readonly form: ConnectionForm;
  readonly limits: ConnectorManifest['limits'];
}

/** What can be connected. */
@AdminController('systems')
export class SystemsController {
  constructor(@Inject(ConnectorCatalogue) private readonly catalogue: ConnectorCatalogue) {}

  /** Endpoints of shops are not among them: shops make their own. */
  @Get()
  @Needs('connections:read')
  list(): readonly SystemRow[] {
    return this.catalogue
      .all()
      .filter(({ manifest }) => manifest.system !== SHOP_WEBHOOK_SYSTEM)
      .map(({ manifest }) => rowOf(manifest))
      .sort((one, other) => one.name.localeCompare(other.name));
  }

  @Get(':id')
  @Needs('connections:read')
  one(@Param('id') id: string): SystemView {
    const manifest = this.catalogue.find(id)?.manifest;
    if (manifest === undefined) throw nothingThere('system');
    return { ...rowOf(manifest), form: formOf(manifest), limits: manifest.limits };
  }
}

function rowOf({ system, name, category, auth, ports, api }: ConnectorManifest): SystemRow {
  return { id: system, name, category, auth, ports, api };
}
