import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { createRandom } from './random.ts'

/**
 * Puts files in an order that only the seed decides. Those in the browser come first, as they take
 * longest, and one that began last would be waited for alone.
 */
export class ShuffleSequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const random = createRandom(this.ctx.config.sequence.seed)
    return files
      .toSorted((one, other) => (one.moduleId < other.moduleId ? -1 : 1))
      .map((file) => ({ file, place: random.next() - (isLong(file) ? 1 : 0) }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ file }) => file)
  }
}

function isLong({ moduleId }: TestSpecification): boolean {
  return moduleId.includes('/tests/e2e/')
}
