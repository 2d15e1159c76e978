export type ScheduleState = 'waiting' | 'running' | 'failed';

export interface ScheduleRow {
  readonly id: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly nextAt: string;
  readonly ranAt: string | null;
  readonly problem: string | null;
  readonly state: ScheduleState;
}

export interface ScheduleRun {
  readonly id: string;
  readonly dueAt: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly outcome: 'running' | 'done' | 'failed' | 'abandoned';
  readonly problem: string | null;
}

export type Schedule = ScheduleRow & {
  readonly nextTimes: readonly string[];
  readonly runs: readonly ScheduleRun[];
};
