import { Body, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { Database, nextTime } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../platform/problem/problem';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { recordAction } from '../audited/audited';
import { sendRange } from '../list/page-of-rows';
import type { SignedIn } from '../session/session-store';

interface ScheduleRow {
  /** Its name. */
  readonly id: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly nextAt: Date;
  /** When it ran to its end last. */
  readonly ranAt: Date | null;
  /** Why the last run failed; it is tried again by itself. */
  readonly problem: string | null;
  readonly state: 'waiting' | 'running' | 'failed';
}

interface ScheduleRunRow {
  readonly id: string;
  readonly dueAt: Date;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** `abandoned`: the process that ran it died. */
  readonly outcome: 'running' | 'done' | 'failed' | 'abandoned';
  readonly problem: string | null;
}

interface ScheduleView extends ScheduleRow {
  readonly nextTimes: readonly Date[];
  /** Newest first. */
  readonly runs: readonly ScheduleRunRow[];
}

const NEXT_TIMES = 5;
const NEWEST_RUNS = 50;
const nothing = z.strictObject({});
const ROW = `name as id, cron, time_zone as "timeZone", next_at as "nextAt", ran_at as "ranAt", problem,
  case when due_at is null then 'waiting' when problem is null then 'running' else 'failed' end as state`;

/** Work that is done by the clock. */
@AdminController('schedules')
export class SchedulesController {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** All of them: there are as many as the program has. */
  @Get()
  @Needs('schedules:read')
  async list(@Res({ passthrough: true }) reply: FastifyReply): Promise<readonly ScheduleRow[]> {
    const rows = await this.database.query<ScheduleRow>(`select ${ROW} from schedule order by name`);
    sendRange(reply, 'schedules', 0, rows.length, { rows: rows.length, estimated: false });
    return rows;
  }

  @Get(':id')
  @Needs('schedules:read')
  async one(@Param('id') id: string): Promise<ScheduleView> {
    const [row] = await this.database.query<ScheduleRow>(`select ${ROW} from schedule where name = $1`, [id]);
    if (row === undefined) throw nothingThere('schedule');
    const runs = await this.database.query<ScheduleRunRow>(
      `select id::text, due_at as "dueAt", started_at as "startedAt", finished_at as "finishedAt", outcome, problem
       from schedule_run r where name = $1 order by r.id desc limit ${NEWEST_RUNS}`,
      [id],
    );
    return { ...row, nextTimes: timesFrom(row), runs };
  }

  /** Has it run now, beside its times. It begins within seconds; asked twice before that, it runs once. */
  @Post(':id/run')
  @HttpCode(202)
  @Needs('schedules:act')
  async run(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<ScheduleView> {
    checked(nothing, body);
    await this.one(id);
    await this.database.transaction(async (sql) => {
      // The column is compared with times in whole milliseconds. One that failed is taken again before its pause is over.
      const asked = await sql.query(
        `update schedule set
           next_at = case when due_at is null then least(next_at, date_trunc('milliseconds', now())) else next_at end,
           taken_at = case when due_at is null then taken_at else to_timestamp(0) end
         where name = $1 and (due_at is null or problem is not null) returning name`,
        [id],
      );
      if (asked.length === 0) {
        throw new Problem({ status: 409, code: 'is-running', detail: 'It is running right now.' });
      }
      await recordAction(sql, by, { action: 'schedule.run-requested', subjectType: 'schedule', subjectId: id });
    });
    return this.one(id);
  }
}

function timesFrom({ cron, timeZone, nextAt }: ScheduleRow): Date[] {
  const times = [nextAt];
  while (times.length < NEXT_TIMES) times.push(nextTime({ cron, timeZone }, times.at(-1) ?? nextAt));
  return times;
}
