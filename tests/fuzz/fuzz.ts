import fc from 'fast-check'
import { it } from 'vitest'
import { type Target, type TargetName, targets } from './targets.ts'

/** Set by `npm run fuzz`; without them the run is short, and the same every time. */
const minutes = Number(process.env.DOORWARD_MINUTES ?? 0)
const firstSeed = Number(process.env.DOORWARD_SEED ?? 1)

const SLACK_MS = 180_000

declare module 'vitest' {
  interface TaskMeta {
    /** What a target was tried with, for the table at the end of a run. */
    fuzzed?: { readonly inputs: number; readonly seeds: readonly [first: number, last: number] }
  }
}

/**
 * Tries a target with inputs from a seed; in a long run again with the next seeds, until its share
 * of the time is used up. Notes how many inputs there were; a failure says which seed found it.
 */
export function fuzz<Input>(
  name: TargetName,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void | Promise<void>,
): void {
  const { inputs: numRuns, share }: Target = targets[name]
  const availableMs = minutes * 60_000 * share
  it(
    name,
    async ({ task }) => {
      const end = Date.now() + availableMs
      const counted = { inputs: 0, seed: firstSeed }
      const property = fc.asyncProperty(inputs, async (input) => {
        counted.inputs += 1
        await check(input)
      })
      do {
        await fc.assert(property, { seed: counted.seed, numRuns })
        counted.seed += 1
      } while (Date.now() < end)
      task.meta.fuzzed = { inputs: counted.inputs, seeds: [firstSeed, counted.seed - 1] }
    },
    availableMs + SLACK_MS,
  )
}
