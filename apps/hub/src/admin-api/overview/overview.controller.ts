import { Get, Inject } from '@nestjs/common';
import { ORDER_STATUSES, type OrderStatus } from '@crossdock/canonical';
import { Database } from '@crossdock/flow-engine';
import { AdminController, Needs } from '../access/admin-controller';
import { ConnectionViews, type ConnectionRowView } from '../connections/connection-views';

/** Counting stops here: the start page tells how much there is to do, not how much there ever was. */
const COUNTED = 10_000;

interface Overview {
  /** Every status is there; 10,000 stands for that many or more. */
  readonly ordersByStatus: Readonly<Record<OrderStatus, number>>;
  readonly attention: number;
  readonly deadJobs: number;
  readonly inDoubtJobs: number;
  /** Jobs that are due or wait for their next try, at all connections. */
  readonly backlog: number;
  readonly connections: readonly ConnectionRowView[];
}

/** The numbers of the start page. */
@AdminController('overview')
export class OverviewController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly connections: ConnectionViews,
  ) {}

  @Get()
  @Needs('overview:read')
  async read(): Promise<Overview> {
    const [connections, ordersByStatus, attention, deadJobs, inDoubtJobs] = await Promise.all([
      this.connections.all(),
      this.ordersByStatus(),
      this.count('orders where attention'),
      this.count(`sync_job where state in ('dead', 'in-doubt') and state = 'dead'`),
      this.count(`sync_job where state in ('dead', 'in-doubt') and state = 'in-doubt'`),
    ]);
    const backlog = connections.reduce((sum, connection) => sum + connection.backlog.ready, 0);
    return { ordersByStatus, attention, deadJobs, inDoubtJobs, backlog, connections };
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
