import { describe, expect, it } from 'vitest'
import { createSteadyClock } from '#server/steady-clock.ts'

describe('a steady clock', () => {
  const time = { wall: 1_000_000, elapsed: 50 }
  const steady = createSteadyClock(
    () => time.wall,
    () => time.elapsed,
  )

  it.each([
    ['goes with the wall clock', { wall: 1_000_500, elapsed: 550 }, 1_000_500],
    ['does not jump ahead', { wall: 9_000_000, elapsed: 600 }, 1_000_550],
    ['is right again when the wall clock is', { wall: 1_001_000, elapsed: 1_050 }, 1_001_000],
    ['goes back with the wall clock', { wall: 900_000, elapsed: 2_050 }, 900_000],
  ])('%s', (_, moment, expected) => {
    Object.assign(time, moment)
    expect(steady()).toBe(expected)
  })
})
