import { Command } from 'commander';
import type { Terminal } from '../terminal';
export function certifyCommand(_terminal: Terminal): Command {
  return new Command('certify');
}
