import type { AnyFlow, StepDefinition, StepItem } from '../definition/flow';

export const JOB_STATES = [
  'ready',
  'queued',
  'running',
  'waiting',
  'done',
  'skipped',
  'dead',
  'in-doubt',
  'cancelled',
  'superseded',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What planning needs to know of a job. */
export interface PlannedJob {
  readonly id: string;
  readonly step: string;
  readonly item: string;
  readonly state: JobState;
  /** Something may have been made at the vendor already. */
  readonly outcomeUnknown: boolean;
}

export interface NewJob {
  readonly step: StepDefinition<unknown, unknown>;
  readonly item: StepItem;
}

export interface Plan {
  readonly create: readonly NewJob[];
  /** Jobs that must not run any more. */
  readonly cancel: readonly string[];
  readonly settle: 'done' | 'cancelled' | null;
}

const SETTLED: ReadonlySet<JobState> = new Set(['done', 'skipped', 'cancelled']);
// A job that is queued or running may be at the vendor right now, and one whose outcome is unknown may have been there:
// it is let finish and undone afterwards.
const STOPPABLE: ReadonlySet<JobState> = new Set(['ready', 'waiting', 'dead']);

/**
 * Decides what a flow run does next, from its definition, its subject and its jobs alone. Pure: the same input gives the
 * same plan, so a plan that was lost is simply made again.
 */
export function planNext(flow: AnyFlow, subject: unknown, all: readonly PlannedJob[], cancelling: boolean): Plan {
  // What a dropped cancellation had done does not stand in the way of the next one.
  const jobs = all.filter((job) => job.state !== 'superseded');
  const phase = cancelling ? 'undo' : 'forward';
  const forward = new Set(flow.steps.filter((step) => step.phase === 'forward').map((step) => step.name));
  const cancel = cancelling ? jobs.filter((job) => forward.has(job.step) && isStoppable(job)) : [];
  const cancelled = new Set(cancel.map((job) => job.id));
  const open = jobs.filter((job) => !SETTLED.has(job.state) && !cancelled.has(job.id));
  const isHeld = cancelling ? open.some((job) => forward.has(job.step)) : flow.isHeld?.(subject) === true;
  const steps = isHeld ? [] : flow.steps.filter((step) => step.phase === phase);
  const create = steps.flatMap((step) => newJobs(step, subject, jobs, flow));
  const finished = !isHeld && open.length === 0 && create.length === 0 && !hasMore(flow, subject, jobs, phase);
  return {
    create,
    cancel: cancel.map((job) => job.id),
    settle: finished ? SETTLED_AS[phase] : null,
  };
}

const SETTLED_AS = { forward: 'done', undo: 'cancelled' } as const;

function isStoppable(job: PlannedJob): boolean {
  return STOPPABLE.has(job.state) && !job.outcomeUnknown;
}

function newJobs(
  step: StepDefinition<unknown, unknown>,
  subject: unknown,
  jobs: readonly PlannedJob[],
  flow: AnyFlow,
): NewJob[] {
  const present = new Set(jobs.filter((job) => job.step === step.name).map((job) => job.item));
  return step
    .items(subject)
    .filter((item) => !present.has(item.key))
    .filter((item) => step.after.every((earlier) => isSettledFor(flow, earlier, item.key, subject, jobs)))
    .map((item) => ({ step, item }));
}

/** True when everything of the earlier step that concerns this item is there and settled. */
function isSettledFor(
  flow: AnyFlow,
  earlier: string,
  key: string,
  subject: unknown,
  jobs: readonly PlannedJob[],
): boolean {
  const definition = flow.steps.find((step) => step.name === earlier);
  const wanted = definition?.items(subject).map((item) => item.key) ?? [];
  const made = jobs.filter((job) => job.step === earlier);
  const concerns = (other: string): boolean => other === key || isAbove(other, key) || isAbove(key, other);
  const all = [...new Set([...wanted, ...made.map((job) => job.item)])];
  const mine = all.some(concerns) ? all.filter(concerns) : all;
  return mine.every((item) => made.some((job) => job.item === item && SETTLED.has(job.state)));
}

function isAbove(path: string, other: string): boolean {
  return path === '' || other.startsWith(`${path}/`);
}

/** True when a step still has items without a job: something else must happen first. */
function hasMore(flow: AnyFlow, subject: unknown, jobs: readonly PlannedJob[], phase: 'forward' | 'undo'): boolean {
  return flow.steps
    .filter((step) => step.phase === phase)
    .some((step) =>
      step.items(subject).some((item) => !jobs.some((job) => job.step === step.name && job.item === item.key)),
    );
}
