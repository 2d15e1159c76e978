import { Command } from 'commander';
import { databaseAddress } from '../data-folder';
import type { ProgramParts } from '../program-parts';
import type { Terminal } from '../terminal';
import { checkSetup } from './check-setup';
import { secretKey } from './secret-key';
import { readSetupFile } from './setup-file';
import { SetupRefused } from './setup-problem';

const HELP = `
The file, every part optional:
  {
    "connections": [{ "id": "wms", "system": "custom-http", "name": "Warehouse", "settings": {...},
      "credentials": { "apiKey": "{{env.WMS_KEY}}" },
      "limits": { "requests": 100, "perMs": 1000, "concurrency": 8 }, "allowPrivateAddresses": false }],
    "channels": [{ "id": "shop", "name": "Shop", "kind": "shop", "routes": { "erp": "erp", "warehouse": "wms",
      "carriers": [{ "method": "*", "connection": "parcel" }], "payments": { "card": "gateway" } } }],
    "webhookEndpoints": [{ "id": "shop-events", "channel": "shop", "url": "https://shop.example/events",
      "secret": "{{env.SHOP_SECRET}}", "events": ["order.shipped", "order.delivered"] }]
  }

{{env.NAME}} in a text becomes that variable. Systems, their settings and credentials are those of the panel. Everything
is checked before anything is stored; systems are not called (crossdock certify does that). What is not in the file stays
as it is, and what is there already and the same is left. A running hub takes it up within seconds. The database must be of
this version: crossdock migrate.

Exit code 0: stored. 1: refused, with every problem and its place in the file. 2: wrong use.`;

/** `crossdock setup FILE` */
export function setupCommand(terminal: Terminal, parts: ProgramParts): Command {
  return new Command('setup')
    .description('Store connections, channels and webhook endpoints from a file. The hub need not run.')
    .argument('<file>', 'JSON file')
    .option('--json', 'answer in JSON: {items:[{kind, id, outcome}], problems:[{pointer, message}]}', false)
    .addHelpText('after', HELP)
    .action(async (file: string, { json }: { readonly json: boolean }) => {
      try {
        const setup = readSetupFile(file, terminal.env);
        const problems = await checkSetup(setup, await parts.connectors());
        if (problems.length > 0) throw new SetupRefused(problems);
        const { setUp } = await parts.operations();
        const items = await setUp(databaseAddress(terminal.env), secretKey(terminal.env), setup);
        if (json) terminal.out(JSON.stringify({ items, problems }));
        else for (const { kind, id, outcome } of items) terminal.out(`${kind} ${id}: ${outcome}`);
      } catch (error) {
        if (json && error instanceof SetupRefused) {
          terminal.out(JSON.stringify({ items: [], problems: error.problems }));
        }
        throw error;
      }
    });
}
