import { Command } from 'commander';
import { databaseAddress } from '../data-folder';
import type { ProgramParts } from '../program-parts';
import type { Terminal } from '../terminal';

/** `crossdock migrate` */
export function migrateCommand(terminal: Terminal, parts: ProgramParts): Command {
  return new Command('migrate')
    .description('Bring the database to the version of this program. Running it again changes nothing.')
    .option('--json', 'answer in JSON', false)
    .action(async ({ json }: { readonly json: boolean }) => {
      const { migrate } = await parts.operations();
      await migrate(databaseAddress(terminal.env));
      terminal.out(json ? JSON.stringify({ migrated: true }) : 'The database is of this version.');
    });
}
