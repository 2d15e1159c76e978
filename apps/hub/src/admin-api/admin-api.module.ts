import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DecisionsModule } from '../decisions/decisions.module';
import { AdminGuard } from './access/admin-guard';
import { AdminRoutes } from './access/admin-routes';
import { BulkActionsController } from './bulk-actions/bulk-actions.controller';
import { ConnectionViews } from './connections/connection-views';
import { ConnectionsController } from './connections/connections.controller';
import { ErrorGroupsController } from './error-groups/error-groups.controller';
import { InDoubtController } from './in-doubt/in-doubt.controller';
import { OrderCorrectionsController } from './order-corrections/order-corrections.controller';
import { OrderExportController } from './order-export/order-export.controller';
import { OrderHoldController } from './orders/order-hold.controller';
import { OrdersController } from './orders/orders.controller';
import { OverviewController } from './overview/overview.controller';
import { SavedFiltersController } from './saved-filters/saved-filters.controller';
import { SessionController } from './session/session.controller';
import { SessionStore } from './session/session-store';
import { SignIn } from './session/sign-in';
import { SignInThrottle } from './session/sign-in-throttle';
import { JobRepair } from './sync-jobs/job-repair';
import { SyncJobsController } from './sync-jobs/sync-jobs.controller';
import { ApiKeysController } from './api-keys/api-keys.controller';
import { AuditEventsController } from './audit-events/audit-events.controller';
import { ChannelsController } from './channels/channels.controller';
import { ConnectionSetup } from './connection-setup/connection-setup';
import { ConnectionSetupController } from './connection-setup/connection-setup.controller';
import { SystemsController } from './connection-setup/systems.controller';
import { ConsentController } from './consent/consent.controller';
import { PendingConsents } from './consent/pending-consents';
import { LookupTablesController } from './lookup-tables/lookup-tables.controller';
import { DecisionTracesController } from './decisions/decision-traces.controller';
import { DecisionsController } from './decisions/decisions.controller';
import { SchedulesController } from './schedules/schedules.controller';
import { OwnPasswordController } from './users/own-password.controller';
import { UsersController } from './users/users.controller';
import { ReceivedWebhooksController } from './webhook-deliveries/received-webhooks.controller';
import { WebhookDeliveriesController } from './webhook-deliveries/webhook-deliveries.controller';

/** The API of the panel, under `/admin/api`. `installAdmin` makes the application ready for it. */
@Module({
  imports: [DiscoveryModule, DecisionsModule],
  controllers: [
    ErrorGroupsController,
    BulkActionsController,
    InDoubtController,
    OrderCorrectionsController,
    SessionController,
    OverviewController,
    OrdersController,
    OrderHoldController,
    OrderExportController,
    SavedFiltersController,
    SyncJobsController,
    ConnectionsController,
    ApiKeysController,
    AuditEventsController,
    ChannelsController,
    ConnectionSetupController,
    SystemsController,
    ConsentController,
    LookupTablesController,
    SchedulesController,
    OwnPasswordController,
    UsersController,
    ReceivedWebhooksController,
    WebhookDeliveriesController,
    DecisionsController,
    DecisionTracesController,
  ],
  providers: [
    PendingConsents,
    ConnectionSetup,
    AdminGuard,
    AdminRoutes,
    ConnectionViews,
    JobRepair,
    SessionStore,
    SignIn,
    SignInThrottle,
  ],
})
export class AdminApiModule {}
