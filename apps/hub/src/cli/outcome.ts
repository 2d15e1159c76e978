/** The command was given something it cannot work with. Exit code 2. */
export class WrongUse extends Error {}

/** The command was right and did not succeed. Exit code 1. */
export class CommandFailed extends Error {}

/** Exit codes that scripts rely on. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
