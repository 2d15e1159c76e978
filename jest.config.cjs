// NestJS 12 ships ES modules only. Under Node 20, Jest cannot require() them, so the transform also covers them.
// Remove transformIgnorePatterns once the oldest supported Node is 24.9: Jest loads ES modules itself there.
const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];
const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  transform: { '^.+\\.(ts|js|mjs)$': swc },
  transformIgnorePatterns: ['/node_modules/(?!@nestjs/)'],
  moduleNameMapper: {
    '^@crossdock/connector-kit/testing$': '<rootDir>/libs/connector-kit/src/testing/index.ts',
    '^@crossdock/connectors/([^/]+)$': '<rootDir>/libs/connectors/$1/src/index.ts',
    '^@crossdock/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
};
module.exports = {
  // A net for what hangs, not a measure of speed: computers that test are busy. Jest reads it here only, not in a project.
  testTimeout: 30_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
      testRegex: '\\.spec\\.ts$',
    },
    {
      ...common,
      displayName: 'integration',
      roots: ['<rootDir>/test'],
      testRegex: '\\.(int|contract)-spec\\.ts$',
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
    // Against everything that npm start starts; scripts/test-e2e.mjs starts it and runs this project.
    {
      ...common,
      displayName: 'e2e',
      roots: ['<rootDir>/test/e2e'],
      testRegex: '\\.e2e-spec\\.ts$',
    },
  ],
};
