import { CommandFailed } from '../outcome';

/** What is wrong in a set-up file, and where (RFC 6901). No message repeats a secret. */
export interface SetupProblem {
  readonly pointer: string;
  readonly message: string;
}

/** The set-up is not right; nothing of it was stored. */
export class SetupRefused extends CommandFailed {
  constructor(readonly problems: readonly SetupProblem[]) {
    super(
      ['Nothing was stored.', ...problems.map(({ pointer, message }) => `  ${pointer || '/'}: ${message}`)].join('\n'),
    );
  }
}

export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
