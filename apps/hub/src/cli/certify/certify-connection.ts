import {
  ConfigurationError,
  PORT_NAMES,
  type Connector,
  type OpenConnection,
  type PortName,
  type Ports,
} from '@crossdock/connector-kit';
import { WrongUse } from '../outcome';
import type { CertifyConfig } from './certify-config';
import type { Check } from './check';
import { PortChecks, type CheckSink } from './port-checks';
import { PORT_CERTIFIERS } from './ports';
import { SampleRecords } from './sample-records';
import { withoutSecrets } from './secrets';
import { openTrialConnection } from './trial-connection';

export interface Certification {
  readonly system: string;
  readonly checks: readonly Check[];
}

/**
 * Runs every operation of every port that the connection has, against the addresses in its settings.
 * @param onCheck told each check as it ends
 * @throws {WrongUse} when the settings or credentials are not those of the system
 */
export async function certifyConnection(
  connector: Connector,
  config: CertifyConfig,
  onCheck: (check: Check) => void,
): Promise<Certification> {
  const connection = opened(connector, config);
  const checks: Check[] = [];
  const sink: CheckSink = {
    clean: withoutSecrets(config.credentials),
    add: (check) => {
      checks.push(check);
      onCheck(check);
    },
  };
  const samples = new SampleRecords(config.samples, connector.manifest, new Date());
  try {
    for (const name of portsInOrder()) await certifyPort(name, connection.ports, samples, sink);
  } finally {
    await connection.close();
  }
  return { system: connector.manifest.system, checks };
}

async function certifyPort<P extends PortName>(
  name: P,
  ports: Partial<Pick<Ports, P>>,
  samples: SampleRecords,
  sink: CheckSink,
): Promise<void> {
  const port: Ports[P] | undefined = ports[name];
  if (port !== undefined) await PORT_CERTIFIERS[name]({ port, checks: new PortChecks(name, sink), samples });
}

function portsInOrder(): readonly PortName[] {
  const order = Object.keys(PORT_CERTIFIERS);
  return [...PORT_NAMES].sort((first, second) => order.indexOf(first) - order.indexOf(second));
}

function opened(connector: Connector, config: CertifyConfig): OpenConnection {
  try {
    return openTrialConnection(connector, { connectionId: `certify-${connector.manifest.system}`, ...config });
  } catch (error) {
    if (error instanceof ConfigurationError) throw new WrongUse(withoutSecrets(config.credentials)(error.message));
    throw error;
  }
}
