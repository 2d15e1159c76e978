import { ConnectorError, type HealthCheck } from '@crossdock/connector-kit';
import type { PortTable } from '../operations/port-operation';
import { healthReport } from '../results/records';

/** Any good answer is good health, unless a `response` expression says more. A refused call is an answer too: ill. */
export const healthCheck: PortTable<HealthCheck> = {
  check: {
    title: 'Check address and credentials',
    required: true,
    write: false,
    run: async ({ operation }) => {
      try {
        const { result } = await operation.call({ record: null, bodyIgnored: true });
        if (operation.settings.response !== undefined) return operation.checked(healthReport, result);
        return { ok: true, detail: 'The system answers and accepts the credentials.' };
      } catch (error) {
        if (error instanceof ConnectorError) return { ok: false, detail: error.message };
        throw error;
      }
    },
  },
};
