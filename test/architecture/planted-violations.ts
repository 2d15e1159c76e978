/** A file that breaks one import rule, in a small tree of the shape of the repository. */
export interface PlantedViolation {
  readonly rule: string;
  readonly file: string;
  readonly source: string;
}

/** What the planted files import. Right in themselves. */
export const INNOCENT_FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'planted',
    dependencies: { 'big.js': '*', zod: '*', pg: '*', '@nestjs/common': '*' },
    devDependencies: { jest: '*', 'fast-check': '*' },
  }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext', moduleResolution: 'nodenext' } }),
  'libs/canonical/src/index.ts': `import Big from 'big.js';\nexport const one = new Big(1);\n`,
  'libs/canonical/src/money/money.ts': 'export const zero = 0;\n',
  'libs/connector-kit/src/index.ts': `export { one } from '../../canonical/src/index';\n`,
  'libs/connector-kit/src/testing/index.ts': 'export const sample = 1;\n',
  'libs/flow-engine/src/index.ts': 'export const engine = 1;\n',
  'libs/connectors/acme/src/index.ts': `export { order } from './order.mapper';\n`,
  'libs/connectors/acme/src/order.mapper.ts': 'export const order = 1;\n',
  'libs/connectors/acme/src/acme.client.ts': 'export const client = 1;\n',
  'libs/connectors/other/src/index.ts': 'export const other = 1;\n',
  'apps/hub/src/connectors.ts': `export { order } from '../../../libs/connectors/acme/src/index';\n`,
  'apps/hub/src/orders.ts': 'export const orders = 1;\n',
  'apps/sandbox/src/main.ts': 'export const sandbox = 1;\n',
  'migrations/1-first.ts': 'export const migration = 1;\n',
  'test/support.ts': 'export const support = 1;\n',
};

/** One for each rule, which must report that file and no other. */
export const PLANTED_VIOLATIONS: readonly PlantedViolation[] = [
  {
    rule: 'no-circular',
    file: 'apps/hub/src/circle.ts',
    source: `import { circle } from './circle';\nexport const round: number = circle;\n`,
  },
  {
    rule: 'canonical-imports-nothing',
    file: 'libs/canonical/src/with-schema.ts',
    source: `export { z } from 'zod';\n`,
  },
  {
    rule: 'kit-knows-only-canonical',
    file: 'libs/connector-kit/src/with-engine.ts',
    source: `export { engine } from '../../flow-engine/src/index';\n`,
  },
  {
    // A type is enough: the engine must not even know the shape of a vendor.
    rule: 'engine-knows-no-vendor',
    file: 'libs/flow-engine/src/with-vendor.ts',
    source: `import type { order } from '../../connectors/acme/src/index';\nexport type Order = typeof order;\n`,
  },
  {
    rule: 'connector-knows-no-sibling',
    file: 'libs/connectors/acme/src/with-sibling.ts',
    source: `export { other } from '../../other/src/index';\n`,
  },
  {
    rule: 'connector-knows-no-engine-or-app',
    file: 'libs/connectors/acme/src/with-app.ts',
    source: `export { orders } from '../../../../apps/hub/src/orders';\n`,
  },
  {
    rule: 'connector-keeps-no-state',
    file: 'libs/connectors/acme/src/with-tables.ts',
    source: `export { Client } from 'pg';\n`,
  },
  {
    rule: 'mapper-is-pure',
    file: 'libs/connectors/acme/src/impure.mapper.ts',
    source: `export { client } from './acme.client';\n`,
  },
  {
    rule: 'enter-by-the-front-door',
    file: 'apps/hub/src/through-the-window.ts',
    source: `export { zero } from '../../../libs/canonical/src/money/money';\n`,
  },
  {
    rule: 'one-composition-root',
    file: 'apps/hub/src/names-a-vendor.ts',
    source: `export { order } from '../../../libs/connectors/acme/src/index';\n`,
  },
  {
    rule: 'sandbox-is-independent',
    file: 'apps/sandbox/src/dependent.ts',
    source: `export { one } from '../../../libs/canonical/src/index';\n`,
  },
  {
    rule: 'migrations-are-frozen',
    file: 'migrations/2-thawed.ts',
    source: `export { one } from '../libs/canonical/src/index';\n`,
  },
  {
    rule: 'production-imports-no-tests',
    file: 'apps/hub/src/with-test.ts',
    source: `export { support } from '../../../test/support';\n`,
  },
  {
    rule: 'no-dev-dependency-in-production',
    file: 'apps/hub/src/with-dev-dependency.ts',
    source: `export { assert } from 'fast-check';\n`,
  },
  {
    rule: 'resolvable',
    file: 'apps/hub/src/with-nothing.ts',
    source: `export { nothing } from './nothing';\n`,
  },
];
