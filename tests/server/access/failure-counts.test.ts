import { describe, expect, it } from 'vitest'
import { FailureCounts, MAXIMUM_ENTRIES } from '#server/access/failure-counts.ts'

const FAILURES = 2

function aCount(rules = { lockoutFailures: FAILURES, lockoutSeconds: 30 }) {
  return new FailureCounts({
    now: () => 1_000_000_000,
    rules: () => rules,
    isKnown: (name) => name.startsWith('known'),
  })
}

const at = (name: string, address = '192.0.2.7') => ({ name, address })

function failAll(counts: FailureCounts, name: string, address?: string): void {
  for (let count = 0; count < FAILURES; count += 1) counts.fail(at(name, address))
}

describe('somebody who fills the memory', () => {
  it('with names of nobody ends no lockout and keeps none from beginning', () => {
    const counts = aCount()
    failAll(counts, 'known')
    for (let index = 0; index < MAXIMUM_ENTRIES * 2; index += 1) failAll(counts, `nobody-${index}`)
    expect(counts.secondsToWait(at('known'))).toBe(30)
    failAll(counts, 'known-2')
    expect(counts.secondsToWait(at('known-2'))).toBe(30)
  })

  it('from many addresses ends no lockout, and locks nobody else out', () => {
    const counts = aCount()
    failAll(counts, 'known')
    for (let index = 0; index < MAXIMUM_ENTRIES * 2; index += 1) {
      failAll(counts, 'known', `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`)
    }
    expect(counts.secondsToWait(at('known'))).toBe(30)
    failAll(counts, 'known-2')
    expect(counts.secondsToWait(at('known-2'))).toBe(0)
  })

  it('with single failures pushes out only the oldest single failures', () => {
    const counts = aCount()
    failAll(counts, 'known')
    for (let index = 0; index < MAXIMUM_ENTRIES * 2; index += 1) counts.fail(at(`known-${index}`))
    expect(counts.secondsToWait(at('known'))).toBe(30)
    counts.fail(at(`known-${MAXIMUM_ENTRIES * 2 - 1}`))
    expect(counts.secondsToWait(at(`known-${MAXIMUM_ENTRIES * 2 - 1}`))).toBe(30)
  })
})

it('takes a name for what it is, not for a part of another with its address', () => {
  const counts = aCount()
  failAll(counts, 'known 192.0.2.7', '')
  expect(counts.secondsToWait(at('known'))).toBe(0)
})

it('counts a name as long as a request like any other', () => {
  const counts = aCount()
  failAll(counts, 'x'.repeat(65_536))
  expect(counts.secondsToWait(at('x'.repeat(65_536)))).toBe(30)
  expect(counts.secondsToWait(at('x'.repeat(65_535)))).toBe(0)
})

it('counts and refuses nothing where lockout is off', () => {
  const counts = aCount({ lockoutFailures: 0, lockoutSeconds: 30 })
  for (let index = 0; index < 100; index += 1) counts.fail(at('known'))
  expect(counts.secondsToWait(at('known'))).toBe(0)
})
