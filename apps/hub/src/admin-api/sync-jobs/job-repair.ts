import { Inject, Injectable } from '@nestjs/common';
import { ActionRefused, OperatorActions, type Sql } from '@crossdock/flow-engine';
import { WorkSignal } from '../../engine/work-signal';
import { recordDoneToJob, type DoneToJob } from '../../orders/job-record';
import { Problem } from '../../platform/problem/problem';
import { userActor } from '../audited/audited';
import type { SignedIn } from '../session/session-store';
import type { JobDetail } from './job-rows';

/** What people do with jobs that do not go on by themselves. Job, audit and timeline are written together. */
@Injectable()
export class JobRepair {
  constructor(
    @Inject(OperatorActions) private readonly actions: OperatorActions,
    @Inject(WorkSignal) private readonly signal: WorkSignal,
  ) {}

  async retry(job: JobDetail, by: SignedIn): Promise<void> {
    const also = told(job, by, { code: 'step.retried', reason: null, facts: {} });
    await this.change(async () => this.actions.retry(job.id, also));
  }

  async skip(job: JobDetail, by: SignedIn, reason: string): Promise<void> {
    const also = told(job, by, { code: 'step.skipped', reason, facts: {} });
    await this.change(async () => this.actions.skip(job.id, reason, also));
  }

  async bind(
    job: JobDetail,
    by: SignedIn,
    remote: { readonly id: string; readonly number: string | null },
  ): Promise<void> {
    const facts = { remoteId: remote.id, number: remote.number ?? remote.id };
    const also = told(job, by, { code: 'step.bound', reason: null, facts });
    await this.change(async () => this.actions.bind(job.id, remote, also));
  }

  private async change(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ActionRefused)) throw error;
      throw new Problem({ status: 409, code: 'action-refused', detail: error.message });
    }
    this.signal.due();
  }
}

function told(
  job: JobDetail,
  { user }: SignedIn,
  what: Pick<DoneToJob, 'code' | 'reason' | 'facts'>,
): (sql: Sql) => Promise<void> {
  return async (sql) => recordDoneToJob(sql, job, { ...what, actor: userActor(user.id) });
}
