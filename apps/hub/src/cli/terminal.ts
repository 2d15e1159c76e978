import type { ExitCode } from './outcome';

/** Where a command reads its surroundings from and writes to. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** A line of the answer. */
  out(line: string): void;
  /** Text for the person who waits: progress, problems. */
  note(text: string): void;
  /** A person watches: lines may be written over. */
  readonly isInteractive: boolean;
  exitCode: ExitCode;
}

export function processTerminal(): Terminal {
  return {
    env: process.env,
    out: (line) => process.stdout.write(`${line}\n`),
    note: (text) => process.stderr.write(text),
    isInteractive: process.stderr.isTTY,
    exitCode: 0,
  };
}
