import { ConnectorError, type HealthCheck, type HealthReport } from '@crossdock/connector-kit';
import type { AllegroClient } from './allegro.client';

/** Reads whose token it is: addresses, application and sign-in are proved at once. */
export class AllegroHealthCheck implements HealthCheck {
  constructor(private readonly client: AllegroClient) {}

  async check(): Promise<HealthReport> {
    try {
      const { login } = await this.client.readAccount();
      return { ok: true, detail: `Allegro answers for the seller "${login}".` };
    } catch (error) {
      if (error instanceof ConnectorError) return { ok: false, detail: error.message };
      throw error;
    }
  }
}
