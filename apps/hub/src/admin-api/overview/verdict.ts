import type { ConnectionRowView } from '../connections/connection-views';

/** The words behind what is wrong. */
export const CONCERN_CODES = ['sign-in-needed', 'held', 'paused', 'slow', 'attention', 'failed-jobs', 'in-doubt'];

/** Why not everything is all right; the panel has the words. */
export type Concern =
  | { readonly code: 'sign-in-needed' | 'held' | 'paused'; readonly connectionId: string; readonly waiting: number }
  | { readonly code: 'slow'; readonly connectionId: string; readonly waiting: number; readonly minutes: number | null }
  | { readonly code: 'attention' | 'failed-jobs' | 'in-doubt'; readonly count: number };

export interface Verdict {
  /** `bad`: something stands still that should not. `warning`: a person is needed. */
  readonly level: 'good' | 'warning' | 'bad';
  /** The worst first. Empty when all is well. */
  readonly concerns: readonly Concern[];
}

export interface Situation {
  readonly connections: readonly Pick<ConnectionRowView, 'id' | 'state' | 'backlog' | 'drainSeconds'>[];
  /** Orders that need a person. */
  readonly attention: number;
  readonly deadJobs: number;
  readonly inDoubtJobs: number;
}

/** A backlog that takes longer to work off is felt by customers. */
const SLOW_S = 15 * 60;
/** So few jobs are no backlog, however long ago the last one was done. */
const FEW_JOBS = 20;

const STOPPED = new Set<Concern['code']>(['sign-in-needed', 'held', 'slow']);

/** Is everything all right? */
export function verdictOn({ connections, attention, deadJobs, inDoubtJobs }: Situation): Verdict {
  const concerns: Concern[] = [
    ...stopped(connections, 'sign-in-needed'),
    ...stopped(connections, 'held'),
    ...connections.filter(isSlow).map(({ id, backlog, drainSeconds }) => ({
      code: 'slow' as const,
      connectionId: id,
      waiting: backlog.ready,
      minutes: drainSeconds === null ? null : Math.ceil(drainSeconds / 60),
    })),
    ...counted('attention', attention),
    // Jobs about orders make the orders need a person; what is left is work about something else.
    ...counted('failed-jobs', attention === 0 ? deadJobs : 0),
    ...counted('in-doubt', inDoubtJobs),
    ...stopped(connections, 'paused'),
  ];
  const level = concerns.some(({ code }) => STOPPED.has(code)) ? 'bad' : concerns.length > 0 ? 'warning' : 'good';
  return { level, concerns };
}

function stopped(connections: Situation['connections'], code: 'sign-in-needed' | 'held' | 'paused'): Concern[] {
  return connections
    .filter(({ state }) => state === code)
    .map(({ id, backlog }) => ({ code, connectionId: id, waiting: backlog.ready }));
}

function isSlow({ state, backlog, drainSeconds }: Situation['connections'][number]): boolean {
  return state === 'ok' && backlog.ready > FEW_JOBS && (drainSeconds === null || drainSeconds > SLOW_S);
}

function counted(code: 'attention' | 'failed-jobs' | 'in-doubt', count: number): Concern[] {
  return count === 0 ? [] : [{ code, count }];
}
