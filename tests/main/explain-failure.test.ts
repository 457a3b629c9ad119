import { expect, it } from 'vitest'
import { Declined } from '#main/declined.ts'
import { isExplained } from '#main/exit-codes.ts'
import { explainFailure } from '#main/explain-failure.ts'
import { StartError } from '#server/errors.ts'

it.each([
  [new Declined('no'), undefined, 0],
  [new StartError('Port 7420 is taken.', 1), 'Port 7420 is taken.', 3],
  [new StartError('--port is not a port.', 2), '--port is not a port.', 2],
  [new Error('boom'), 'Something unexpected went wrong: boom', 3],
  ['text', 'Something unexpected went wrong: text', 3],
])('%s', (cause, message, exitCode) => {
  expect(explainFailure(cause)).toEqual({ message, exitCode })
  // The launcher must not start another server after the reason was given.
  expect(exitCode === 0 || isExplained(exitCode)).toBe(true)
})

it.each([null, 1, 127, 133, 134, 139])('%s is a crash', (code) => {
  expect(isExplained(code)).toBe(false)
})
