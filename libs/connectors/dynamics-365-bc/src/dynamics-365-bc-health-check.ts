import { ConnectorError, type HealthCheck, type HealthReport } from '@crossdock/connector-kit';
import { company } from './api/company';
import type { Dynamics365BcClient } from './dynamics-365-bc.client';
import type { Subscriptions } from './notifications/subscriptions';

/** Reads the company: address, sign-in, environment and company are proved at once. Then subscriptions are renewed. */
export class Dynamics365BcHealthCheck implements HealthCheck {
  constructor(
    private readonly client: Dynamics365BcClient,
    private readonly subscriptions: Subscriptions,
  ) {}

  async check(): Promise<HealthReport> {
    try {
      const { body } = await this.client.send({
        operation: 'check',
        method: 'GET',
        path: `companies(${await this.client.company()})`,
        write: false,
        schema: company,
      });
      const note = await this.notificationsNote();
      return { ok: true, detail: `Business Central answers for the company "${body.name}".${note}` };
    } catch (error) {
      if (error instanceof ConnectorError) return { ok: false, detail: error.message };
      throw error;
    }
  }

  /** Without notifications everything goes on, only later: documents are read from time to time as well. */
  private async notificationsNote(): Promise<string> {
    try {
      await this.subscriptions.keepUp();
      return '';
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return ` Notifications do not work: ${error.message}`;
    }
  }
}
