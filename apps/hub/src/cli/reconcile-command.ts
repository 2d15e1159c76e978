import { Command } from 'commander';
import { CommandFailed } from './outcome';

/** `crossdock reconcile stock` */
export function reconcileCommand(): Command {
  const reconcile = new Command('reconcile').description('Compare the hub with the systems around it.');
  reconcile
    .command('stock')
    .description('Compare stock levels. Not part of this version.')
    .option('--json', 'answer in JSON', false)
    .action(() => {
      throw new CommandFailed('Stock reconciliation is not part of this version of Crossdock. Nothing was compared.');
    });
  return reconcile;
}
