import assert from 'node:assert/strict';
import type { PortName, Ports } from '../../ports';
import type { TestConnection } from '../open-test-connection';
import type { ConformanceHarness, OpenOverrides } from './harness';
import { jestRegistrar } from './registrar';
import type { ConformanceVendor } from './vendor';

/** Long enough for a healthy call on a busy machine, short enough to wait for a silent vendor in a test. */
export const SHORT_DEADLINE_MS = 1_000;
const CASE_TIMEOUT_MS = 30_000;
const SHORTEST_REASON = 20;

/** What one case works with. Its connections are closed when it ends. */
export class CaseContext<P extends PortName> {
  private readonly opened: TestConnection[] = [];

  constructor(
    readonly harness: ConformanceHarness,
    private readonly port: P,
  ) {}

  get vendor(): ConformanceVendor {
    return this.harness.vendor;
  }

  async open(overrides?: OpenOverrides): Promise<{ readonly port: Ports[P]; readonly connection: TestConnection }> {
    const connection = await this.harness.open(overrides);
    this.opened.push(connection);
    const port = connection.ports[this.port];
    assert.ok(port !== undefined, `the connection has the port ${this.port} that its manifest promises`);
    return { port, connection };
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.map(async (connection) => connection.close()));
  }
}

/** Registers the cases of one port, counts what really ran, and lets nothing be left out in silence. */
export class Suite<P extends PortName> {
  private registered = 0;
  private ran = 0;

  constructor(
    readonly harness: ConformanceHarness,
    readonly port: P,
  ) {}

  /** @param cases registers every case with `check` */
  run(title: string, cases: (suite: Suite<P>) => void): void {
    const registrar = this.harness.registrar ?? jestRegistrar;
    registrar.describe(`${this.harness.connector.manifest.name}: ${title}`, () => {
      cases(this);
      if (this.registered === 0) this.fails('has cases', 'The suite has no case at all.');
      registrar.afterAll(() => {
        assert.ok(this.ran > 0, `The suite "${title}" ran no check.`);
      });
    });
  }

  check(name: string, body: (context: CaseContext<P>) => Promise<void>): void {
    this.registered += 1;
    const reason = this.harness.skip?.[`${this.port}: ${name}`] ?? this.harness.skip?.[name];
    if (reason !== undefined) this.notApplicable(name, reason);
    else this.register(name, body);
  }

  /** A case that always fails, in the place of one that cannot be run. */
  fails(name: string, reason: string): void {
    this.registered += 1;
    this.register(name, async () => assert.fail(reason));
  }

  private notApplicable(name: string, reason: string): void {
    const registrar = this.harness.registrar ?? jestRegistrar;
    const isSentence = reason.length >= SHORTEST_REASON && reason.endsWith('.');
    registrar.it(
      `${name} — not applicable: ${reason}`,
      async () => {
        assert.ok(isSentence, `"${reason}" is no reason: say in a whole sentence why the case does not apply.`);
      },
      CASE_TIMEOUT_MS,
    );
  }

  private register(name: string, body: (context: CaseContext<P>) => Promise<void>): void {
    const registrar = this.harness.registrar ?? jestRegistrar;
    const run = async (): Promise<void> => {
      this.ran += 1;
      await this.harness.vendor.reset();
      await this.harness.prepare?.();
      const context = new CaseContext(this.harness, this.port);
      try {
        await body(context);
      } finally {
        await context.close();
      }
    };
    registrar.it(name, run, CASE_TIMEOUT_MS);
  }
}

/** What a case needs of the harness. @throws naming it when it is not there */
export function needed<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  return assert.fail(`The harness does not give "${name}": give it, or skip the case with a reason.`);
}

/** Opens the suite of a port, or fails when the harness has no samples for it. */
export function describePort<P extends PortName>(
  harness: ConformanceHarness,
  port: P,
  title: string,
  samples: unknown,
  cases: (suite: Suite<P>) => void,
): void {
  new Suite(harness, port).run(title, (suite) => {
    if (samples === undefined) suite.fails('has samples', `The harness has no samples for the port ${port}.`);
    else cases(suite);
  });
}
