import { defineConfig } from 'vitest/config'

/**
 * The tests that mutants are tried on: those of dates, or of `SERVANDA_MUTATION_TESTS`, a glob, where a narrower circle
 * is quicker. Not those that start processes of their own, which a mutant does not reach, nor the campaigns. Tests that
 * need a database have one where `SERVANDA_MUTATION_DATABASE` is set.
 */
export default defineConfig({
  test: {
    include: [process.env.SERVANDA_MUTATION_TESTS ?? 'tests/shared/{time,schedule,organisation}/*.test.ts'],
    exclude: ['**/process-zones.test.ts', '**/zone-properties.test.ts'],
    ...(process.env.SERVANDA_MUTATION_DATABASE === undefined
      ? {}
      : { globalSetup: ['tests/support/global-database.ts'] }),
    testTimeout: 60_000,
  },
})
