import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  Dispatcher,
  postgresTransport,
  QUEUE_SCHEMA,
  redisTransport,
  Scheduler,
  Sweeper,
  Worker,
  type AnyFlow,
  type ClaimedJob,
  type Database,
  type Execution,
  type JobTransport,
  type Settlement,
} from '@crossdock/flow-engine';
import { Pool } from 'pg';
import type { ConnectionGateway } from '../connections/connection-gateway';
import { clearSignInNeeded, markSignInNeeded, readConnections } from '../connections/connection-row';
import { errorWork } from '../errors/error-work';
import { figureWork } from '../figures/figure-work';
import { TELL_STOCK_FLOW } from '../flows/stock/tell-stock.flow';
import { startFeeds } from '../flows/start-feeds';
import type { Logger } from '../platform/logging/logger';
import type { Settings } from '../platform/settings/settings';
import type { OutboxRelay } from '../shop-webhooks/outbox-relay';
import { tellAgain } from '../stock/offers';
import { stockWork } from '../stock/stock-work';
import { housekeeping } from './housekeeping';
import { Lanes } from './lanes';
import { Leader } from './leader';
import type { Metrics } from './metrics';
import type { OwnWorker } from './own-worker';
import { Repeating } from './repeating';
import type { WorkSignal } from './work-signal';

/** Clients of the queue's own pool: one LISTEN client a worker, and room to hand over. */
const QUEUE_POOL_SIZE = 6;
const RELAY_EVERY_MS = 250;
const PROBE_EVERY_MS = 15_000;
const FEEDS_EVERY_MS = 10_000;
const SCHEDULES_EVERY_MS = 5_000;

export interface EngineParts {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly database: Database;
  readonly flows: ReadonlyMap<string, AnyFlow>;
  readonly gateway: ConnectionGateway;
  readonly relay: OutboxRelay;
  readonly metrics: Metrics;
  readonly signal: WorkSignal;
  readonly ownWorker: OwnWorker;
}

/** Everything that runs by itself: workers take jobs, and one leader of all schedulers hands them out. */
export class EngineRuntime {
  private transport: JobTransport | null = null;
  private queuePool: Pool | null = null;
  private worker: Worker | null = null;
  private leader: Leader | null = null;
  /** Readiness asks for it. */
  running = false;

  constructor(private readonly parts: EngineParts) {}

  async start(): Promise<void> {
    const { role } = this.parts.settings;
    if (role === 'api') {
      this.running = true;
      return;
    }
    const transport = await this.openTransport();
    this.transport = transport;
    if (role !== 'scheduler') this.startWorker(transport);
    if (role !== 'worker') this.startLeader(transport);
    this.running = true;
  }

  /** Hands out nothing more, lets running jobs end, and gives everything back. */
  async stop(): Promise<void> {
    this.running = false;
    await this.leader?.stop();
    this.worker?.windDown();
    await this.transport?.close();
    await this.worker?.stop();
    await this.queuePool?.end();
    await this.parts.gateway.close();
  }

  private async openTransport(): Promise<JobTransport> {
    const { settings } = this.parts;
    if (settings.redisUrl !== null) return redisTransport(settings.redisUrl, this.fault('The queue'));
    const pool = new Pool({
      connectionString: settings.databaseUrl,
      max: QUEUE_POOL_SIZE,
      options: `-c search_path=${QUEUE_SCHEMA}`,
      keepAlive: true,
    });
    pool.on('error', this.fault('The queue'));
    pool.on('connect', (client) => {
      client.on('error', this.fault('The queue'));
    });
    this.queuePool = pool;
    return postgresTransport(pool, this.fault('The queue'));
  }

  private startWorker(transport: JobTransport): void {
    const { database, flows, gateway, logger, metrics, signal } = this.parts;
    const name = `${hostname()}:${process.pid}:${randomUUID().slice(0, 4)}`;
    const lanes = new Lanes(database);
    this.worker = new Worker(database, {
      name,
      flows,
      openPorts: async (connectionId) => gateway.ports(connectionId),
      lanes: async () => lanes.read(),
      onSettled: (job, execution, settlement) => {
        metrics.settled(job, execution, settlement);
        this.followUp(job, settlement);
        logSettled(logger, job, execution, settlement);
        signal.due();
      },
      onError: (error, jobId) => {
        logger.error({ jobId, reason: reasonOf(error) }, 'A job could not be worked on; it will be looked at again.');
      },
    });
    this.worker.start(transport);
    this.parts.ownWorker.attach(this.worker);
  }

