import type { ConnectionState, JobState, OrderStatus } from '../hub/records';

/** How good a state is, which colours say beside its word. */
export type Tone = 'neutral' | 'busy' | 'good' | 'warning' | 'bad';

export const ORDER_TONE: Readonly<Record<OrderStatus, Tone>> = {
  received: 'neutral',
  awaiting_payment: 'warning',
  awaiting_approval: 'warning',
  processing: 'busy',
  picking: 'busy',
  packed: 'busy',
  shipped: 'good',
  delivered: 'good',
  cancelled: 'neutral',
  returned: 'warning',
};

export const JOB_TONE: Readonly<Record<JobState, Tone>> = {
  ready: 'neutral',
  queued: 'busy',
  running: 'busy',
  waiting: 'neutral',
  done: 'good',
  skipped: 'neutral',
  dead: 'bad',
  'in-doubt': 'warning',
  cancelled: 'neutral',
  superseded: 'neutral',
};

export const CONNECTION_TONE: Readonly<Record<ConnectionState, Tone>> = {
  ok: 'good',
  paused: 'warning',
  held: 'bad',
  'sign-in-needed': 'bad',
};
