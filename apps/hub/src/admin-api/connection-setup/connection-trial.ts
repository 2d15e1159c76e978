import { runInCallScope, type Connector } from '@crossdock/connector-kit';
import { newTraceId, toJobError } from '@crossdock/flow-engine';
import { withoutSecrets } from '../../cli/certify/secrets';
import { openTrialConnection, type Trial } from '../../cli/certify/trial-connection';
import type { CheckResult } from '../../connections/connection-gateway';

const DEADLINE_MS = 20_000;

/** Asks the system whether it lets in a connection that is not stored. Nothing is kept. Never throws for what it says. */
export async function tryConnection(connector: Connector, trial: Trial): Promise<CheckResult> {
  const started = performance.now();
  const ms = (): number => Math.round(performance.now() - started);
  const opened = openTrialConnection(connector, trial);
  try {
    const { healthCheck } = opened.ports;
    if (healthCheck === undefined) return { ok: true, detail: 'This system has no check of its own.', ms: ms() };
    const scope = { traceId: newTraceId(), signal: AbortSignal.timeout(DEADLINE_MS) };
    const report = await runInCallScope(scope, async () => healthCheck.check());
    return { ...report, ms: ms() };
  } catch (error) {
    const { summary, fix } = toJobError(error);
    const detail = fix === null ? summary : `${summary} ${fix}`;
    return { ok: false, detail: withoutSecrets(trial.credentials)(detail), ms: ms() };
  } finally {
    await opened.close();
  }
}
