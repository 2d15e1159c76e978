import type { PortName, Ports } from '@crossdock/connector-kit';
import type { PortChecks } from '../port-checks';
import type { SampleRecords } from '../sample-records';

/** What the checks of one port work with. */
export interface Bench<P extends PortName> {
  readonly port: Ports[P];
  readonly checks: PortChecks;
  readonly samples: SampleRecords;
}
