import { expect, it } from 'vitest'
import { appScheme } from '#main/app-scheme.ts'

it('is a secure standard scheme that bypasses no policy', () => {
  expect(appScheme).toEqual({
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  })
})
