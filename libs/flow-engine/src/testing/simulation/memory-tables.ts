import type { StepKind } from '../../definition/flow';
import type { JobState } from '../../planning/plan';

export interface RunRow {
  readonly id: string;
  readonly flow: string;
  readonly subjectId: string;
  readonly state: 'running' | 'done' | 'cancelled';
  readonly traceId: string;
  readonly cancelRequestedAt: Date | null;
}

export interface JobRow {
  readonly id: string;
  readonly flowRunId: string;
  readonly flow: string;
  readonly subjectId: string;
  readonly step: string;
  readonly item: string;
  readonly kind: StepKind;
  readonly connectionId: string;
  readonly state: JobState;
  readonly priority: number;
  readonly dueAt: number;
  readonly queuedAt: number | null;
  readonly fence: number;
  readonly starts: number;
  readonly attempts: number;
  readonly rounds: number;
  readonly leaseUntil: number | null;
  readonly worker: string | null;
  readonly idempotencyKey: string;
  readonly outcomeUnknown: boolean;
  readonly awaitKey: string | null;
  readonly nudged: boolean;
  readonly giveUpAt: number | null;
  readonly summary: string | null;
}

export interface AttemptRow {
  readonly jobId: string;
  readonly outcome: string;
}

/** Rows are replaced and never changed, so that a copy of the maps is a copy of everything. */
export class MemoryTables {
  runs = new Map<string, RunRow>();
  jobs = new Map<string, JobRow>();
  subjects = new Map<string, readonly string[]>();
  attempts: readonly AttemptRow[] = [];
  /** As in PostgreSQL, a number that was taken is gone, also when nothing comes of it. */
  private nextRun = 1;
  private nextJob = 1;

  runId(): string {
    return String(this.nextRun++);
  }

  jobId(): string {
    return String(this.nextJob++);
  }

  /** Answers how to go back to here. */
  remember(): () => void {
    const { runs, jobs, subjects, attempts } = this;
    [this.runs, this.jobs, this.subjects] = [new Map(runs), new Map(jobs), new Map(subjects)];
    return () => {
      [this.runs, this.jobs, this.subjects, this.attempts] = [runs, jobs, subjects, attempts];
    };
  }

  changeJobs(which: (job: JobRow) => boolean, change: (job: JobRow) => Partial<JobRow>): JobRow[] {
    const changed: JobRow[] = [];
    for (const job of this.jobs.values()) {
      if (!which(job)) continue;
      const after = { ...job, ...change(job) };
      this.jobs.set(job.id, after);
      changed.push(after);
    }
    return changed;
  }
}
