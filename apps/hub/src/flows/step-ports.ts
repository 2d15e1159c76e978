import { ConfigurationError, type PortName, type Ports } from '@crossdock/connector-kit';

/** A port of the step's connection. @throws {ConfigurationError} when its system does not have it, or it is not set up */
export function portOf<P extends PortName>(
  call: { readonly ports: Partial<Ports>; readonly item: { readonly connectionId: string } },
  name: P,
): Ports[P] {
  const port = call.ports[name];
  if (port !== undefined) return port;
  throw new ConfigurationError({
    code: 'connection.port-missing',
    summary: `The connection "${call.item.connectionId}" cannot do this: it has no ${name}.`,
    fix: 'Set it up in the connection, or change the routes of the channel to one that can.',
  });
}

/** Pauses of polling: quick at first, when the answer is near, slower the longer nothing happens. */
export function pollPause(round: number, firstMs: number, longestMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(round, 20), longestMs);
}
