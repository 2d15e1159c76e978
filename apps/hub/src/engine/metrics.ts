import type { ClaimedJob, Execution, Settlement } from '@crossdock/flow-engine';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The hub's figures for Prometheus. Labels are words of ours with few values; never ids, never personal data. */
export class Metrics {
  readonly registry = new Registry();
  private readonly jobs = new Counter({
    name: 'crossdock_jobs_total',
    help: 'Executions of sync jobs by what became of them.',
    labelNames: ['flow', 'step', 'connection', 'outcome'],
    registers: [this.registry],
  });
  private readonly duration = new Histogram({
    name: 'crossdock_job_seconds',
    help: 'Time of one execution of a sync job.',
    labelNames: ['flow', 'step'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
    registers: [this.registry],
  });
  private readonly lateOutcomes = new Counter({
    name: 'crossdock_late_outcomes_total',
    help: 'Outcomes refused because another worker had taken the job meanwhile.',
    registers: [this.registry],
  });
  private readonly orders = new Counter({
    name: 'crossdock_orders_received_total',
    help: 'Orders handed in, by channel and outcome.',
    labelNames: ['channel', 'outcome'],
    registers: [this.registry],
  });
  private readonly hooks = new Counter({
    name: 'crossdock_webhooks_received_total',
    help: 'Webhooks of vendors by outcome.',
    labelNames: ['connection', 'outcome'],
    registers: [this.registry],
  });
  readonly backlog = new Gauge({
    name: 'crossdock_backlog_jobs',
    help: 'Jobs that are not settled, by connection and state.',
    labelNames: ['connection', 'state'],
    registers: [this.registry],
  });
  readonly attention = new Gauge({
    name: 'crossdock_orders_attention',
    help: 'Orders that need a person.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  settled(job: ClaimedJob, execution: Execution, settlement: Settlement): void {
    const { flow, step, connectionId } = job;
    if (!settlement.accepted) this.lateOutcomes.inc();
    this.jobs.inc({ flow, step, connection: connectionId, outcome: settlement.error?.class ?? settlement.state });
    this.duration.observe({ flow, step }, execution.durationMs / 1_000);
  }

  orderReceived(channel: string, outcome: string): void {
    this.orders.inc({ channel, outcome });
  }

  hookReceived(connection: string, outcome: string): void {
    this.hooks.inc({ connection, outcome });
  }
}
