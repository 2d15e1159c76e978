import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import { databaseAddress } from '../data-folder';
import { WrongUse } from '../outcome';
import type { ProgramParts } from '../program-parts';
import type { Terminal } from '../terminal';

const ROLES = ['admin', 'operator', 'analyst', 'viewer', 'approver'] as const;
const LOCALES = ['pl', 'en'] as const;

interface UserOptions {
  readonly email: string;
  readonly role: (typeof ROLES)[number];
  readonly locale: (typeof LOCALES)[number];
  readonly json: boolean;
}

/** `crossdock users create` */
export function usersCommand(terminal: Terminal, parts: ProgramParts): Command {
  const users = new Command('users').description('People who use the panel.');
  users
    .command('create')
    .description(
      'Make a user. The password is CROSSDOCK_PASSWORD, or a new one that is shown once. The hub need not run.',
    )
    .requiredOption('--email <address>', 'what the user signs in with')
    .addOption(new Option('--role <role>', 'what the user may do').choices(ROLES).makeOptionMandatory())
    .addOption(new Option('--locale <language>', 'language of the panel').choices(LOCALES).default('en'))
    .option('--json', 'answer in JSON', false)
    .action(async ({ email, role, locale, json }: UserOptions) => {
      if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new WrongUse(`"${email}" is not an e-mail address.`);
      // Not an option: command lines are seen by everyone on the computer.
      const given = terminal.env.CROSSDOCK_PASSWORD;
      const password = given ?? randomBytes(15).toString('base64url');
      const { createUser } = await parts.operations();
      await createUser(databaseAddress(terminal.env), { email, password, role, locale });
      const shown = given === undefined ? { password } : {};
      const text =
        given === undefined ? `${email} (${role}) may sign in with ${password}` : `${email} (${role}) may sign in.`;
      terminal.out(json ? JSON.stringify({ email, role, locale, ...shown }) : text);
    });
  return users;
}
