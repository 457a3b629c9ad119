import { expect, it } from 'vitest'
import { newId } from '#server/ids.ts'

it('says by its prefix what it names', () => {
  expect(newId('sa')).toMatch(/^sa_[0-9a-z]{26}$/)
  expect(newId('grp')).toMatch(/^grp_[0-9a-z]{26}$/)
})

it('never repeats and sorts in the order of making, also within a millisecond', () => {
  const ids = Array.from({ length: 20_000 }, () => newId('evt'))
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
})
