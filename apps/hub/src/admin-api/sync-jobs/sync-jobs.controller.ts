import { Body, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { Database } from '@crossdock/flow-engine';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AdminController, Needs } from '../access/admin-controller';
import { checked, nothingThere, reasonBody, typedText } from '../access/checked-input';
import { WhoIsSignedIn } from '../access/signed-in';
import { readListQuery } from '../list/list-query';
import { sendRange } from '../list/page-of-rows';
import type { SignedIn } from '../session/session-store';
import { readAttempts, type AttemptRow } from './attempt-rows';
import { jobListShape, listJobs } from './job-list';
import { JobRepair } from './job-repair';
import { readJob, type JobDetail, type JobRow } from './job-rows';

/** One job with its attempts in place of their number, which `attemptCount` has. */
type JobView = Omit<JobDetail, 'attempts'> & {
  readonly attemptCount: number;
  readonly attempts: readonly AttemptRow[];
};

const nothing = z.strictObject({});
const remoteDocument = z.strictObject({ remoteId: typedText(200), remoteNumber: typedText(200).nullish() });
// As far as a bigint goes.
const JOB_ID = /^[1-9]\d{0,17}$/;

/** Steps of flows, their attempts, and what a person may do with them. Changes answer with the job as it is afterwards. */
@AdminController('sync-jobs')
export class SyncJobsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly repair: JobRepair,
  ) {}

  @Get()
  @Needs('sync-jobs:read')
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<readonly JobRow[]> {
    const wanted = readListQuery(query, jobListShape);
    const { rows, total } = await listJobs(this.database, wanted);
    sendRange(reply, 'sync-jobs', wanted.first, rows.length, total);
    return rows;
  }

  @Get(':id')
  @Needs('sync-jobs:read')
  async one(@Param('id') id: string): Promise<JobView> {
    const job = await this.job(id);
    return { ...job, attemptCount: job.attempts, attempts: await readAttempts(this.database, id) };
  }

  @Post(':id/retry')
  @HttpCode(200)
  @Needs('sync-jobs:act')
  async retry(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<JobView> {
    checked(nothing, body);
    await this.repair.retry(await this.job(id), by);
    return this.one(id);
  }

  @Post(':id/skip')
  @HttpCode(200)
  @Needs('sync-jobs:act')
  async skip(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<JobView> {
    const { reason } = checked(reasonBody, body);
    await this.repair.skip(await this.job(id), by, reason);
    return this.one(id);
  }

  @Post(':id/bind')
  @HttpCode(200)
  @Needs('sync-jobs:act')
  async bind(@Param('id') id: string, @Body() body: unknown, @WhoIsSignedIn() by: SignedIn): Promise<JobView> {
    const { remoteId, remoteNumber } = checked(remoteDocument, body);
    await this.repair.bind(await this.job(id), by, { id: remoteId, number: remoteNumber ?? null });
    return this.one(id);
  }

  private async job(id: string): Promise<JobDetail> {
    const job = JOB_ID.test(id) ? await readJob(this.database, id) : null;
    if (job === null) throw nothingThere('job');
    return job;
  }
}
