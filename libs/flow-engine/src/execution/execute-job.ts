import { RecordSkipped, runInCallScope, type Exchange, type Ports } from '@crossdock/connector-kit';
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

/** Runs one claimed job against its connection. Never throws: a failure is part of the result. */
export async function executeJob(
  job: ClaimedJob,
  step: AnyStep,
  subject: unknown,
  openPorts: (connectionId: string) => Promise<Partial<Ports>>,
  signal: AbortSignal,
): Promise<Execution> {
  const startedAt = new Date();
  const started = performance.now();
  const exchanges: Exchange[] = [];
  const mappingVersions: Record<string, number> = {};
  const scope = {
    traceId: job.traceId,
    signal,
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
    const result = await runInCallScope(scope, async () => perform(job, step, call));
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
): Promise<{ outcome: StepOutcome; found: boolean }> {
  const mayExist = job.outcomeUnknown || job.starts > 1;
  if (mayExist && step.find !== undefined && step.nativelyIdempotent !== true) {
    const found = await step.find(call);
    if (found !== null) return { outcome: found, found: true };
  }
  return { outcome: await step.execute(call), found: false };
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
