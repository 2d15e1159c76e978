import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AdminGuard } from './access/admin-guard';
import { AdminRoutes } from './access/admin-routes';
import { BulkActionsController } from './bulk-actions/bulk-actions.controller';
import { ConnectionViews } from './connections/connection-views';
import { ConnectionsController } from './connections/connections.controller';
import { ErrorGroupsController } from './error-groups/error-groups.controller';
import { InDoubtController } from './in-doubt/in-doubt.controller';
import { OrderCorrectionsController } from './order-corrections/order-corrections.controller';
import { OrdersController } from './orders/orders.controller';
import { OverviewController } from './overview/overview.controller';
import { SessionController } from './session/session.controller';
import { SessionStore } from './session/session-store';
import { SignIn } from './session/sign-in';
import { SignInThrottle } from './session/sign-in-throttle';
import { JobRepair } from './sync-jobs/job-repair';
import { SyncJobsController } from './sync-jobs/sync-jobs.controller';

/** The API of the panel, under `/admin/api`. `installAdmin` makes the application ready for it. */
@Module({
  imports: [DiscoveryModule],
  controllers: [
    ErrorGroupsController,
    BulkActionsController,
    InDoubtController,
    OrderCorrectionsController,
    SessionController,
    OverviewController,
    OrdersController,
    SyncJobsController,
    ConnectionsController,
  ],
  providers: [AdminGuard, AdminRoutes, ConnectionViews, JobRepair, SessionStore, SignIn, SignInThrottle],
})
export class AdminApiModule {}
