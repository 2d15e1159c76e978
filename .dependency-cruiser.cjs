// Who may import whom. Read top to bottom: the inner ring first. Every rule has a planted violation in test/architecture.
const production = { pathNot: '\\.(spec|int-spec|contract-spec)\\.ts$' };
const tests = ['\\.(spec|int-spec|contract-spec)\\.ts$', '/testing/'];
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A cycle means two modules are really one.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'canonical-imports-nothing',
      severity: 'error',
      from: { path: '^libs/canonical/', ...production },
      to: { pathNot: ['^libs/canonical/', npm('big\\.js', '@types/big\\.js')] },
    },
    {
      name: 'kit-knows-only-canonical',
      severity: 'error',
      from: { path: '^libs/connector-kit/' },
      to: { path: '^(apps/|libs/(connectors|flow-engine)/)' },
    },
    {
      name: 'engine-knows-no-vendor',
      severity: 'error',
      from: { path: '^libs/flow-engine/' },
      to: { path: '^(apps/|libs/connectors/)' },
    },
    {
      name: 'connector-knows-no-sibling',
      severity: 'error',
      from: { path: '^libs/connectors/([^/]+)/' },
      to: { path: '^libs/connectors/', pathNot: '^libs/connectors/$1/' },
    },
    {
      name: 'connector-knows-no-engine-or-app',
      severity: 'error',
      from: { path: '^libs/connectors/' },
      to: { path: '^(apps/|libs/flow-engine/)' },
    },
    {
      name: 'connector-keeps-no-state',
      severity: 'error',
      comment: 'Cursors, links and tokens go through connector-kit stores.',
      from: { path: '^libs/(connectors|connector-kit)/' },
      to: { path: npm('typeorm', 'pg', 'bullmq', '@nestjs/typeorm', '@nestjs/bullmq') },
    },
    {
      name: 'mapper-is-pure',
      severity: 'error',
      from: { path: '^libs/connectors/.+\\.mapper\\.ts$' },
      to: { path: ['\\.(client|auth|module)\\.ts$', npm('@nestjs/[^/]+'), '^node:'] },
    },
    {
      name: 'enter-by-the-front-door',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: {
        path: '^libs/',
        pathNot: [
          '^libs/[^/]+/src/index\\.ts$',
          '^libs/connectors/[^/]+/src/index\\.ts$',
          '^libs/connector-kit/src/testing/index\\.ts$',
          '^libs/flow-engine/src/testing/',
        ],
      },
    },
    {
      name: 'one-composition-root',
      severity: 'error',
      from: { path: '^apps/hub/', pathNot: '^apps/hub/src/connectors\\.ts$' },
      to: { path: '^libs/connectors/' },
    },
    {
      name: 'sandbox-is-independent',
      severity: 'error',
      from: { path: '^apps/sandbox/' },
      to: { path: '^(libs/|apps/hub/)' },
    },
    {
      name: 'migrations-are-frozen',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(apps|libs)/' },
    },
    {
      name: 'production-imports-no-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { path: ['\\.(spec|int-spec|contract-spec)\\.ts$', '^test/', '/testing/'] },
    },
    {
      name: 'no-dev-dependency-in-production',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true, // without it type-only imports are invisible
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|admin-ui|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
