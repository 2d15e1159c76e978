import type { Connector } from '@crossdock/connector-kit';
import { checkSetup } from '../../cli/setup/check-setup';
import type { Setup, SetupConnection } from '../../cli/setup/setup-file';
import { channelRoutes, type Channel } from '../../orders/routes';
import { badInput } from '../access/checked-input';

const BEFORE = '/connections/0';

/** @throws {Problem} 400 that points at what is wrong in settings or credentials. The system is not called. */
export async function refuseWrongSetup(
  connection: Omit<SetupConnection, 'name'>,
  connectors: readonly Connector[],
): Promise<void> {
  const setup: Setup = { connections: [{ ...connection, name: '-' }], channels: [], webhookEndpoints: [] };
  const problems = await checkSetup(setup, connectors);
  if (problems.length === 0) return;
  throw badInput(
    problems.map(({ pointer, message }) => ({
      pointer: pointer.startsWith(BEFORE) ? pointer.slice(BEFORE.length) : pointer,
      code: 'field.wrong',
      message,
    })),
  );
}

/** The channels that name the connection anywhere. */
export function channelsUsing(connectionId: string, channels: readonly Channel[]): readonly Channel[] {
  return channels.filter(({ connectionId: source, routes }) => {
    const known = channelRoutes.safeParse(routes).data;
    if (source === connectionId) return true;
    if (known === undefined) return false;
    const { erp, warehouse, carriers, payments } = known;
    const named = [erp, warehouse, ...carriers.map(({ connection }) => connection), ...Object.values(payments)];
    return named.includes(connectionId);
  });
}
