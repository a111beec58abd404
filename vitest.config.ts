import { defineConfig } from 'vitest/config'
import { ClosingLineReporter } from './tests/support/closing-line-reporter.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-database.ts'],
    reporters: ['default', new ClosingLineReporter()],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // Vitest keeps one core free; of two, that would be half.
    maxWorkers: '100%',
  },
})
