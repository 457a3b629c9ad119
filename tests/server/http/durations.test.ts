import { expect, it } from 'vitest'
import { Durations, writeDurations } from '#server/http/durations.ts'

const described = { name: 'taken_seconds', help: 'Time taken.', label: 'what' }

it('counts every duration in its own bucket and in all wider ones', () => {
  const durations = new Durations()
  // On the edge of a bucket, between two, and beyond all of them.
  for (const seconds of [0.001, 0.002, 0.002, 7]) durations.add(seconds)
  expect(Object.fromEntries(durations.cumulative)).toEqual({
    ...{ '0.001': 1, '0.0025': 3, '0.005': 3, '0.01': 3, '0.025': 3, '0.05': 3 },
    ...{ '0.1': 3, '0.25': 3, '1': 3, '5': 3, '+Inf': 4 },
  })
  expect(durations.sum).toBeCloseTo(7.005)
})

it('writes a histogram as Prometheus reads it', () => {
  const durations = new Durations()
  durations.add(0.2)
  const lines = writeDurations(described, new Map([['sign', durations]])).split('\n')
  expect(lines.slice(0, 3)).toEqual([
    '# HELP taken_seconds Time taken.',
    '# TYPE taken_seconds histogram',
    'taken_seconds_bucket{le="0.001",what="sign"} 0',
  ])
  expect(lines.slice(-5)).toEqual([
    'taken_seconds_bucket{le="5",what="sign"} 1',
    'taken_seconds_bucket{le="+Inf",what="sign"} 1',
    'taken_seconds_sum{what="sign"} 0.2',
    'taken_seconds_count{what="sign"} 1',
    '',
  ])
})
