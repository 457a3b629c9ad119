import { expect, it } from 'vitest'
import { loadOnce } from '#server/load-once.ts'

it('loads nothing before somebody asks, and once for all who do', async () => {
  let loads = 0
  const load = loadOnce(async () => {
    loads += 1
    return { loads }
  })
  expect(loads).toBe(0)
  const [one, other] = await Promise.all([load(), load()])
  expect(one).toBe(other)
  expect(await load()).toBe(one)
  expect(loads).toBe(1)
})

it('tries again when it has failed', async () => {
  let loads = 0
  const load = loadOnce(async () => {
    loads += 1
    if (loads === 1) throw new Error('the file is gone')
    return 'there'
  })
  await expect(load()).rejects.toThrow('gone')
  expect(await load()).toBe('there')
})
