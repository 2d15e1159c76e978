import type { Connector } from '@crossdock/connector-kit';
import { Command } from 'commander';
import { EXIT, WrongUse } from '../outcome';
import type { ProgramParts } from '../program-parts';
import type { Terminal } from '../terminal';
import { certifyConnection } from './certify-connection';
import { readCertifyConfig } from './certify-config';
import type { Check } from './check';
import { reportTable } from './report-table';

interface CertifyOptions {
  readonly config: string;
  readonly json: boolean;
}

const HELP = `
The file holds what the panel asks for when a connection is made, and samples where there are some:
  {
    "settings": { "baseUrl": "https://sandbox.example" },
    "credentials": { "token": "..." },
    "lookups": { "service": { "courier": "standard" } },
    "samples": { ... }
  }

Samples, all optional. What a system alone can have must be given; without it a made-up one is tried, which the
system must refuse in good order:
  payment         {"reference": "...", "transactionId": "...", "amount": {"amount": "52.97", "currency": "PLN"}}:
                  a payment that exists. It is confirmed and refunded.
  externalId      order of the channel that is fetched and reported on (default: the newest of those that are read)
  offerId         offer of the channel whose price and stock are set
  sku             product that the system knows (default MUG-1)
  warehouse       word of a warehouse that the system knows (default MAIN)
  deliveryMethod  delivery method of the sample shipment (default: one to the door)
  pickupPointId   pickup point of the sample shipment
  currency        of sample orders (default PLN)

It writes to the system: use the system's own sandbox. Every record has a reference that begins with CERT- and is new
in each run; what can be cancelled is cancelled. A refresh token that is good for one use (Allegro) is used up: give
one of its own, not that of a running connection.

Exit code 0: every check passed. 1: one did not. 2: the system or the file is not right.`;

/** `crossdock certify SYSTEM --config FILE` */
export function certifyCommand(terminal: Terminal, parts: ProgramParts): Command {
  return new Command('certify')
    .description('Run every operation of every port of a connection with sample records and say how each went.')
    .argument('<system>', 'as in the list of connectors, for example inpost')
    .requiredOption('--config <file>', 'JSON file with settings and credentials')
    .option('--json', 'answer in JSON: {system, checks:[{port, operation, ok, ms, detail}]}', false)
    .addHelpText('after', HELP)
    .action(async (system: string, { config, json }: CertifyOptions) => {
      const connector = connectorOf(system, await parts.connectors());
      const certification = await certifyConnection(connector, readCertifyConfig(config), (check) => {
        terminal.note(progress(check));
      });
      terminal.out(json ? JSON.stringify(certification) : reportTable(certification));
      const passed = certification.checks.length > 0 && certification.checks.every(({ ok }) => ok);
      terminal.exitCode = passed ? EXIT.done : EXIT.failed;
    });
}

function connectorOf(system: string, connectors: readonly Connector[]): Connector {
  const connector = connectors.find(({ manifest }) => manifest.system === system);
  if (connector !== undefined) return connector;
  const known = connectors.map(({ manifest }) => manifest.system).sort();
  throw new WrongUse(`There is no system "${system}". Known: ${known.join(', ')}.`);
}

function progress({ port, operation, ok, ms }: Check): string {
  return `${port}.${operation} ... ${ok ? 'ok' : 'FAILED'} (${ms} ms)\n`;
}