  private followUp(job: ClaimedJob, { accepted, error, decision }: Settlement): void {
    const { database, gateway } = this.parts;
    if (!accepted && job.flow === TELL_STOCK_FLOW) {
      void tellAgain(database, job.subjectId).catch(this.fault('Telling the stock again'));
    }
    if (decision?.next === 'hold-connection') this.lockedOut(job.connectionId, error?.summary ?? '');
    if (error === null) void gateway.answered(job.connectionId).catch(this.fault('Releasing a connection'));
  }

  private startLeader(transport: JobTransport): void {
    const { database, flows, settings, signal, logger } = this.parts;
    const lanes = new Lanes(database);
    const dispatcher = new Dispatcher(
      database,
      transport,
      async () => lanes.read(),
      this.fault('Handing out work'),
      this.worker,
    );
    const sweeper = new Sweeper(
      database,
      flows,
      () => {
        dispatcher.poke();
      },
      this.fault('The sweep'),
    );
    const repeated = this.repeatedWork(dispatcher);
    const poke = (): void => {
      dispatcher.poke();
      repeated[0]?.hurry();
    };
    this.leader = new Leader(
      settings.databaseUrl,
      {
        lead: () => {
          logger.info('This process hands out the work.');
          dispatcher.start();
          sweeper.start();
          for (const work of repeated) work.start();
          signal.attach(poke);
        },
        follow: async () => {
          signal.attach(null);
          await Promise.all(repeated.map(async (work) => work.stop()));
          await sweeper.stop();
          await dispatcher.stop();
        },
        due: poke,
      },
      this.fault('Leading'),
    );
    this.leader.start();
  }

  private repeatedWork(dispatcher: Dispatcher): readonly Repeating[] {
    const { relay, database, flows, settings } = this.parts;
    const due = (): void => {
      dispatcher.poke();
    };
    const others = [...errorWork(database, flows, due), ...figureWork(database), ...stockWork(database, due)];
    const relayEvents = async (): Promise<boolean> => {
      const relayed = await relay.relay();
      if (relayed > 0) dispatcher.poke();
      return relayed > 0;
    };
    const probe = async (): Promise<boolean> => {
      await this.probeLockedOut();
      return false;
    };
    const feeds = async (): Promise<boolean> => {
      await startFeeds(database, flows);
      return false;
    };
    const scheduler = new Scheduler(database, [housekeeping(settings)], (error, name) => {
      this.fault(`The schedule ${name}`)(error);
    });
    const runSchedules = async (): Promise<boolean> => {
      await scheduler.runDue();
      return false;
    };
    return [
      new Repeating(RELAY_EVERY_MS, relayEvents, this.fault('Telling the shops')),
      new Repeating(PROBE_EVERY_MS, probe, this.fault('Probing connections')),
      new Repeating(FEEDS_EVERY_MS, feeds, this.fault('Starting feeds')),
      new Repeating(SCHEDULES_EVERY_MS, runSchedules, this.fault('Looking at the schedules')),
      ...others.map(({ name, everyMs, work }) => new Repeating(everyMs, work, this.fault(name))),
    ];
  }

  /** A system that refused our credentials is asked now and then: when it lets us in again, everything goes on by itself. */
  private async probeLockedOut(): Promise<void> {
    const { database, gateway, logger } = this.parts;
    const locked = (await readConnections(database)).filter(
      (row) => row.signInNeededAt !== null && row.pausedAt === null,
    );
    for (const { id } of locked) {
      const { ok } = await gateway.check(id);
      if (!ok) continue;
      await clearSignInNeeded(database, id);
      logger.info({ connection: id }, 'The system lets us in again.');
    }
  }

  private lockedOut(connectionId: string, problem: string): void {
    markSignInNeeded(this.parts.database, connectionId, problem).catch(this.fault('Marking a connection'));
  }

  private fault(what: string): (error: unknown) => void {
    return (error) => {
      this.parts.logger.warn({ reason: reasonOf(error) }, `${what} failed for now.`);
    };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function logSettled(logger: Logger, job: ClaimedJob, execution: Execution, { error, state }: Settlement): void {
  if (state === 'waiting') return;
  const line = {
    traceId: job.traceId,
    flow: job.flow,
    step: job.step,
    item: job.item,
    subject: job.subjectId,
    connection: job.connectionId,
    ms: execution.durationMs,
    state,
    ...(error === null ? {} : { errorClass: error.class, errorCode: error.code }),
  };
  logger[error === null ? 'info' : 'warn'](line, 'step');
}
