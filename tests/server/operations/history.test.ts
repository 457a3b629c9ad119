import { expect, it } from 'vitest'
import { AppError } from '#server/errors.ts'
import { begunBy, changedBy, requireVersion } from '#server/operations/history.ts'

const ada = { kind: 'user', id: 'usr_1', name: 'Ada' } as const
const ben = { kind: 'user', id: 'usr_2', name: 'Ben' } as const

it('begins with version 1, made and changed by the same', () => {
  expect(begunBy(ada, 7)).toEqual({
    createdAt: 7,
    createdBy: ada,
    updatedAt: 7,
    updatedBy: ada,
    version: 1,
  })
})

it('counts a change and keeps who made it', () => {
  const begun = begunBy(ada, 7)
  expect({ ...begun, ...changedBy(begun, ben, 9) }).toEqual({
    createdAt: 7,
    createdBy: ada,
    updatedAt: 9,
    updatedBy: ben,
    version: 2,
  })
})

it.each([1, 2, 4, 5, 0, -1, Number.NaN, 3.5])(
  'refuses a change made from version %d of 3',
  (version) => {
    const change = () => requireVersion({ version: 3 }, version)
    expect(change).toThrow(AppError)
    expect(change).toThrow(
      expect.objectContaining({
        code: 'version_conflict',
        message: expect.stringContaining(`you have version ${version}, the current one is 3`),
      }),
    )
  },
)

it('lets a change from the current version pass', () => {
  expect(() => requireVersion({ version: 3 }, 3)).not.toThrow()
})
