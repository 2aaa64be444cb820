import { defineConfig } from 'vitest/config'

/** What is waited for comes within a moment; beside a busy lab that may be some seconds. */
const expect = { poll: { timeout: 20_000 } }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          expect,
          include: ['test/unit/**/*.test.ts', 'test/cases/**/*.test.ts', 'test/golden/**/*.test.ts'],
          // Property tests and those that start processes are slow beside a busy lab.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // Half of the time they wait for processes: two files at once where vitest would run one, on two cores.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'app',
          expect,
          include: ['test/app/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'lab',
          expect,
          include: ['test/lab/**/*.test.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 3_600_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
