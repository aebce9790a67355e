const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

/** One project per room; only rooms that talk to the server get a database. */
const room = (name, extra = {}) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.{ts,tsx}`],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': swc },
  ...extra,
});

const withDatabase = {
  globalSetup: '<rootDir>/tests/support/globalSetup.mjs',
  globalTeardown: '<rootDir>/tests/support/globalTeardown.mjs',
};

export default {
  maxWorkers: 2,
  // A first test of a file pays for the clone of a database and the start of a server; machines may be slow.
  testTimeout: 240_000,
  projects: [
    room('shared'),
    room('admin'),
    room('api', withDatabase),
    room('e2e', { ...withDatabase, globalSetup: '<rootDir>/tests/support/browserSetup.mjs' }),
  ],
};
