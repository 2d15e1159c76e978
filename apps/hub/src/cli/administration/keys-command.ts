import { Command, InvalidArgumentError } from 'commander';
import { databaseAddress } from '../data-folder';
import type { ProgramParts } from '../program-parts';
import type { Terminal } from '../terminal';

interface KeyOptions {
  readonly channel: string;
  readonly name: string;
  readonly rights: readonly string[];
  readonly json: boolean;
}

/** `crossdock keys create` */
export function keysCommand(terminal: Terminal, parts: ProgramParts): Command {
  const keys = new Command('keys').description('API keys of channels.');
  keys
    .command('create')
    .description('Make an API key. It is shown once and kept only as a hash. The hub need not run.')
    .requiredOption('--channel <id>', 'channel that the key speaks for')
    .requiredOption('--name <text>', 'who uses it, for the list of keys')
    .option('--rights <list>', 'with commas between', readList, ['orders:read', 'orders:write', 'stock:read'])
    .option('--json', 'answer in JSON', false)
    .action(async ({ channel, name, rights, json }: KeyOptions) => {
      const { createApiKey } = await parts.operations();
      const created = await createApiKey(databaseAddress(terminal.env), { channel, name, rights });
      terminal.out(
        json ? JSON.stringify({ ...created, channel, name, rights }) : `API key of ${channel}: ${created.key}`,
      );
    });
  return keys;
}

function readList(text: string): readonly string[] {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length === 0) throw new InvalidArgumentError('At least one.');
  return items;
}
