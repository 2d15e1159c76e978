import { Command, CommanderError } from 'commander';
import { certifyCommand } from './certify/certify-command';
import { keysCommand } from './administration/keys-command';
import { migrateCommand } from './administration/migrate-command';
import { usersCommand } from './administration/users-command';
import { ordersCommand } from './orders-import/orders-command';
import { CommandFailed, EXIT, WrongUse, type ExitCode } from './outcome';
import { reconcileCommand } from './reconcile-command';
import { setupCommand } from './setup/setup-command';
import type { ProgramParts } from './program-parts';
import type { Terminal } from './terminal';

/** Runs one command; never throws. */
export async function runCli(args: readonly string[], terminal: Terminal, parts: ProgramParts): Promise<ExitCode> {
  try {
    await program(terminal, parts).parseAsync([...args], { from: 'user' });
    return terminal.exitCode;
  } catch (error) {
    return report(error, terminal);
  }
}

function program(terminal: Terminal, parts: ProgramParts): Command {
  const crossdock = new Command('crossdock')
    .description("The operator's commands of Crossdock. Exit code 0: done, 1: something failed, 2: wrong use.")
    .showHelpAfterError('(--help says how)');
  const commands = [
    ordersCommand(terminal),
    certifyCommand(terminal, parts),
    reconcileCommand(),
    keysCommand(terminal, parts),
    usersCommand(terminal, parts),
    migrateCommand(terminal, parts),
    setupCommand(terminal, parts),
  ];
  for (const command of commands) crossdock.addCommand(command);
  prepare(crossdock, terminal);
  return crossdock;
}

/** Commander does not hand these down to commands that were made apart. */
function prepare(command: Command, terminal: Terminal): void {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => {
      terminal.out(text.replace(/\n$/, ''));
    },
    writeErr: (text) => {
      terminal.note(text);
    },
  });
  for (const inner of command.commands) prepare(inner, terminal);
}

function report(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  const text = error instanceof Error ? error.message : String(error);
  const isForeseen = error instanceof WrongUse || error instanceof CommandFailed;
  terminal.note(`${isForeseen || !(error instanceof Error) ? text : (error.stack ?? text)}\n`);
  return error instanceof WrongUse ? EXIT.wrongUse : EXIT.failed;
}
