import { expect, it } from 'vitest'
import { toMenu } from '#main/to-menu.ts'

it('has the app menu on macOS only', () => {
  expect(toMenu({ platform: 'darwin', development: false })[0]).toEqual({ role: 'appMenu' })
  expect(toMenu({ platform: 'linux', development: false })[0]).toEqual({ role: 'fileMenu' })
})

it.each([true, false])('offers developer tools in development only: %s', (development) => {
  const text = JSON.stringify(toMenu({ platform: 'linux', development }))
  expect(text.includes('toggleDevTools')).toBe(development)
  expect(text.includes('"reload"')).toBe(development)
})
