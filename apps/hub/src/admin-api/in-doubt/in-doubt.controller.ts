import { Get, Inject, Query, Res } from '@nestjs/common';
import { Database, OperatorActions } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AdminController, Needs } from '../access/admin-controller';
import { readListQuery, type ListShape } from '../list/list-query';
import { pageOfRows, sendRange } from '../list/page-of-rows';
import { SqlFilter } from '../list/sql-filter';
import { readJobs, type JobRow } from '../sync-jobs/job-rows';

const filter = z.strictObject({ connectionId: z.string().max(100).optional() });
const SORTS = ['id', 'createdAt'] as const;
const shape: ListShape<z.output<typeof filter>, (typeof SORTS)[number]> = { filter, sorts: SORTS };

/** The newest call that was made for the job, without its contents. */
interface LastCall {
  readonly at: Date;
  readonly operation: string;
  readonly method: string;
  /** Null: no answer came. */
  readonly status: number | null;
  readonly failure: string | null;
}

interface InDoubtRow extends JobRow {
  /** The system can be searched: the hub looks before it sends again. Otherwise a person has to. */
  readonly canFind: boolean;
  /** A document that is there can be named. */
  readonly canBind: boolean;
  readonly lastCall: LastCall | null;
}

// Dead jobs whose outcome is unknown as well: the look-up itself failed, or found more than one.
const DOUBTFUL = `j.state in ('dead', 'in-doubt') and (j.state = 'in-doubt' or j.outcome_unknown) and ?::boolean`;

const LAST_CALLS = `
  select j.id::text, a.at, a.call->>'operation' as operation, a.call->>'method' as method,
    (a.call->>'status')::int as status, a.call->>'failure' as failure
  from unnest($1::bigint[]) j(id) cross join lateral (
    select started_at as at, exchanges->-1 as call from attempt
    where job_id = j.id and jsonb_array_length(exchanges) > 0 order by id desc limit 1) a`;

/** Jobs of which nobody knows whether the other system has done them. */
@AdminController('in-doubt')
export class InDoubtController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OperatorActions) private readonly actions: OperatorActions,
  ) {}

  @Get()
  @Needs('errors:read')
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<readonly InDoubtRow[]> {
    const wanted = readListQuery(query, shape);
    const conditions = new SqlFilter().and(DOUBTFUL, true).and('j.connection_id = ?', wanted.filter.connectionId);
    const sql = {
      select: 'select j.id::text from sync_job j',
      from: 'sync_job j',
      orderBy: `j.id ${wanted.direction}`,
    };
    const { rows, total } = await pageOfRows<{ id: string }>(this.database, sql, conditions, wanted);
    sendRange(reply, 'in-doubt', wanted.first, rows.length, total);
    return this.withAbilities(rows.map(({ id }) => id));
  }

  private async withAbilities(ids: readonly string[]): Promise<InDoubtRow[]> {
    const [jobs, calls] = await Promise.all([
      readJobs(this.database, ids),
      this.database.query<LastCall & { id: string }>(LAST_CALLS, [ids]),
    ]);
    const lastCalls = new Map(calls.map(({ id, ...call }) => [id, call]));
    return jobs.map((job) => ({ ...job, ...this.actions.abilities(job), lastCall: lastCalls.get(job.id) ?? null }));
  }
}
