import { z } from 'zod';

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1');
const optionalText = z
  .string()
  .optional()
  .transform((value) => (value === undefined || value === '' ? null : value));

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Everything that the environment may say, checked once at the start. */
export const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    HOST: z.string().default('0.0.0.0'),
    DATABASE_URL: z
      .string({ error: 'must start with postgres://' })
      .regex(/^postgres(ql)?:\/\//, 'must start with postgres://'),
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, 'must start with redis://')
      .or(z.literal(''))
      .optional(),
    DATA_DIR: z.string().min(1).default('.data'),
    /** 32 bytes, base64: credentials of connections are encrypted with it. */
    CROSSDOCK_SECRET_KEY: z
      .string({ error: 'must be 32 random bytes in base64; make one with: openssl rand -base64 32' })
      .refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes in base64'),
    CROSSDOCK_ROLE: z.enum(['all', 'api', 'worker', 'scheduler']).default('all'),
    CROSSDOCK_SANDBOX: flag,
    SANDBOX_URL: optionalText,
    /** Where vendors and people reach the hub from outside. */
    PUBLIC_URL: optionalText,
    CROSSDOCK_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    /** Proxies in front of the hub whose word about the caller's address is taken: addresses or networks, by comma. */
    CROSSDOCK_TRUSTED_PROXIES: optionalText,
    /** Connections to PostgreSQL of this process, the queue's own not counted. */
    CROSSDOCK_POOL: z.coerce.number().int().min(4).max(200).default(20),
    /** Requests per minute of one API key; more are answered 429. */
    CROSSDOCK_API_RATE: z.coerce.number().int().positive().default(6_000),
    /** Attempts with their calls, and webhooks of vendors, are kept at least this long; attempts leave by the month. */
    CROSSDOCK_KEEP_DAYS: z.coerce.number().int().min(7).max(36_500).default(90),
    /** IANA name: nightly work is done in the night of this place. */
    CROSSDOCK_TIME_ZONE: z
      .string()
      .default('Europe/Warsaw')
      .refine(isTimeZone, 'must be the name of a time zone, such as Europe/Warsaw'),
  })
  .refine((env) => !env.CROSSDOCK_SANDBOX || env.SANDBOX_URL !== null, {
    path: ['SANDBOX_URL'],
    message: 'is needed when CROSSDOCK_SANDBOX is 1',
  });

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly dataDir: string;
  readonly secretKey: Buffer;
  readonly role: 'all' | 'api' | 'worker' | 'scheduler';
  readonly sandboxUrl: string | null;
  readonly publicUrl: string;
  readonly trustedProxies: string | null;
  readonly logLevel: string;
  readonly poolSize: number;
  readonly apiRequestsPerMinute: number;
  readonly keepDays: number;
  readonly timeZone: string;
}

/** Nest token. */
export const SETTINGS = Symbol('SETTINGS');

/** Thrown with one readable line per wrong setting; values are not repeated, some are secret. */
export class WrongSettings extends Error {}

/** @throws {WrongSettings} */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const result = environment.safeParse(env);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new WrongSettings(lines.join('\n'));
  }
  const read = result.data;
  return {
    port: read.PORT,
    host: read.HOST,
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL === undefined || read.REDIS_URL === '' ? null : read.REDIS_URL,
    dataDir: read.DATA_DIR,
    secretKey: Buffer.from(read.CROSSDOCK_SECRET_KEY, 'base64'),
    role: read.CROSSDOCK_ROLE,
    sandboxUrl: read.CROSSDOCK_SANDBOX ? read.SANDBOX_URL : null,
    publicUrl: (read.PUBLIC_URL ?? `http://localhost:${read.PORT}`).replace(/\/$/, ''),
    trustedProxies: read.CROSSDOCK_TRUSTED_PROXIES,
    logLevel: read.CROSSDOCK_LOG_LEVEL,
    poolSize: read.CROSSDOCK_POOL,
    apiRequestsPerMinute: read.CROSSDOCK_API_RATE,
    keepDays: read.CROSSDOCK_KEEP_DAYS,
    timeZone: read.CROSSDOCK_TIME_ZONE,
  };
}
