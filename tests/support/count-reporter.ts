import type { Reporter, TestCase, TestModule } from 'vitest/node'

/**
 * Ends a run with a table of what was fuzzed, if anything was, and with one plain line that people
 * and machines can read: `12 passed, 0 failed, 1 skipped`.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    const brokenModules = modules.filter(
      (module) => module.state() === 'failed' && module.errors().length > 0,
    ).length
    printFuzzed(tests)
    const failed = count('failed') + brokenModules + unhandledErrors.length
    console.log(`\n${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`)
  }
}

function printFuzzed(tests: readonly TestCase[]): void {
  const rows = tests.flatMap((test) => {
    const { fuzzed } = test.meta()
    return fuzzed ? [{ name: test.name, ...fuzzed }] : []
  })
  if (rows.length === 0) return
  const toColumn = (inputs: number) => inputs.toLocaleString('en').padStart(11)
  const lines = rows
    .toSorted((one, other) => other.inputs - one.inputs)
    .map(({ name, inputs, seeds }) => `${toColumn(inputs)}  ${name} (seeds ${seeds.join(' to ')})`)
  const all = rows.reduce((sum, { inputs }) => sum + inputs, 0)
  console.log(['\nFuzzed, inputs by target:', ...lines, `${toColumn(all)}  in all`].join('\n'))
}
