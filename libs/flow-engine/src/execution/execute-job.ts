import {
  RecordSkipped,
  runInCallScope,
  UnknownOutcomeError,
  type Exchange,
  type Ports,
  TransientError,
} from '@crossdock/connector-kit';
import type { AnyFlow, StepCall, StepDefinition, StepOutcome } from '../definition/flow';
import type { ClaimedJob } from '../persistence/job-store';

/** What one execution of a job saw and made. */
export interface Execution {
  readonly outcome: StepOutcome | null;
  readonly error: unknown;
  /** Found by the look-up instead of made again. */
  readonly found: boolean;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly exchanges: readonly Exchange[];
  readonly mappingVersions: Readonly<Record<string, number>>;
}

type AnyStep = StepDefinition<unknown, unknown>;

/** How long a worker may go on with a job. */
export interface Holding {
  /** Aborted when the process gives up. */
  readonly signal: AbortSignal;
  /** False once the claim may have run out: another worker may have the job by now. */
  readonly isOurs: () => boolean;
}

/** Runs one claimed job against its connection. Never throws: a failure is part of the result. */
export async function executeJob(
  job: ClaimedJob,
  step: AnyStep,
  subject: unknown,
  openPorts: (connectionId: string) => Promise<Partial<Ports>>,
  { signal, isOurs }: Holding,
): Promise<Execution> {
  const startedAt = new Date();
  const started = performance.now();
  const exchanges: Exchange[] = [];
  const mappingVersions: Record<string, number> = {};
  const scope = {
    traceId: job.traceId,
    signal,
    refusal: () => (isOurs() ? null : claimLost()),
    onExchange: (exchange: Exchange) => exchanges.push(exchange),
    onMappingVersion: (operation: string, version: number) => {
      mappingVersions[operation] = version;
    },
  };
  const finish = (result: Pick<Execution, 'outcome' | 'error' | 'found'>): Execution => ({
    ...result,
    startedAt,
    durationMs: Math.round(performance.now() - started),
    exchanges,
    mappingVersions,
  });
  try {
    const ports = await openPorts(job.connectionId);
    const call: StepCall<unknown> = {
      subject,
      item: { key: job.item, connectionId: job.connectionId },
      idempotencyKey: job.idempotencyKey,
      ports,
      round: job.rounds,
    };
    const result = await runInCallScope(scope, async () => perform(job, step, call, isOurs));
    return finish({ ...result, error: null });
  } catch (error) {
    if (error instanceof RecordSkipped) {
      return finish({ outcome: { kind: 'skipped', reason: error.reason }, error: null, found: false });
    }
    return finish({ outcome: null, error, found: false });
  }
}

/** Find before create: whatever may have been made already is looked for first. */
async function perform(
  job: ClaimedJob,
  step: AnyStep,
  call: StepCall<unknown>,
  isOurs: () => boolean,
): Promise<{ outcome: StepOutcome; found: boolean }> {
  const mayExist = job.outcomeUnknown || job.starts > 1;
  if (mayExist && step.kind === 'command' && !canLookUp(step)) throw nobodyKnows();
  if (mayExist && step.find !== undefined && step.nativelyIdempotent !== true) {
    const found = await step.find(call);
    if (found !== null) return { outcome: found, found: true };
  }
  // A process that was frozen since must not make what its successor has not found either.
  if (!isOurs()) throw claimLost();
  return { outcome: await step.execute(call), found: false };
}

/** Doing it again after an unknown outcome does no harm. */
export function canLookUp(step: AnyStep): boolean {
  return step.find !== undefined || step.nativelyIdempotent === true;
}

function claimLost(): TransientError {
  const summary = 'The worker was held up for so long that another one may have taken over.';
  return new TransientError({ code: 'job.claim-lost', summary });
}

function nobodyKnows(): UnknownOutcomeError {
  return new UnknownOutcomeError({
    code: 'job.outcome-unknown',
    summary: 'It was begun before and may have been done, and this system cannot be searched.',
    fix: 'Look there yourself. It is there: link it. It is surely not there: try again.',
  });
}

/** The step that a job was made from. @throws when the code no longer has it */
export function stepOf(
  flows: ReadonlyMap<string, AnyFlow>,
  job: Pick<ClaimedJob, 'flow' | 'step'>,
): [AnyFlow, AnyStep] {
  const flow = flows.get(job.flow);
  const step = flow?.steps.find((candidate) => candidate.name === job.step);
  if (flow === undefined || step === undefined) {
    throw new Error(`This version of the hub has no step ${job.step} in a flow ${job.flow}.`);
  }
  return [flow, step];
}
