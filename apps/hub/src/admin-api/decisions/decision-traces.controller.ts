import { Get, Inject, Param, Query, Res } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AdminController, Needs } from '../access/admin-controller';
import { nothingThere } from '../access/checked-input';
import { readListQuery } from '../list/list-query';
import { pageOfRows, sendRange } from '../list/page-of-rows';
import { SqlFilter } from '../list/sql-filter';

interface TraceRow {
  readonly id: string;
  readonly decisionId: string;
  readonly version: number;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly at: Date;
  /** Why there is no answer. */
  readonly problem: string | null;
}

const filter = z.strictObject({
  decisionId: z.string().max(100).optional(),
  subjectId: z.string().max(100).optional(),
  failed: z.boolean().optional(),
});
const ROW = `t.id, t.decision_id as "decisionId", t.version, t.subject_type as "subjectType", t.subject_id as "subjectId",
  t.at, t.problem`;

/** What rule sets were asked and what they answered, and why. */
@AdminController('decision-traces')
export class DecisionTracesController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Needs('decisions:read')
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<readonly TraceRow[]> {
    const read = readListQuery(query, { filter, sorts: ['at'] });
    const { decisionId, subjectId, failed } = read.filter;
    const conditions = new SqlFilter()
      .and('t.decision_id = ?', decisionId)
      .and('t.subject_id = ?', subjectId)
      .and('(t.problem is not null) = ?', failed);
    const sql = {
      select: `select ${ROW} from decision_trace t`,
      from: 'decision_trace t',
      orderBy: `t.at ${read.direction}, t.id ${read.direction}`,
    };
    const { rows, total } = await pageOfRows<TraceRow>(this.database, sql, conditions, read);
    sendRange(reply, 'decision-traces', read.first, rows.length, total);
    return rows;
  }

  @Get(':id')
  @Needs('decisions:read')
  async one(@Param('id') id: string): Promise<unknown> {
    const [row] = z.guid().safeParse(id).success
      ? await this.database.query(`select ${ROW}, t.input, t.output, t.steps from decision_trace t where t.id = $1`, [
          id,
        ])
      : [];
    if (row === undefined) throw nothingThere('answer');
    return row;
  }
}
