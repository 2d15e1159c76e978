import { runCli } from './cli';
import { processTerminal } from './terminal';

void runCli(process.argv.slice(2), processTerminal(), {
  operations: async () => import('../operations.js'),
  connectors: async () => (await import('../connectors.js')).connectors,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
