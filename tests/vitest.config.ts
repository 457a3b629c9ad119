import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { ShuffleSequencer } from './support/shuffle-sequencer.ts'

const root = resolve(import.meta.dirname, '..')
const { DOORWARD_MINUTES: minutes } = process.env

function project(name: string, environment: 'node' | 'happy-dom', extra: object = {}) {
  return {
    extends: true as const,
    test: { name, environment, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...extra },
  }
}

export default defineConfig({
  root,
  test: {
    // Real servers, browsers and disks on a shared machine: slow is not wrong.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Many files wait for timers and sockets, so there are more of them at work than cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // Another order each time, of files and inside them, so that no test leans on one before it. The
    // seed is printed; `npm test -- --seed` with it gives the same order again.
    sequence: { shuffle: { tests: true }, sequencer: ShuffleSequencer },
    reporters: ['default', resolve(root, 'tests/support/count-reporter.ts')],
    projects: [
      // Loading Express, oRPC and jose anew for each file would cost as much as all its tests.
      project('server', 'node', { isolate: false }),
      project('main', 'node'),
      project('renderer', 'happy-dom'),
      // Stays short unless `npm run fuzz` says otherwise.
      project('fuzz', 'node', { fileParallelism: minutes === undefined }),
      // Stay short unless `npm run torture` or `npm run soak` says otherwise.
      project('torture', 'node', { testTimeout: Number(minutes ?? 0) * 60_000 + 300_000 }),
      project('soak', 'node', { testTimeout: Number(minutes ?? 0) * 60_000 + 300_000 }),
      // A test of the window walks through many pages, each judged for accessibility.
      project('e2e', 'node', { testTimeout: 300_000 }),
      // Need the real Electron; where there is none they say so and are skipped.
      project('desktop', 'node', {
        include: ['tests/desktop/**/*.spec.ts'],
        fileParallelism: false,
      }),
    ],
  },
})
