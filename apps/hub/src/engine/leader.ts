import { Client } from 'pg';

/** Any number: whoever holds this lock of the database hands out the work. */
const LEADER_LOCK = 5_201_127;
const TRY_AGAIN_MS = 1_000;
/** A leader that is frozen or cut off without a word says nothing for so long; the server then ends its session. */
const SILENT_MS = 8_000;
/** An answer that takes longer does not come: the connection is dead, and somebody else leads by now. */
const ANSWER_WITHIN_MS = 5_000;
/** Channel on which processes say that something is due. */
export const DUE = 'crossdock_due';

export interface LeaderWork {
  /** This process is the only one now. */
  lead(): void;
  /** Another process may take over after this has resolved. */
  follow(): Promise<void>;
  /** Somebody says that something is due. */
  due(): void;
}

/**
 * Makes one scheduler of many the leader, by a lock that PostgreSQL lets go of when the process or its connection is gone.
 * Two leaders for a moment would do no harm: claims are fenced and rows are locked. One is enough.
 */
export class Leader {
  private client: Client | null = null;
  private leading = false;
  private stopped = false;
  private loop: Promise<void> = Promise.resolve();
  /** What was done while leading has to end before this process leads again. */
  private resigning: Promise<void> = Promise.resolve();
  private wake: (() => void) | null = null;

  constructor(
    private readonly databaseUrl: string,
    private readonly work: LeaderWork,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake?.();
    await this.loop;
    await this.resign();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.resigning;
        if (this.client === null) await this.connect();
        if (this.leading) await this.client?.query('select 1');
        else if (await this.tryLock()) {
          this.leading = true;
          this.work.lead();
        }
      } catch (error) {
        this.onError(error);
        await this.resign();
      }
      await this.pause();
    }
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    });
    client.on('error', (error) => {
      this.onError(error);
      if (this.client === client) void this.resign();
    });
    client.on('notification', () => {
      this.work.due();
    });
    await client.connect();
    this.client = client;
    await client.query(`set idle_session_timeout = ${SILENT_MS}`);
    await client.query(`listen ${DUE}`);
  }

  private async tryLock(): Promise<boolean> {
    const result = await this.client?.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      LEADER_LOCK,
    ]);
    return result?.rows[0]?.locked === true;
  }

  private async resign(): Promise<void> {
    const client = this.client;
    this.client = null;
    if (this.leading) {
      this.leading = false;
      this.resigning = this.work.follow().catch(this.onError);
    }
    await this.resigning;
    await client?.end().catch(() => undefined);
  }

  private async pause(): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, TRY_AGAIN_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }
}
