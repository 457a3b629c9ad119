import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
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

/** Gives the bytes of what is still held. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
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

  it('does not push out who has failed again since', () => {
    const counts = aCount({ lockoutFailures: 3, lockoutSeconds: 30 })
    counts.fail(at('known'))
    for (let index = 2; index < MAXIMUM_ENTRIES; index += 1) counts.fail(at(`known-${index}`))
    counts.fail(at('known'))
    for (const name of ['known-new', 'known-newer']) counts.fail(at(name))
    counts.fail(at('known'))
    expect(counts.secondsToWait(at('known'))).toBe(30)
  })

  it('with lockouts of nobody does not learn from the next who exists', () => {
    const counts = aCount()
    for (let index = 0; index <= MAXIMUM_ENTRIES; index += 1) failAll(counts, `nobody-${index}`)
    expect(counts.secondsToWait(at(`nobody-${MAXIMUM_ENTRIES}`))).toBe(30)
  })

  it('with names as long as requests takes no more room than with short ones', () => {
    const counts = aCount()
    const before = heapUsed()
    for (let index = 0; index < 2000; index += 1) {
      counts.fail(at(Buffer.alloc(65_536, `${index} `).toString('latin1')))
    }
    expect(heapUsed() - before).toBeLessThan(2000 * 4096)
    expect(counts.secondsToWait(at('known'))).toBe(0)
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

it('tells of a lockout once', () => {
  const counts = aCount()
  expect(counts.fail(at('known'))).toBeUndefined()
  expect(counts.fail(at('known'))).toMatchObject({ lockouts: 1 })
  expect(counts.fail(at('known'))).toBeUndefined()
})

it('tells of no lockout that it could not remember', () => {
  const counts = aCount({ lockoutFailures: 1, lockoutSeconds: 30 })
  for (let index = 0; index < MAXIMUM_ENTRIES; index += 1) counts.fail(at(`known-${index}`))
  expect(counts.fail(at('known'))).toBeUndefined()
  expect(counts.secondsToWait(at('known'))).toBe(0)
})

it('counts and refuses nothing where lockout is off', () => {
  const counts = aCount({ lockoutFailures: 0, lockoutSeconds: 30 })
  for (let index = 0; index < 100; index += 1) counts.fail(at('known'))
  expect(counts.secondsToWait(at('known'))).toBe(0)
})
