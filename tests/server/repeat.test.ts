import { expect, it, onTestFinished } from 'vitest'
import { repeat } from '#server/repeat.ts'

it('does its task at once, again and again, and never twice at a time', async () => {
  const seen = { runs: 0, running: 0, most: 0 }
  const stop = repeat(
    async () => {
      seen.runs += 1
      seen.most = Math.max(seen.most, ++seen.running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      seen.running -= 1
    },
    1,
    () => {},
  )
  onTestFinished(stop)
  expect(seen.runs).toBe(1)
  await expect.poll(() => seen.runs).toBeGreaterThan(3)
  expect(seen.most).toBe(1)
})

it('reports what goes wrong and tries again', async () => {
  const troubles: unknown[] = []
  const error = new Error('disk full')
  const stop = repeat(
    () => Promise.reject(error),
    1,
    (trouble) => troubles.push(trouble),
  )
  onTestFinished(stop)
  await expect.poll(() => troubles.length).toBeGreaterThan(2)
  expect(troubles[0]).toBe(error)
})

it('ends when it is told to, after what still runs', async () => {
  const seen = { begun: 0, ended: 0 }
  const stop = repeat(
    async () => {
      seen.begun += 1
      await new Promise((resolve) => setTimeout(resolve, 20))
      seen.ended += 1
    },
    1,
    () => {},
  )
  await stop()
  expect(seen).toEqual({ begun: 1, ended: 1 })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(seen).toEqual({ begun: 1, ended: 1 })
})
