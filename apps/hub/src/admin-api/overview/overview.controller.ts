import { Get, Inject, Query } from '@nestjs/common';
import { ORDER_STATUSES, type OrderStatus } from '@crossdock/canonical';
import { Database } from '@crossdock/flow-engine';
import { z } from 'zod';
import { readChart, readSums, SPANS, type Chart } from '../../figures/figure-reader';
import { promisesOf, type Promised } from '../../figures/promises';
import { SETTINGS, type Settings } from '../../platform/settings/settings';
import { AdminController, Needs } from '../access/admin-controller';
import { checked } from '../access/checked-input';
import { ConnectionViews, type ConnectionRowView } from '../connections/connection-views';
import { readCauses, type Cause } from './causes';
import { readToday, type Today } from './today';
import { verdictOn, type Verdict } from './verdict';

/** Counting stops here: the start page tells how much there is to do, not how much there ever was. */
const COUNTED = 10_000;
/** Panels ask every few seconds, and all of them ask the same. */
const KEPT_MS = 1_500;

interface Overview {
  readonly verdict: Verdict;
  readonly today: Today;
  readonly causes: readonly Cause[];
  /** Of the last 24 hours. */
  readonly promises: readonly Promised[];
  /** Every status is there; 10,000 stands for that many or more. */
  readonly ordersByStatus: Readonly<Record<OrderStatus, number>>;
  readonly attention: number;
  readonly deadJobs: number;
  readonly inDoubtJobs: number;
  /** Jobs that are due or wait for their next try, at all connections. */
  readonly backlog: number;
  readonly connections: readonly ConnectionRowView[];
}

const chartQuery = z.object({ span: z.enum(SPANS).default('24h') });

/** The numbers of the start page. */
@AdminController('overview')
export class OverviewController {
  private kept: { readonly until: number; readonly value: Promise<Overview> } | null = null;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly connections: ConnectionViews,
  ) {}

  @Get()
  @Needs('overview:read')
  async read(): Promise<Overview> {
    const now = Date.now();
    if (this.kept !== null && now < this.kept.until) return this.kept.value;
    const value = this.readAnew();
    this.kept = { until: now + KEPT_MS, value };
    // A failure is not remembered.
    value.catch(() => (this.kept = null));
    return value;
  }

  /** Throughput and delays of the last 24 hours by quarters of an hour, or of 7 days by hours. */
  @Get('chart')
  @Needs('overview:read')
  async chart(@Query() query: unknown): Promise<Chart> {
    return readChart(this.database, checked(chartQuery, query).span, new Date());
  }

  private async readAnew(): Promise<Overview> {
    const [connections, ordersByStatus, attention, deadJobs, inDoubtJobs, today, causes, sums] = await Promise.all([
      this.connections.all(),
      this.ordersByStatus(),
      this.count('orders where attention'),
      this.count(`sync_job where state in ('dead', 'in-doubt') and state = 'dead'`),
      this.count(`sync_job where state in ('dead', 'in-doubt') and state = 'in-doubt'`),
      readToday(this.database, this.settings.timeZone),
      readCauses(this.database),
      readSums(this.database, new Date()),
    ]);
    const backlog = connections.reduce((sum, connection) => sum + connection.backlog.ready, 0);
    const verdict = verdictOn({ connections, attention, deadJobs, inDoubtJobs });
    const promises = promisesOf(sums);
    const work = { ordersByStatus, attention, deadJobs, inDoubtJobs, backlog, connections };
    return { verdict, today, causes, promises, ...work };
  }

  private async ordersByStatus(): Promise<Record<OrderStatus, number>> {
    const rows = await this.database.query<{ status: OrderStatus; orders: number }>(
      `select s.status, counted.orders from unnest($1::text[]) as s(status)
       cross join lateral (select count(*)::int as orders
         from (select 1 from orders o where o.status = s.status limit ${COUNTED}) first) counted`,
      [ORDER_STATUSES],
    );
    const none = Object.fromEntries(ORDER_STATUSES.map((status) => [status, 0])) as Record<OrderStatus, number>;
    for (const { status, orders } of rows) none[status] = orders;
    return none;
  }

  private async count(what: string): Promise<number> {
    const rows = await this.database.query<{ count: number }>(
      `select count(*)::int as count from (select 1 from ${what} limit ${COUNTED}) first`,
    );
    return rows[0]?.count ?? 0;
  }
}
