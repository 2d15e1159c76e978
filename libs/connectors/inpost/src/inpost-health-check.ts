import { ConnectorError, type HealthCheck, type HealthReport } from '@crossdock/connector-kit';
import type { InpostClient } from './inpost.client';

/** Reads the organization: a wrong token, organization or address shows at once. */
export class InpostHealthCheck implements HealthCheck {
  constructor(private readonly client: InpostClient) {}

  async check(): Promise<HealthReport> {
    try {
      return { ok: true, detail: `InPost answers for the organization "${await this.client.readOrganizationName()}".` };
    } catch (error) {
      if (error instanceof ConnectorError) return { ok: false, detail: error.message };
      throw error;
    }
  }
}
