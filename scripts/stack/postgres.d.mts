export interface PostgresServer {
  readonly port: number;
  readonly pid: number;
  /** Address of a database of the server, with user and password. */
  url(database: string): string;
  /** Resolves when the server has ended, for whatever reason. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Stops the server; the data stays. */
  stop(): Promise<void>;
}

export function startPostgres(options: {
  /** Folder for the data and the server's log. */
  readonly dataDir: string;
  /** False for tests: fast, and worthless after a crash of the computer. */
  readonly durable: boolean;
  readonly say?: (line: string) => void;
  readonly maxConnections?: number;
}): Promise<PostgresServer>;

export function ensureDatabase(server: PostgresServer, name: string): Promise<void>;
