import { Controller, Get, Header, HttpStatus, Inject, Module, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { EngineRuntime } from '../engine/engine-runtime';
import { Metrics } from '../engine/metrics';

const DATABASE_WITHIN_MS = 2_000;

/** For whoever watches the process. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EngineRuntime) private readonly engine: EngineRuntime,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** The process is alive; says nothing about what it needs. */
  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** 200 when the hub can do its work; else 503 and the part that cannot. */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const parts = { database: await this.databaseState(), engine: this.engine.running ? 'ok' : 'not running' };
    const isReady = Object.values(parts).every((state) => state === 'ok');
    reply.code(isReady ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return { status: isReady ? 'ok' : 'unavailable', parts };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async prometheus(): Promise<string> {
    await this.countBacklog().catch(() => undefined);
    return this.metrics.registry.metrics();
  }

  private async databaseState(): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => {
        resolve('does not answer');
      }, DATABASE_WITHIN_MS);
    });
    const asked = this.database.query('select 1').then(
      () => 'ok',
      () => 'does not answer',
    );
    const state = await Promise.race([asked, late]);
    clearTimeout(timer);
    return state;
  }

  private async countBacklog(): Promise<void> {
    const rows = await this.database.query<{ connection: string; state: string; count: string }>(
      `select connection_id as connection, state, count(*) from sync_job
       where state in ('ready', 'queued', 'running', 'waiting', 'dead', 'in-doubt') group by 1, 2`,
    );
    this.metrics.backlog.reset();
    for (const { connection, state, count } of rows) this.metrics.backlog.set({ connection, state }, Number(count));
    const attention = await this.database.query<{ count: string }>('select count(*) from orders where attention');
    this.metrics.attention.set(Number(attention[0]?.count ?? 0));
  }
}

@Module({ controllers: [HealthController] })
export class HealthModule {}
